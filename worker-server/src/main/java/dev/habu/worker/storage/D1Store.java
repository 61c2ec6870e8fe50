package dev.habu.worker.storage;

import java.nio.file.Path;
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

    /** Null until the first statement. Database thread only, as what follows. */
    private D1Statements statements;

    /** The database's pages when they were counted last. */
    private long pages;

    private long pageBytes;
    private long lastRowId;

    D1Store(Path path, long maxBytes) {
        this.file = new SqliteFile(path, maxBytes, LIMITS);
    }

    /** Executes statements, all or none of them. */
    public CompletableFuture<List<D1Result>> query(List<D1Query> queries) {
        return file.submit(connection -> {
            begin(connection);
            boolean reads = true;
            for (D1Query query : queries) {
                D1Statements.Prepared known = statements.find(query.sql());
                reads &= (known == null ? single(query.sql()) : known.statement).isRead();
            }
            if (!reads) {
                return write(connection, _ -> executeAll(queries));
            }
            return queries.size() == 1
                    ? executeAll(queries)
                    : SqliteFile.inTransaction(connection, SqliteFile.BEGIN_READ, _ -> executeAll(queries));
        });
    }

    private List<D1Result> executeAll(List<D1Query> queries) throws SQLException, StorageException {
        pages = countPages();
        List<D1Result> results = new ArrayList<>(queries.size());
        for (D1Query query : queries) {
            results.add(
                    execute(statements.get(query.sql(), () -> single(query.sql())), query.sql(), query.parameters()));
        }
        return results;
    }

    private void begin(SQLiteConnection connection) throws SQLException, StorageException {
        if (statements == null) {
            statements = new D1Statements(connection);
            pageBytes = statements.number("PRAGMA page_size");
        }
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
            throws SQLException, StorageException {
        begin(connection);
        pages = countPages();
        SqlScript script = new SqlScript(sql);
        int count = 0;
        for (SqlStatement next = script.next(); next != null; next = script.next()) {
            if (skipTransactions
                    && List.of("BEGIN", "COMMIT", "END").contains(next.head().getFirst())) {
                continue;
            }
            try {
                SqlGuard.check(next);
                SqlStatement statement = next;
                D1Statements.Prepared prepared = statements.get(statement.text(), () -> statement);
                listener.executed(execute(prepared, statement.text(), List.of()), next.end(), script.length());
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
        T result = SqliteFile.inTransaction(connection, SqliteFile.BEGIN_WRITE, work);
        commits.incrementAndGet();
        return result;
    }

    private D1Result execute(D1Statements.Prepared prepared, String text, List<Object> parameters)
            throws SQLException, StorageException {
        long start = System.nanoTime();
        long changesBefore = statements.totalChanges();
        D1Statements.Rows result = statements.execute(prepared, text, parameters);
        long changes = statements.totalChanges() - changesBefore;
        double millis = (System.nanoTime() - start) / 1e6;
        long pagesBefore = pages;
        if (!prepared.statement.isRead()) {
            lastRowId = statements.number("SELECT last_insert_rowid()");
            pages = countPages();
        }
        boolean changed = changes != 0 || pages != pagesBefore;
        return new D1Result(
                result.columns(),
                result.rows(),
                new D1Result.Meta(
                        millis,
                        changes,
                        lastRowId,
                        changed,
                        pages * pageBytes,
                        result.rows().size(),
                        changes));
    }

    private long countPages() throws SQLException, StorageException {
        return statements.number("PRAGMA page_count");
    }

    @Override
    public void close() {
        file.close();
    }
}
