package dev.habu.worker.storage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.sqlite.SQLiteConnection;

/** A KV namespace. Methods may be called from any thread and do not block. An entry that has expired is no longer there. */
public final class KvStore implements AutoCloseable {
    /** Keys are kept as bytes: KV lists them in the order of their UTF-8. */
    private static final String SCHEMA =
            "CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB NOT NULL, "
                    + "expiration INTEGER NOT NULL, metadata TEXT) WITHOUT ROWID";

    private static final String LIVE = "(expiration = 0 OR expiration > ?)";

    private final SqliteFile file;
    private final InstantSource clock;

    /** Database thread only. */
    private boolean ready;

    KvStore(Path path, long maxBytes) {
        this(path, maxBytes, InstantSource.system());
    }

    KvStore(Path path, long maxBytes, InstantSource clock) {
        this.file = new SqliteFile(path, maxBytes, Map.of());
        this.clock = clock;
    }

    private <T> CompletableFuture<T> submit(SqliteFile.Work<T> work) {
        return file.submit(connection -> {
            if (!ready) {
                prepare(connection);
                ready = true;
            }
            return work.on(connection);
        });
    }

    private void prepare(SQLiteConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SCHEMA);
            statement.execute("DELETE FROM entries WHERE expiration <> 0 AND expiration <= " + now());
        }
    }

    /** What is kept under a key; null if nothing is. */
    public CompletableFuture<KvEntry> get(String key) {
        return submit(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT value, expiration, metadata FROM entries WHERE key = ? AND " + LIVE)) {
                statement.setBytes(1, bytes(key));
                statement.setLong(2, now());
                try (ResultSet result = statement.executeQuery()) {
                    return result.next()
                            ? new KvEntry(key, result.getBytes(1), result.getLong(2), result.getString(3))
                            : null;
                }
            }
        });
    }

    /** Keeps an entry in place of what its key had. */
    public CompletableFuture<Void> put(KvEntry entry) {
        return submit(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT OR REPLACE INTO entries (key, value, expiration, metadata) VALUES (?, ?, ?, ?)")) {
                statement.setBytes(1, bytes(entry.key()));
                statement.setBytes(2, entry.value());
                statement.setLong(3, entry.expirationSeconds());
                statement.setString(4, entry.metadata());
                statement.executeUpdate();
                return null;
            }
        });
    }

    /** Forgets a key, if it is there. */
    public CompletableFuture<Void> delete(String key) {
        return submit(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM entries WHERE key = ?")) {
                statement.setBytes(1, bytes(key));
                statement.executeUpdate();
                return null;
            }
        });
    }

    /**
     * Keys in the order of their UTF-8, without values.
     *
     * @param prefix what they begin with
     * @param after the key to go on behind; null for the beginning
     * @param limit at most so many
     */
    public CompletableFuture<List<KvEntry>> list(String prefix, String after, int limit) {
        return submit(connection -> {
            byte[] start = bytes(prefix);
            byte[] end = Arrays.copyOf(start, start.length + 1);
            end[start.length] = (byte) 0xFF; // which no UTF-8 contains
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT key, expiration, metadata FROM entries WHERE key >= ? AND key < ? AND key > ? AND " + LIVE
                            + " ORDER BY key LIMIT ?")) {
                statement.setBytes(1, start);
                statement.setBytes(2, end);
                statement.setBytes(3, after == null ? new byte[0] : bytes(after));
                statement.setLong(4, now());
                statement.setInt(5, limit);
                List<KvEntry> entries = new ArrayList<>();
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        String key = new String(result.getBytes(1), StandardCharsets.UTF_8);
                        entries.add(new KvEntry(key, null, result.getLong(2), result.getString(3)));
                    }
                }
                return entries;
            }
        });
    }

    /** The time by which entries expire, in seconds since 1970. */
    public long now() {
        return clock.instant().getEpochSecond();
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        file.close();
    }
}
