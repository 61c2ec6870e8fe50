package dev.habu.worker.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteLimits;

/**
 * A SQLite database in a file and the one thread that works on it; the file is opened when it is first used. Methods may be
 * called from any thread, and none but {@link #close} blocks.
 */
final class SqliteFile implements AutoCloseable {
    /** Work on the open database. Runs on the database's thread. */
    interface Work<T> {
        T on(SQLiteConnection connection) throws SQLException, StorageException;
    }

    private static final int PAGE_BYTES = 4096;
    static final String BEGIN_WRITE = "BEGIN IMMEDIATE";

    /** What follows sees one state of the database and keeps no writer waiting. */
    static final String BEGIN_READ = "BEGIN";

    private static final int BUSY_MILLIS = 5_000;

    private final Path file;
    private final long maxBytes;
    private final Map<SQLiteLimits, Integer> limits;
    private final ExecutorService thread;

    /** Database thread only. */
    private SQLiteConnection connection;

    /**
     * Does not touch the file yet.
     *
     * @param maxBytes the size that the database cannot exceed
     * @param limits those of SQLite's limits that shall be lower than by default
     */
    SqliteFile(Path file, long maxBytes, Map<SQLiteLimits, Integer> limits) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.limits = limits;
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("habu-" + file.getFileName()).factory());
    }

    /** Runs work after that already submitted. What SQLite complains of fails the future as a {@link StorageException}. */
    <T> CompletableFuture<T> submit(Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                result.complete(work.on(open()));
            } catch (SQLException e) {
                result.completeExceptionally(new StorageException(describe(e)));
            } catch (StorageException | RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private SQLiteConnection open() throws SQLException, StorageException {
        if (connection == null) {
            try {
                Files.createDirectories(file.getParent());
            } catch (IOException e) {
                throw new StorageException("cannot create the folder " + file.getParent() + ": " + e.getMessage());
            }
            connection = connect();
        }
        return connection;
    }

    private SQLiteConnection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL); // What was acknowledged survives a loss of power.
        config.setTempStore(TempStore.MEMORY);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setPageSize(PAGE_BYTES);
        config.setPragma(Pragma.MAX_PAGE_COUNT, Long.toString(maxBytes / PAGE_BYTES));
        config.enforceForeignKeys(true);
        SQLiteConnection opened = (SQLiteConnection) config.createConnection("jdbc:sqlite:" + file);
        for (Map.Entry<SQLiteLimits, Integer> limit : limits.entrySet()) {
            opened.setLimit(limit.getKey(), limit.getValue());
        }
        return opened;
    }

    /**
     * Makes a group of statements all or nothing. Database thread.
     *
     * @param begin one of the constants above
     */
    static <T> T inTransaction(SQLiteConnection connection, String begin, Work<T> work)
            throws SQLException, StorageException {
        execute(connection, begin);
        boolean done = false;
        try {
            T result = work.on(connection);
            execute(connection, "COMMIT");
            done = true;
            return result;
        } finally {
            if (!done) {
                rollBack(connection);
            }
        }
    }

    private static void rollBack(SQLiteConnection connection) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            // After some errors, a full disk for one, SQLite has rolled back already.
        }
    }

    private static void execute(SQLiteConnection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As D1 words it: SQLite's own message and the name of the primary result code. */
    static String describe(SQLException e) {
        if (!(e instanceof SQLiteException sqlite)) {
            return String.valueOf(e.getMessage());
        }
        SQLiteErrorCode code = sqlite.getResultCode();
        String message = sqlite.getMessage();
        String prefix = code + " (";
        if (message.startsWith(prefix) && message.endsWith(")")) {
            message = message.substring(prefix.length(), message.length() - 1);
        }
        return message + ": " + SQLiteErrorCode.getErrorCode(code.code & 0xFF).name();
    }

    /** Waits for the work that was submitted and closes the file. */
    @Override
    public void close() {
        thread.execute(() -> {
            if (connection != null) {
                try {
                    connection.close();
                } catch (SQLException e) {
                    // The next start finds what was committed in the write-ahead log.
                }
            }
        });
        thread.close();
    }
}
