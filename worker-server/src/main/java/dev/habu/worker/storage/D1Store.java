package dev.habu.worker.storage;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/**
 * A D1 database. Methods may be called from any thread and do not block; work is done in the order in which it comes. Errors
 * are {@link StorageException}s with D1's texts.
 */
public final class D1Store implements AutoCloseable {
    /** D1's own limit. */
    static final long MAX_BYTES = 10_000_000_000L;

    /** What workerd sets, so that a worker does not rely here on what D1 refuses. */
    static final Map<SQLiteLimits, Integer> LIMITS = Map.of(
            SQLiteLimits.SQLITE_LIMIT_LENGTH, 2_200_000,
            SQLiteLimits.SQLITE_LIMIT_SQL_LENGTH, 100_000,
            SQLiteLimits.SQLITE_LIMIT_COLUMN, 100,
            SQLiteLimits.SQLITE_LIMIT_EXPR_DEPTH, 100,
            SQLiteLimits.SQLITE_LIMIT_FUNCTION_ARG, 32,
            SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0,
            SQLiteLimits.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50,
            SQLiteLimits.SQLITE_LIMIT_VARIABLE_NUMBER, 100,
            SQLiteLimits.SQLITE_LIMIT_TRIGGER_DEPTH, 10,
            SQLiteLimits.SQLITE_LIMIT_WORKER_THREADS, 0);

    /** Follows a script that is being executed. Called on the database's thread. */
    public interface ScriptListener {
        /**
         * A statement is done.
         *
         * @param done how many characters of the script are behind
         */
        void executed(D1Result result, int done, int length);
    }

    private final SqliteFile file;
    private final long openedMillis = System.currentTimeMillis();
    private final AtomicLong commits = new AtomicLong();

    /** Asks for the last row id and the size; null until the first statement. Database thread only. */
    private PreparedStatement standing;

    D1Store(Path path, long maxBytes) {
        this.file = new SqliteFile(path, maxBytes, LIMITS);
    }

    /** Executes statements, all or none of them. */
    public CompletableFuture<List<D1Result>> query(List<D1Query> queries) {
        return file.submit(connection -> {
            List<SqlStatement> statements = new ArrayList<>(queries.size());
            for (D1Query query : queries) {
                statements.add(single(query.sql()));
            }
            if (statements.size() == 1 && statements.getFirst().isRead()) {
                return List.of(execute(
                        connection, statements.getFirst(), queries.getFirst().parameters()));
            }
            return write(connection, open -> {
                List<D1Result> results = new ArrayList<>(queries.size());
                for (int i = 0; i < queries.size(); i++) {
                    results.add(execute(open, statements.get(i), queries.get(i).parameters()));
                }
                return results;
            });
        });
    }

    /**
     * Executes a script, all or nothing of it. {@code BEGIN} and {@code COMMIT}, which dumps of SQLite have, mean nothing
     * in it.
     *
     * @return how many statements there were; an error names the line
     */
    public CompletableFuture<Integer> script(String sql, ScriptListener listener) {
        return file.submit(connection -> write(connection, open -> runScript(open, sql, true, listener)));
    }

    /**
     * What D1's {@code exec} does: as {@link #script}, but {@code BEGIN} and {@code COMMIT} are refused.
     *
     * @return how many statements there were
     */
    public CompletableFuture<Integer> exec(String sql) {
        return file.submit(connection -> write(connection, open -> runScript(open, sql, false, (_, _, _) -> {})));
    }

    private int runScript(SQLiteConnection connection, String sql, boolean skipTransactions, ScriptListener listener)
            throws StorageException {
        SqlScript script = new SqlScript(sql);
        int count = 0;
        for (SqlStatement next = script.next(); next != null; next = script.next()) {
            if (skipTransactions
                    && List.of("BEGIN", "COMMIT", "END").contains(next.head().getFirst())) {
                continue;
            }
            try {
                SqlGuard.check(next);
                listener.executed(execute(connection, next, List.of()), next.end(), script.length());
            } catch (SQLException e) {
                throw inLine(next, SqliteFile.describe(e));
            } catch (StorageException e) {
                throw inLine(next, e.getMessage());
            }
            count++;
        }
        if (count == 0) {
            throw new StorageException("No SQL statements detected.");
        }
        return count;
    }

