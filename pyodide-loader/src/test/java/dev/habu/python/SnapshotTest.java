package dev.habu.python;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
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
        int length = new Snapshot(pyodide, cache, Progress.silent()).image().length;
        byte[] whole = Files.readAllBytes(file());
        byte[] key = Arrays.copyOfRange(whole, length, length + 32);
        assertTrue(Snapshot.isWhole(file(), key));
        key[0] ^= 1;
        assertFalse(Snapshot.isWhole(file(), key));
        Files.write(file(), Arrays.copyOf(whole, whole.length / 2));
        assertEquals(length, new Snapshot(pyodide, cache, Progress.silent()).image().length);
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

    @Test
    void theEmbeddersModulesAreImportedOnceAndForAll() {
        Preload preload = new Preload(
                Map.of(
                        "/lib/greetings/greeting.py",
                        "import random\ntext = 'hello'\n".getBytes(StandardCharsets.UTF_8)),
                "import sys; sys.path.append('/lib/greetings'); import greeting; sys.once = greeting");
        Pyodide with = Pyodide.open(PyodideVersion.LATEST, CacheFolder.standard(), Progress.onStandardError(), preload);
        String loaded = "import sys; sys.modules['greeting'].text + str(sys.once is sys.modules['greeting'])";
        try (Python python = Python.builder().pyodide(with).start()) {
            assertEquals("helloTrue", python.eval(loaded));
            assertEquals(false, python.eval("'greeting' in globals()"));
            assertEquals(
                    "text = 'hello'\n",
                    python.eval("import linecache; linecache.getline('/lib/greetings/greeting.py', 2)"));
            assertThrows(PythonException.class, () -> python.eval("open('/lib/greetings/greeting.py', 'w')"));
        }
        try (Python python = Python.builder()
                .pyodide(with)
                .environment("PYTHONHASHSEED", "0")
                .start()) {
            assertEquals("helloTrue", python.eval(loaded), "an interpreter that starts afresh");
        }
        try (Python python = Python.builder().pyodide(pyodide).start()) {
            assertEquals(false, python.eval("import sys; 'greeting' in sys.modules"));
        }
    }
}
