package dev.habu.python;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Byte code of sources: used by imports, kept, and made again when it is damaged. */
class ByteCodeTest {
    @TempDir
    Path folder;

    private final Pyodide pyodide =
            Pyodide.open(PyodideVersion.LATEST, CacheFolder.standard(), Progress.onStandardError());

    private static SortedMap<String, byte[]> sources(int value) {
        SortedMap<String, byte[]> sources = new TreeMap<>();
        Map.of(
                        "/packages/one/__init__.py",
                        "from .two import VALUE\nassert 1 is 1, 'a warning'\n",
                        "/packages/one/two.py",
                        "VALUE = " + value + "\ndef fails():\n    raise ValueError('é')\n",
                        "/packages/broken.py",
                        "def :\n")
                .forEach((path, text) -> sources.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return sources;
    }

    private SortedMap<String, byte[]> of(SortedMap<String, byte[]> sources) {
        return ByteCode.of(pyodide, sources, CacheFolder.at(folder), Progress.silent());
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("bytecode"))) {
            return files.filter(file -> file.toString().endsWith(".bin"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void importsUseItAndDoNotLookAtTheSource() {
        SortedMap<String, byte[]> made = of(sources(1));
        assertEquals(2, made.size(), made.keySet()::toString);
        Python.Builder builder = Python.builder().pyodide(pyodide);
        sources(2).forEach(builder::file);
        made.forEach(builder::file);
        try (Python python = builder.start()) {
            python.exec("import sys; sys.path.append('/packages')");
            assertEquals(1L, python.eval("import one; one.VALUE"));
            assertEquals("/packages/one/two.py", python.eval("one.two.__file__"));
            assertEquals("/packages/one/two.py", python.eval("one.two.fails.__code__.co_filename"));
            assertEquals("SyntaxError", python.eval("""
                    try:
                        import broken
                    except Exception as error:
                        name = type(error).__name__
                    name"""));
        }
    }

    @Test
    void aDamagedFileIsMadeAgain() throws IOException {
        SortedMap<String, byte[]> made = of(sources(1));
        byte[] whole = Files.readAllBytes(file());
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        for (byte[] damaged :
                new byte[][] {flipped, Arrays.copyOf(whole, whole.length / 2), new byte[3], new byte[64]}) {
            Files.write(file(), damaged);
            SortedMap<String, byte[]> again = of(sources(1));
            assertEquals(made.keySet(), again.keySet());
            for (String path : made.keySet()) {
                assertArrayEquals(made.get(path), again.get(path), path);
            }
            assertArrayEquals(whole, Files.readAllBytes(file()));
        }
    }
}
