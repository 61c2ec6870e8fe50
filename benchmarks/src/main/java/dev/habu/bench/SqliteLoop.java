package dev.habu.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    private SqliteLoop() {}

    /** Arguments: FILE (a database that the worker has made) read|write CONNECTIONS SECONDS. */
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        boolean write = args[1].equals("write");
        int connections = Integer.parseInt(args[2]);
        double seconds = Double.parseDouble(args[3]);
        long count = 0;
        try (var threads = Executors.newFixedThreadPool(connections)) {
            List<Callable<Long>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                all.add(() -> loop(file, write, seconds));
            }
            for (Future<Long> result : threads.invokeAll(all)) {
                count += result.get();
            }
        }
        System.out.printf(Locale.ROOT, "{\"perSecond\": %.1f}%n", count / seconds);
    }

    private static long loop(Path file, boolean write, double seconds) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(60_000);
        config.enforceForeignKeys(true);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file);
                PreparedStatement statement = connection.prepareStatement(
                        write ? "INSERT INTO items (name, price) VALUES (?, ?)" : "SELECT * FROM items WHERE id = ?")) {
            long end = System.nanoTime() + (long) (seconds * 1e9);
            long count = 0;
            for (; System.nanoTime() < end; count++) {
                if (write) {
                    statement.setString(1, "new");
                    statement.setDouble(2, 1.5);
                    statement.executeUpdate();
                } else {
                    statement.setInt(1, ThreadLocalRandom.current().nextInt(1, ROWS + 1));
                    try (ResultSet result = statement.executeQuery()) {
                        result.getString("name");
                    }
                }
            }
            return count;
        }
    }
}
