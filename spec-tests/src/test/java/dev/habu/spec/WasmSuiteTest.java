package dev.habu.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.habu.spec.wast.Script;
import dev.habu.spec.wast.ScriptResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** WebAssembly's own test suite: every script passes, but for those that {@code suite-pending.md} lists with what they need. */
final class WasmSuiteTest {
    private static final Path SUITE = Path.of(System.getProperty("habu.shared", "../../shared"), "wasm-testsuite");

    @TestFactory
    Stream<DynamicTest> scripts() throws IOException {
        assumeTrue(Files.isDirectory(SUITE), "the folder " + SUITE + " is missing");
        Map<String, String> pending = Table.read("spec-tests/suite-pending.md");
        List<String> scripts = names();
        TreeSet<String> gone = new TreeSet<>(pending.keySet());
        scripts.forEach(gone::remove);
        assertEquals(new TreeSet<String>(), gone, "files of suite-pending.md that the suite does not have");
        return scripts.stream().map(name -> {
            String needs = pending.get(name);
            return needs == null
                    ? DynamicTest.dynamicTest(name, () -> passes(name))
                    : DynamicTest.dynamicTest(name + " (pending: " + needs + ")", () -> stillFails(name));
        });
    }

    private static void passes(String name) throws IOException {
        ScriptResult result = Script.run(SUITE.resolve(name), name);
        assertEquals("", String.join("\n", result.failures()));
    }

    private static void stillFails(String name) throws IOException {
        ScriptResult result = Script.run(SUITE.resolve(name), name);
        assertNotEquals(List.of(), result.failures(), "passes: remove it from suite-pending.md");
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(SUITE)) {
            return files.filter(file -> file.toString().endsWith(".wast"))
                    .map(file -> SUITE.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
