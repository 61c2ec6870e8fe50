package dev.habu.compiler;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Removes from the cache folder what no process has used for some time: jars, snapshots and packages of versions that are past. An entry is renamed while its
 * lock is held and then deleted, so that others see all of it or nothing; it is made again by whoever wants it. Locks stay, since another process may be about
 * to take one. What the folder holds besides, the benchmarks' peers for one, is left alone. Any thread.
 */
public final class CacheSweep {
    /** The folders whose entries are looked at: those that all users ask {@link CacheFolder#entry} for, and the launcher's. */
    private static final List<String> KINDS =
            List.of("bytecode", "launch", "modules", "packages", "pyodide", "pypi", "snapshots");

    /** The file that the launcher writes to in an entry of its own at each start. */
    private static final String LAUNCHED = "used";

    private CacheSweep() {}

    /**
     * Removes what was not used since then; what this process uses is not.
     *
     * @return the entries that were removed
     */
    public static List<Path> run(CacheFolder cache, Instant since) {
        CacheFolder.touchWhatIsInUse();
        List<Path> removed = new ArrayList<>();
        for (String kind : KINDS) {
            for (Path entry : list(cache.root().resolve(kind))) {
                if (isOld(entry, since) && remove(entry, since)) {
                    removed.add(entry);
                }
            }
        }
        return removed;
    }

    /** Does so a minute from now and then each day, on a thread that keeps no process alive. */
    public static void daily(CacheFolder cache, Duration age) {
        Thread.ofPlatform().daemon().name("habu-cache").start(() -> {
            try {
                Thread.sleep(Duration.ofMinutes(1));
                while (true) {
                    run(cache, Instant.now().minus(age));
                    Thread.sleep(Duration.ofDays(1));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // Somebody wants it to end.
            }
        });
    }

    private static List<Path> list(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            for (Path path : found) {
                if (!path.getFileName().toString().endsWith(CacheFolder.LOCK)) {
                    entries.add(path);
                }
            }
        } catch (IOException e) {
            // No such folder, or none of ours: nothing to remove.
        }
        return entries;
    }

    private static boolean isOld(Path entry, Instant since) {
        Instant used = time(entry);
        for (Path stamp : List.of(CacheFolder.stamp(entry), entry.resolve(LAUNCHED))) {
            Instant time = time(stamp);
            used = time.isAfter(used) ? time : used;
        }
        return used.isBefore(since) && !used.equals(Instant.MIN);
    }

    private static Instant time(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (IOException e) {
            return Instant.MIN;
        }
    }

    private static boolean remove(Path entry, Instant since) {
        if (entry.getFileName().toString().startsWith(".")) { // what a writer left that was killed
            CacheFolder.deleteQuietly(entry);
            return !Files.exists(entry, LinkOption.NOFOLLOW_LINKS);
        }
        try (CacheFolder.Lock lock = CacheFolder.tryLock(entry)) {
            if (lock == null || !isOld(entry, since)) {
                return false;
            }
            Path aside = entry.resolveSibling("." + entry.getFileName() + "." + UUID.randomUUID() + ".old");
            Files.move(entry, aside, StandardCopyOption.ATOMIC_MOVE);
            CacheFolder.deleteQuietly(aside);
            return true;
        } catch (IOException e) {
            return false; // The next sweep tries again.
        }
    }
}
