package dev.habu.worker.storage;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * Executes statements on one connection and keeps those used last prepared. SQLite itself prepares a kept statement anew when the schema has
 * changed; so what depends on the schema, columns and their names, is asked for after the first step, past JDBC, which remembers it. Database
 * thread only.
 */
final class D1Statements {
    private static final int KEPT = 64;
    private static final int KEPT_CHARACTERS = 4_000;

    /** A statement that SQLite has compiled. */
    static final class Prepared {
        final SqlStatement statement;
        private final PreparedStatement jdbc;
        private final int parameters;

        private Prepared(SqlStatement statement, PreparedStatement jdbc) throws SQLException {
            this.statement = statement;
            this.jdbc = jdbc;
            this.parameters = jdbc.getParameterMetaData().getParameterCount();
        }
    }

    /** What a statement gave. */
    record Rows(List<String> columns, List<Object[]> rows) {}

    private final SQLiteConnection connection;
    private final DB database;

    /** By their text, the one used last at the end. */
    private final SequencedMap<String, Prepared> kept = new LinkedHashMap<>(KEPT * 2, 0.75f, true);

    D1Statements(SQLiteConnection connection) {
        this.connection = connection;
        this.database = connection.getDatabase();
    }

    /** The kept statement of exactly this text, or null. */
    Prepared find(String text) {
        return kept.get(text);
    }

    /** Takes SQL apart, if it is not known yet. */
    interface Source {
        SqlStatement statement() throws StorageException;
    }

    /** The kept statement of exactly this text, or a new one: the only way to one, so that none is kept twice and forgotten. */
    Prepared get(String text, Source source) throws SQLException, StorageException {
        Prepared prepared = kept.get(text);
        if (prepared == null) {
            SqlStatement statement = source.statement();
            prepared = new Prepared(statement, connection.prepareStatement(statement.text()));
        }
        return prepared;
    }

    /** Executes a statement that {@link #get} gave for this text, and keeps it, unless it failed or is long. */
    Rows execute(Prepared prepared, String text, List<Object> parameters) throws SQLException, StorageException {
        boolean done = false;
        try {
            Rows result = execute(prepared, parameters.toArray());
            done = true;
            return result;
        } finally {
            if (!done || text.length() > KEPT_CHARACTERS) {
                kept.remove(text);
                prepared.jdbc.close();
            } else if (kept.put(text, prepared) == null && kept.size() > KEPT) {
                kept.pollFirstEntry().getValue().jdbc.close();
            }
        }
    }

    private Rows execute(Prepared prepared, Object[] parameters) throws SQLException, StorageException {
        if (prepared.parameters != parameters.length) {
            throw new StorageException("Wrong number of parameter bindings for SQL query.");
        }
        CoreStatement statement = (CoreStatement) prepared.jdbc;
        try {
            boolean hasRow = database.execute(statement, parameters);
            return statement.pointer.safeRun((_, pointer) -> read(pointer, hasRow));
        } finally {
            if (!statement.pointer.isClosed()) {
                statement.pointer.safeRunInt(DB::reset);
            }
        }
    }

    private Rows read(long pointer, boolean hasRow) throws SQLException {
        int width = database.column_count(pointer);
        if (width == 0) {
            return new Rows(List.of(), List.of());
        }
        List<String> columns = Arrays.asList(database.column_names(pointer));
        List<Object[]> rows = new ArrayList<>();
        boolean more = hasRow;
        while (more) {
            Object[] row = new Object[width];
            for (int i = 0; i < width; i++) {
                row[i] = value(pointer, i);
            }
            rows.add(row);
            int code = database.step(pointer);
            more = code == Codes.SQLITE_ROW;
            if (!more && code != Codes.SQLITE_DONE) {
                database.throwex(code);
            }
        }
        return new Rows(columns, rows);
    }

    private Object value(long pointer, int column) throws SQLException {
        return switch (database.column_type(pointer, column)) {
            case Codes.SQLITE_INTEGER -> database.column_long(pointer, column);
            case Codes.SQLITE_FLOAT -> database.column_double(pointer, column);
            case Codes.SQLITE_TEXT -> database.column_text(pointer, column);
            case Codes.SQLITE_BLOB -> {
                byte[] bytes = database.column_blob(pointer, column);
                yield bytes == null ? new byte[0] : bytes;
            }
            default -> null;
        };
    }

    /** Rows that were inserted, changed or deleted since the database was opened. */
    long totalChanges() throws SQLException {
        return database.total_changes();
    }

    /** The first value of a query of ours without parameters. */
    long number(String query) throws SQLException, StorageException {
        Prepared prepared = get(query, () -> new SqlScript(query).next());
        return (Long) execute(prepared, query, List.of()).rows().getFirst()[0];
    }
}
