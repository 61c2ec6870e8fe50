package dev.habu.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.habu.compiler.CompileOptions;
import dev.habu.spec.wast.Script;
import dev.habu.spec.wast.WastSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** WebAssembly's own test suite: every script passes, but for those that {@code suite-pending.md} lists with what they need and the
 * assertions that {@code skips.md} lists. */
final class WasmSuiteTest {
    private static final Path SUITE = Path.of(System.getProperty("habu.shared", "../../shared"), "wasm-testsuite");

    /** A method size at which most functions of the suite are split. */
    private static final int SMALL_METHODS = 120;

    @TestFactory
    Stream<DynamicTest> scripts() throws IOException {
        Map<String, String> pending = pending();
        return names().stream().map(name -> {
            String needs = pending.get(name);
            return needs == null
                    ? DynamicTest.dynamicTest(name, () -> passes(name, CompileOptions.METHOD_SIZE))
                    : DynamicTest.dynamicTest(name + " (pending: " + needs + ")", () -> stillFails(name));
        });
    }

    @TestFactory
    Stream<DynamicTest> scriptsInSplitFunctions() throws IOException {
        Map<String, String> pending = pending();
        return names().stream()
                .filter(name -> !pending.containsKey(name))
                .map(name -> DynamicTest.dynamicTest(name, () -> passes(name, SMALL_METHODS)));
    }

    private static Map<String, String> pending() throws IOException {
        assumeTrue(Files.isDirectory(SUITE), "the folder " + SUITE + " is missing");
        Map<String, String> pending = Table.read("spec-tests/suite-pending.md");
        TreeSet<String> gone = new TreeSet<>(pending.keySet());
        names().forEach(gone::remove);
        assertEquals(new TreeSet<String>(), gone, "files of suite-pending.md that the suite does not have");
        return pending;
    }

    private static void passes(String name, int methodSize) throws IOException {
        List<String> failures = new ArrayList<>(
                Script.run(SUITE.resolve(name), name, methodSize).failures());
        for (String assertion : Skips.read().assertions(name)) {
            assertTrue(
                    failures.removeIf(failure -> failure.startsWith(assertion)),
                    assertion + " is listed in skips.md and passes");
        }
        assertEquals("", String.join("\n", failures));
    }

    private static void stillFails(String name) throws IOException {
        CaseResult result = Script.run(SUITE.resolve(name), name, CompileOptions.METHOD_SIZE);
        assertNotEquals(List.of(), result.failures(), "passes: remove it from suite-pending.md");
    }

    private static List<String> names() throws IOException {
        return WastSuite.names(SUITE);
    }
}
