package dev.habu.compiler;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The folder on disk where fetched and compiled files are kept between runs.
 *
 * <p>Entries are written to a temporary sibling and renamed, so that a reader sees a whole entry or none, whatever
 * happens to the writer. Whoever makes an entry holds its {@link #lock}, so that two processes do not make it twice.
 * Safe for use by any thread and process. Every method that touches the disk throws {@link CacheException}.
 */
public final class CacheFolder {
    /** What the name of an entry's lock ends with. */
    static final String LOCK = ".lock";

    /** A stamp is not written more often than this. */
    private static final Duration PRECISION = Duration.ofHours(12);

    private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    /** The stamps of all entries that this process has asked for. */
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    private final Path root;

    private CacheFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The cache in the given folder, which is made when the first entry is written. */
    public static CacheFolder at(Path root) {
        return new CacheFolder(root);
    }

    /**
     * The user's cache: {@code $HABU_CACHE}, else {@code $XDG_CACHE_HOME/habu}, else {@code ~/.cache/habu}. Empty
     * variables count as not set.
     */
    public static CacheFolder standard() {
        return standard(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static CacheFolder standard(Map<String, String> environment, Path home) {
        String own = environment.getOrDefault("HABU_CACHE", "");
        if (!own.isEmpty()) {
            return at(Path.of(own));
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        return at((xdg.isEmpty() ? home.resolve(".cache") : Path.of(xdg)).resolve("habu"));
    }

    /** The folder itself, absolute. It need not exist. */
    public Path root() {
        return root;
    }

    /**
     * Where the entry of that name is or would be; {@code name} is a relative path with {@code /}. Whoever asks is taken to use it until the process ends:
     * {@link CacheSweep} keeps it.
     */
    public Path entry(String name) {
        Path path = path(name);
        Path stamp = stamp(path);
        IN_USE.add(stamp);
        touch(stamp);
        return path;
    }

    private Path path(String name) {
        Path path = root.resolve(name).normalize();
        if (!path.startsWith(root) || path.equals(root)) {
            throw new IllegalArgumentException("not a name inside the cache folder: " + name);
        }
        return path;
    }

    /** The file beside an entry that is its lock, and whose time says when it was used last. The entry's own would not do: the JVM knows jars by their times. */
    static Path stamp(Path entry) {
        return entry.resolveSibling(entry.getFileName() + LOCK);
    }

    /** Says that what this process has asked for is still used. */
    static void touchWhatIsInUse() {
        IN_USE.forEach(CacheFolder::touch);
    }

    private static void touch(Path stamp) {
        try {
            Instant now = Instant.now();
            if (Files.getLastModifiedTime(stamp).toInstant().isBefore(now.minus(PRECISION))) {
                Files.setLastModifiedTime(stamp, FileTime.from(now));
            }
        } catch (IOException e) {
            // There is no such entry yet, or the folder belongs to somebody else, who then looks after it.
        }
    }

    /** Writes the content of an entry to the path it is given: a file, or a folder that the writer makes. */
    @FunctionalInterface
    public interface Writer {
        /** Writes the entry to {@code target}, which does not exist yet. */
        void write(Path target) throws IOException;
    }

    /**
     * Writes an entry, replacing what was there.
     *
     * @return the path of the entry
     * @throws CacheException if it cannot be written; then the entry is as before and nothing is left behind
     */
    public Path publish(String name, Writer writer) {
        Path target = path(name);
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(target.getParent());
            writer.write(temporary);
            replace(target, temporary);
            return target;
        } catch (IOException e) {
            throw CacheException.of(target, e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    private static void replace(Path target, Path temporary) throws IOException {
        // A folder cannot be renamed over one that is not empty: move the old one aside first.
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            Path old = temporary.resolveSibling(temporary.getFileName() + ".old");
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            deleteQuietly(old);
        } else {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** A lock on one entry's name, held against every other thread and process until it is closed. */
    public static final class Lock implements AutoCloseable {
        private final ReentrantLock inProcess;
        private final FileChannel channel;
        private final FileLock betweenProcesses;

        private Lock(ReentrantLock inProcess, FileChannel channel, FileLock betweenProcesses) {
            this.inProcess = inProcess;
            this.channel = channel;
            this.betweenProcesses = betweenProcesses;
        }

        /** Releases the lock, by the thread that took it. */
        @Override
        public void close() {
            try (channel) {
                betweenProcesses.release();
            } catch (IOException e) {
                // The operating system releases a lock with its channel, and the channel is closed either way.
            } finally {
                inProcess.unlock();
            }
        }
    }

    /**
     * Waits for the lock of an entry. Not reentrant between processes' files: take it once a thread.
     *
     * @param whenWaiting is run once if another thread or process holds the lock, before waiting for it
     */
    public Lock lock(String name, Runnable whenWaiting) {
        Path file = stamp(path(name));
        ReentrantLock inProcess = LOCKS.computeIfAbsent(file, _ -> new ReentrantLock());
        boolean waited = !inProcess.tryLock();
        if (waited) {
            whenWaiting.run();
            inProcess.lock();
        }
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    if (!waited) {
                        whenWaiting.run();
                    }
                    lock = channel.lock();
                }
                return new Lock(inProcess, channel, lock);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            inProcess.unlock();
            throw CacheException.of(root, e);
        }
    }

    /** Takes the lock of an entry unless another thread or process holds it; null then, and if it cannot be had at all. */
    static Lock tryLock(Path entry) {
        Path file = stamp(entry);
        ReentrantLock inProcess = LOCKS.computeIfAbsent(file, _ -> new ReentrantLock());
        if (!inProcess.tryLock()) {
            return null;
        }
        Lock lock = null;
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock betweenProcesses = null;
            try {
                betweenProcesses = channel.tryLock();
            } finally {
                if (betweenProcesses == null) {
                    channel.close();
                } else {
                    lock = new Lock(inProcess, channel, betweenProcesses);
                }
            }
        } catch (IOException e) {
            lock = null;
        } finally {
            if (lock == null) {
                inProcess.unlock();
            }
        }
        return lock;
    }

    /** Removes a file or a folder with all it holds, as far as that is possible. */
    static void deleteQuietly(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // A left-over temporary file wastes space and harms nobody.
        }
    }
}
