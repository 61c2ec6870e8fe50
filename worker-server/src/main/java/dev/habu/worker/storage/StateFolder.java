package dev.habu.worker.storage;

import dev.habu.worker.UserException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a project's workers store on this machine, in {@code .habu/state}: one file a database. Stores are opened when they
 * are first asked for and shared by all who ask; closing the folder closes them. Any thread.
 */
public final class StateFolder implements AutoCloseable {
    private static final long KV_MAX_BYTES = 1L << 40;

    private final Path folder;
    private final long maxDatabaseBytes;
    private final Map<String, D1Store> databases = new ConcurrentHashMap<>();
    private final Map<String, KvStore> namespaces = new ConcurrentHashMap<>();
    private FileChannel lock;

    /** @param projectFolder the one with the wrangler file */
    public StateFolder(Path projectFolder) {
        this(projectFolder, D1Store.MAX_BYTES);
    }

    /** @param maxDatabaseBytes the size at which a D1 database is full */
    StateFolder(Path projectFolder, long maxDatabaseBytes) {
        this.folder = projectFolder.resolve(".habu").resolve("state");
        this.maxDatabaseBytes = maxDatabaseBytes;
    }

    /**
     * Makes the folder this process's own until it is closed: a worker that is served finds what it stored, and nobody else
     * serves the same. Commands that look into databases need no such lock.
     *
     * @throws UserException if another process has it, or it cannot be written
     */
    public synchronized void lock() {
        if (lock != null) {
            return;
        }
        Path file = folder.resolve("lock");
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new UserException("the state folder " + folder + " is in use by process "
                        + Files.readString(file).strip()
                        + ", which serves the same worker; stop that one first");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            lock = channel;
        } catch (IOException e) {
            throw new UserException("cannot write to the state folder " + folder + ": " + e.getMessage());
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // Another StateFolder of this process has it.
        }
    }

    /** The D1 database that is kept under an id; empty at first. */
    public D1Store d1(String id) {
        return databases.computeIfAbsent(id, key -> new D1Store(d1File(key), maxDatabaseBytes));
    }

    /** Where a D1 database is kept. */
    public Path d1File(String id) {
        return file("d1", id);
    }

    /** The KV namespace that is kept under an id; empty at first. */
    public KvStore kv(String id) {
        return namespaces.computeIfAbsent(id, key -> new KvStore(file("kv", key), KV_MAX_BYTES));
    }

    private Path file(String kind, String id) {
        // An id comes from a file of the user, where it may be anything; the name of a file may not.
        String name = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("*", "%2A");
        return folder.resolve(kind).resolve(name + ".sqlite");
    }

    @Override
    public synchronized void close() {
        databases.values().forEach(D1Store::close);
        databases.clear();
        namespaces.values().forEach(KvStore::close);
        namespaces.clear();
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                // The process ends or gives the folder up either way.
            }
            lock = null;
        }
    }
}