    private static StorageException inLine(SqlStatement statement, String problem) {
        String firstLine = statement.text().lines().findFirst().orElse("");
        return new StorageException("Error in line " + statement.line() + ": " + firstLine + ": " + problem);
    }

    /** The whole database as a file of SQLite. */
    public CompletableFuture<byte[]> dump() {
        return file.submit(connection -> connection.serialize("main"));
    }

    /** The database as SQL that makes it again. */
    public CompletableFuture<Void> export(SqlDump dump) {
        return file.submit(connection -> {
            dump.write(connection);
            return null;
        });
    }

    /** A value that rises with each change, for D1's sessions. */
    public String bookmark() {
        return "%016x-%016x".formatted(openedMillis, commits.get());
    }

    private static SqlStatement single(String sql) throws StorageException {
        SqlScript script = new SqlScript(sql);
        SqlStatement statement = script.next();
        if (statement == null) {
            throw new StorageException("SQL code did not contain a statement.");
        }
        SqlGuard.check(statement);
        if (script.next() != null) {
            throw new StorageException("A prepared SQL statement must contain only one statement.");
        }
        return statement;
    }

    private <T> T write(SQLiteConnection connection, SqliteFile.Work<T> work) throws SQLException, StorageException {
        T result = SqliteFile.inTransaction(connection, work);
        commits.incrementAndGet();
        return result;
    }

    private D1Result execute(SQLiteConnection connection, SqlStatement statement, List<Object> parameters)
            throws SQLException, StorageException {
        long start = System.nanoTime();
        long sizeBefore = standing(connection)[1];
        long changesBefore = connection.getDatabase().total_changes();
        List<String> columns = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        try (PreparedStatement prepared = connection.prepareStatement(statement.text())) {
            if (prepared.getParameterMetaData().getParameterCount() != parameters.size()) {
                throw new StorageException("Wrong number of parameter bindings for SQL query.");
            }
            for (int i = 0; i < parameters.size(); i++) {
                prepared.setObject(i + 1, parameters.get(i));
            }
            if (prepared.execute()) {
                read(prepared, columns, rows);
            }
        }
        long changes = connection.getDatabase().total_changes() - changesBefore;
        double millis = (System.nanoTime() - start) / 1e6;
        long[] after = standing(connection);
        boolean changed = changes != 0 || after[1] != sizeBefore;
        return new D1Result(
                columns, rows, new D1Result.Meta(millis, changes, after[0], changed, after[1], rows.size(), changes));
    }

    /** The id of the row inserted last, and the size in bytes. */
    private long[] standing(SQLiteConnection connection) throws SQLException {
        if (standing == null) {
            standing = connection.prepareStatement("SELECT last_insert_rowid(), page_count * page_size "
                    + "FROM pragma_page_count(), pragma_page_size()");
        }
        try (ResultSet result = standing.executeQuery()) {
            return new long[] {result.getLong(1), result.getLong(2)};
        }
    }

    private static void read(PreparedStatement statement, List<String> columns, List<Object[]> rows)
            throws SQLException {
        try (ResultSet result = statement.getResultSet()) {
            int width = result.getMetaData().getColumnCount();
            for (int i = 1; i <= width; i++) {
                columns.add(result.getMetaData().getColumnLabel(i));
            }
            while (result.next()) {
                Object[] row = new Object[width];
                for (int i = 0; i < width; i++) {
                    Object value = result.getObject(i + 1);
                    row[i] = value instanceof Integer small ? (Object) small.longValue() : value;
                }
                rows.add(row);
            }
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
