package dev.habu.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * Does on SQLite JDBC, with the pragmas of habu's D1, what the worker {@code benchmarks/workers/d1} does for a request, and
 * prints how often a second: no HTTP, no JavaScript, no Python.
 */
public final class SqliteLoop {
    private static final int ROWS = 1000;
    private static final int BATCH = 100;

    /** One round of the work; the result is what it counts for. */
    private interface Step {
        int run() throws SQLException;
    }

    private SqliteLoop() {}

    /** Arguments: FILE (a database that the worker has made) WHAT (a path of the worker) CONNECTIONS SECONDS. */
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        String what = args[1];
        int connections = Integer.parseInt(args[2]);
        double seconds = Double.parseDouble(args[3]);
        long count = 0;
        try (var threads = Executors.newFixedThreadPool(connections)) {
            List<Callable<Long>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                all.add(() -> loop(file, what, seconds));
            }
            for (Future<Long> result : threads.invokeAll(all)) {
                count += result.get();
            }
        }
        System.out.printf(Locale.ROOT, "{\"perSecond\": %.1f}%n", count / seconds);
    }

    private static long loop(Path file, String what, double seconds) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(60_000);
        config.enforceForeignKeys(true);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file);
                PreparedStatement statement = connection.prepareStatement(
                        switch (what) {
                            case "read", "read-batch" -> "SELECT * FROM items WHERE id = ?";
                            case "write", "write-batch" -> "INSERT INTO items (name, price) VALUES (?, ?)";
                            case "rows" -> "SELECT * FROM items WHERE id <= ?";
                            default -> throw new IllegalArgumentException(what);
                        })) {
            Step step = switch (what) {
                case "read" -> () -> read(statement);
                case "write" -> () -> write(statement);
                case "read-batch" -> () -> batch(connection, "BEGIN", () -> read(statement));
                case "write-batch" -> () -> batch(connection, "BEGIN IMMEDIATE", () -> write(statement));
                default -> () -> rows(statement);
            };
            long end = System.nanoTime() + (long) (seconds * 1e9);
            long count = 0;
            while (System.nanoTime() < end) {
                count += step.run();
            }
            return count;
        }
    }

    private static int read(PreparedStatement statement) throws SQLException {
        statement.setInt(1, ThreadLocalRandom.current().nextInt(1, ROWS + 1));
        try (ResultSet result = statement.executeQuery()) {
            result.getString("name");
        }
        return 1;
    }

    private static int write(PreparedStatement statement) throws SQLException {
        statement.setString(1, "new");
        statement.setDouble(2, 1.5);
        return statement.executeUpdate();
    }

    /** A transaction of many statements, as D1's {@code batch} is one. */
    private static int batch(Connection connection, String begin, Step each) throws SQLException {
        try (Statement control = connection.createStatement()) {
            control.execute(begin);
            int count = 0;
            for (int i = 0; i < BATCH; i++) {
                count += each.run();
            }
            control.execute("COMMIT");
            return count;
        }
    }

    /** Reads every column of every row. */
    private static int rows(PreparedStatement statement) throws SQLException {
        statement.setInt(1, ROWS);
        int count = 0;
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                result.getLong(1);
                result.getString(2);
                result.getDouble(3);
                count++;
            }
        }
        return count;
    }
}
