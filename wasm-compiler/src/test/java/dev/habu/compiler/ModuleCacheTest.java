package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.wasm.Imports;
import dev.habu.wasm.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleCacheTest {
    /** {@code (module (func (export "answer") (result i32) (i32.const 42)))} */
    private static final byte[] ANSWER = HexFormat.of()
            .parseHex("0061736d01000000" + "010501600001" + "7f" + "03020100" + "070a0106616e737765720000"
                    + "0a06010400412a0b");

    /** The same with a custom section of 5,000 bytes, for it takes some size to be kept on disk. */
    private static final byte[] LARGE = withPadding(ANSWER);

    @TempDir
    Path folder;

    private static byte[] withPadding(byte[] wasm) {
        byte[] large = Arrays.copyOf(wasm, wasm.length + 3 + 5000);
        large[wasm.length + 1] = (byte) ((5000 & 0x7f) | 0x80);
        large[wasm.length + 2] = 5000 >> 7;
        return large;
    }

    private static int answerOf(Module module) {
        return (Integer) module.instantiate(Imports.NONE).function("answer").apply()[0];
    }

    private static byte[] answering(int value) {
        byte[] wasm = ANSWER.clone();
        wasm[wasm.length - 2] = (byte) value;
        return wasm;
    }

    private Path onlyJar() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("modules"))) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).toList();
            assertEquals(1, jars.size());
            return jars.getFirst();
        }
    }

    private ModuleCache cache() {
        return new ModuleCache(CacheFolder.at(folder));
    }

    @Test
    void givesTheSameModuleForTheSameBytes() {
        ModuleCache cache = cache();
        Module module = cache.get(ANSWER);
        assertEquals(42, answerOf(module));
        assertSame(module, cache.get(ANSWER.clone()));
        assertEquals(7, answerOf(cache.get(answering(7))));
    }

    @Test
    void doesNotAskForTheBytesOfWhatIsOnDisk() {
        cache().get(LARGE);
        Module module = cache().get(
                        Sha256.hex(LARGE),
                        () -> {
                            throw new AssertionError("read again");
                        },
                        "x",
                        Progress.silent());
        assertEquals(42, answerOf(module));
    }

    @Test
    void compilesAgainWhatIsCutChangedOrForeign() throws IOException {
        cache().get(LARGE);
        Path jar = onlyJar();
        byte[] whole = Files.readAllBytes(jar);
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        for (byte[] damaged : List.of(
                new byte[0], Arrays.copyOf(whole, whole.length / 2), Arrays.copyOf(whole, whole.length - 1), changed)) {
            Files.write(jar, damaged);
            assertEquals(42, answerOf(cache().get(LARGE)));
            assertArrayEquals(whole, Files.readAllBytes(jar));
        }
    }

    @Test
    void manyThreadsCompileOnce() throws Exception {
        AtomicInteger compiled = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> answerOf(cache().get(
                                Sha256.hex(LARGE),
                                () -> {
                                    compiled.incrementAndGet();
                                    return LARGE;
                                },
                                "x",
                                Progress.silent()))));
            }
            for (Future<Integer> answer : answers) {
                assertEquals(42, answer.get());
            }
        }
        assertEquals(1, compiled.get());
    }

    @Test
    void garbageIsRefusedAndLeavesNothing() throws IOException {
        byte[] truncated = Arrays.copyOf(LARGE, LARGE.length - 3);
        assertThrows(CompileException.class, () -> cache().get(truncated));
        assertThrows(
                CompileException.class,
                () -> cache().get("no wasm".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        try (Stream<Path> files = Files.list(folder.resolve("modules"))) {
            assertTrue(files.allMatch(file -> file.toString().endsWith(".lock")));
        }
    }

    @Test
    void jarsOfDifferentModulesCanBeOnOneClassPath() {
        Path one = cache().jar(Sha256.hex(LARGE), () -> LARGE, "x", Progress.silent());
        byte[] other = withPadding(answering(7));
        Path two = cache().jar(Sha256.hex(other), () -> other, "x", Progress.silent());
        assertNotEquals(one, two);
    }

    @Test
    void aFullOrReadOnlyFolderIsTold() throws IOException {
        ModuleCache cache = new ModuleCache(CacheFolder.at(Files.writeString(folder.resolve("file"), "")));
        assertThrows(CacheException.class, () -> cache.get(LARGE));
    }
}
