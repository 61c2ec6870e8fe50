package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
    @TempDir
    Path folder;

    @Test
    void followsTheEnvironment() {
        Path home = Path.of("/home/u");
        assertEquals(
                Path.of("/c"),
                CacheFolder.standard(Map.of("HABU_CACHE", "/c", "XDG_CACHE_HOME", "/x"), home)
                        .root());
        assertEquals(
                Path.of("/x/habu"),
                CacheFolder.standard(Map.of("XDG_CACHE_HOME", "/x"), home).root());
        assertEquals(
                Path.of("/home/u/.cache/habu"),
                CacheFolder.standard(Map.of("HABU_CACHE", ""), home).root());
    }

    @Test
    void publishesFilesAndFoldersAndReplacesThem() throws IOException {
        CacheFolder cache = CacheFolder.at(folder.resolve("not/yet/there"));
        for (String content : List.of("one", "two")) {
            Path file = cache.publish("files/a", target -> Files.writeString(target, content));
            assertEquals(content, Files.readString(file));
            Path entry = cache.publish("folders/b", target -> {
                Files.createDirectory(target);
                Files.writeString(target.resolve("inside"), content);
            });
            assertEquals(content, Files.readString(entry.resolve("inside")));
        }
        assertEquals(List.of("a"), names(cache.entry("files")));
        assertEquals(List.of("b"), names(cache.entry("folders")));
    }

    @Test
    void aFailedWriteLeavesTheOldEntryAndNothingElse() throws IOException {
        CacheFolder cache = CacheFolder.at(folder);
        cache.publish("e/a", target -> Files.writeString(target, "old"));
        CacheException e = assertThrows(
                CacheException.class,
                () -> cache.publish("e/a", target -> {
                    Files.writeString(target, "half");
                    throw new IOException("broken pipe");
                }));
        assertEquals("cannot use the cache folder " + folder.resolve("e/a") + ": broken pipe", e.getMessage());
        assertEquals("old", Files.readString(cache.entry("e/a")));
        assertEquals(List.of("a"), names(cache.entry("e")));
    }

    @Test
    void tellsThatTheDiskIsFull() {
        CacheFolder cache = CacheFolder.at(folder);
        CacheException e = assertThrows(
                CacheException.class, () -> cache.publish("a", _ -> Files.write(Path.of("/dev/full"), new byte[10])));
        assertEquals(
                "the disk is full: cannot write to the cache folder "
                        + folder.resolve("a")
                        + "; free some space or set HABU_CACHE to a folder on another disk",
                e.getMessage());
    }

    @Test
    void tellsThatAFileIsInTheWay() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        CacheFolder cache = CacheFolder.at(file);
        for (var action : List.<Runnable>of(
                () -> cache.publish("a", _ -> {}),
                () -> cache.lock("a", () -> {}).close())) {
            CacheException e = assertThrows(CacheException.class, action::run);
            assertTrue(e.getMessage().startsWith("the cache folder " + file), e.getMessage());
            assertTrue(e.getMessage().endsWith("a file of that name is in the way"), e.getMessage());
        }
    }

    @Test
    void namesCannotLeaveTheFolder() {
        CacheFolder cache = CacheFolder.at(folder);
        assertThrows(IllegalArgumentException.class, () -> cache.entry("../x"));
        assertThrows(IllegalArgumentException.class, () -> cache.entry(""));
        assertThrows(IllegalArgumentException.class, () -> cache.entry("/etc/passwd"));
    }

    @Test
    void onlyOneThreadHoldsALock() throws Exception {
        CacheFolder cache = CacheFolder.at(folder);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger waited = new AtomicInteger();
        CountDownLatch waiting = new CountDownLatch(1);
        CacheFolder.Lock first = cache.lock("a", () -> {});
        Thread other = Thread.ofPlatform().start(() -> {
            Runnable note = () -> {
                waited.incrementAndGet();
                waiting.countDown();
            };
            try (CacheFolder.Lock _ = cache.lock("a", note)) {
                inside.incrementAndGet();
            }
        });
        assertTrue(waiting.await(30, TimeUnit.SECONDS));
        assertEquals(0, inside.get());
        first.close();
        other.join();
        assertEquals(1, inside.get());
        assertEquals(1, waited.get());
    }

    @Test
    void onlyOneProcessHoldsALock() throws Exception {
        CacheFolder cache = CacheFolder.at(folder);
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals('L', other.getInputStream().read());
            AtomicInteger waited = new AtomicInteger();
            Runnable letGo = () -> {
                waited.incrementAndGet();
                try {
                    other.getOutputStream().close();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            };
            cache.lock("a", letGo).close();
            assertEquals(1, waited.get());
            assertTrue(other.waitFor(30, TimeUnit.SECONDS));
            assertEquals(0, other.exitValue());
        } finally {
            other.destroyForcibly();
        }
    }

    /** Holds the lock until its standard input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws IOException {
            try (CacheFolder.Lock _ = CacheFolder.at(Path.of(args[0])).lock("a", () -> {})) {
                System.out.print('L');
                System.out.flush();
                assertFalse(System.in.read() >= 0);
            }
        }
    }

    private static List<String> names(Path path) throws IOException {
        try (Stream<Path> list = Files.list(path)) {
            return list.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }
}
