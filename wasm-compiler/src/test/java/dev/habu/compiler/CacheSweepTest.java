package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cache folder forgets, and what it keeps. */
class CacheSweepTest {
    private final Instant longAgo = Instant.now().minus(Duration.ofDays(40));
    private final Instant since = Instant.now().minus(Duration.ofDays(30));

    @TempDir
    Path folder;

    private CacheFolder cache;

    @BeforeEach
    void open() {
        cache = CacheFolder.at(folder);
    }

    /** An entry that another process made long ago: asking the folder for it here would be a use. */
    private Path made(String name) throws IOException {
        Path entry = folder.resolve(name);
        Files.createDirectories(entry.getParent());
        Files.writeString(Files.createDirectory(entry).resolve("inside"), "content");
        Files.createFile(CacheFolder.stamp(entry));
        return aged(entry);
    }

    private Path aged(Path entry) throws IOException {
        for (Path path : List.of(entry, CacheFolder.stamp(entry))) {
            if (Files.exists(path)) {
                Files.setLastModifiedTime(path, FileTime.from(longAgo));
            }
        }
        return entry;
    }

    @Test
    void whatNobodyHasUsedIsRemovedAndItsLockStays() throws IOException {
        Path old = made("packages/old");
        Path fresh = made("packages/fresh");
        Files.setLastModifiedTime(CacheFolder.stamp(fresh), FileTime.from(Instant.now()));
        assertEquals(List.of(old), CacheSweep.run(cache, since));
        try (Stream<Path> left = Files.list(folder.resolve("packages"))) {
            assertEquals(
                    List.of("fresh", "fresh.lock", "old.lock"),
                    left.map(path -> path.getFileName().toString()).sorted().toList());
        }
        assertEquals("content", Files.readString(fresh.resolve("inside")));
        cache.lock("packages/old", () -> {}).close();
        cache.publish("packages/old", target -> Files.writeString(target, "again"));
        assertEquals(List.of(), CacheSweep.run(cache, since));
    }

    @Test
    void askingForAnEntryIsAUseUntilTheProcessEnds() throws IOException {
        Path entry = made("modules/used");
        assertEquals(entry, cache.entry("modules/used"));
        assertTrue(
                Files.getLastModifiedTime(CacheFolder.stamp(entry)).toInstant().isAfter(since));
        assertEquals(longAgo.toEpochMilli(), Files.getLastModifiedTime(entry).toMillis());
        aged(entry); // a month passes
        assertEquals(List.of(), CacheSweep.run(cache, since));
        assertTrue(
                Files.getLastModifiedTime(CacheFolder.stamp(entry)).toInstant().isAfter(since));
    }

    @Test
    void whatSomebodyWorksOnIsLeft() throws Exception {
        Path entry = made("snapshots/busy");
        try (CacheFolder.Lock _ = cache.lock("snapshots/busy", () -> {})) {
            List<Path> removed = new ArrayList<>();
            Thread other = Thread.ofPlatform().start(() -> removed.addAll(CacheSweep.run(cache, since)));
            other.join();
            assertEquals(List.of(), removed);
            assertTrue(Files.exists(entry));
        }
        assertEquals(List.of(entry), CacheSweep.run(cache, since));
    }

    @Test
    void theLaunchersStampCounts() throws IOException {
        Path used = made("launch/1");
        Files.createFile(used.resolve("used"));
        Files.setLastModifiedTime(used, FileTime.from(longAgo));
        Path old = made("launch/2");
        Files.createFile(old.resolve("used"));
        Files.setLastModifiedTime(old.resolve("used"), FileTime.from(longAgo));
        Files.setLastModifiedTime(old, FileTime.from(longAgo));
        assertEquals(List.of(old), CacheSweep.run(cache, since));
    }

    @Test
    void leftOversOfWritersAreRemovedAndForeignFilesAreNot() throws IOException {
        Path left = Files.writeString(
                Files.createDirectories(folder.resolve("bytecode")).resolve(".a.bin.1.tmp"), "half");
        Path young = Files.writeString(folder.resolve("bytecode/.b.bin.2.tmp"), "half");
        Path foreign = made("peers/node");
        aged(left);
        assertEquals(List.of(left), CacheSweep.run(cache, since));
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(young));
        assertTrue(Files.exists(foreign));
    }

    @Test
    void aFolderThatIsNotThereIsEmpty() {
        assertEquals(List.of(), CacheSweep.run(CacheFolder.at(folder.resolve("none")), since));
    }
}
