package dev.habu.python;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory that interpreters begin with: kept, recognised when it is damaged, and not shared. */
class SnapshotTest {
    @TempDir
    Path folder;

    private final Pyodide pyodide =
            Pyodide.open(PyodideVersion.LATEST, CacheFolder.standard(), Progress.onStandardError());

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("snapshots"))) {
            return files.filter(file -> file.toString().endsWith(".bin"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aTruncatedFileIsMadeAgainAndAForeignOneIsSeen() throws IOException {
        CacheFolder cache = CacheFolder.at(folder);
        int length = Snapshot.open(pyodide, cache, Progress.silent()).image().length;
        byte[] whole = Files.readAllBytes(file());
        byte[] key = Arrays.copyOfRange(whole, length, length + 32);
        assertTrue(Snapshot.isWhole(file(), key));
        key[0] ^= 1;
        assertFalse(Snapshot.isWhole(file(), key));
        Files.write(file(), Arrays.copyOf(whole, whole.length / 2));
        assertEquals(length, Snapshot.open(pyodide, cache, Progress.silent()).image().length);
        assertEquals(whole.length, Files.size(file()));
    }

    @Test
    void interpretersWriteToTheirOwnCopyAndDrawTheirOwnRandomness() {
        byte[] before = pyodide.snapshot().image().clone();
        Object[] drawn = new Object[2];
        for (int i = 0; i < drawn.length; i++) {
            try (Python python = Python.builder().pyodide(pyodide).start()) {
                drawn[i] = python.eval("import random, json\njson.changed = True\nrandom.getrandbits(128)");
                assertEquals(false, python.eval("import js; hasattr(js.Object, 'habu')"));
                python.exec("js.Object.habu = 1");
            }
        }
        assertNotEquals(drawn[0], drawn[1]);
        assertArrayEquals(before, pyodide.snapshot().image());
    }
}
