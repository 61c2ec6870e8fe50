package dev.habu.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.habu.spec.jsapi.JsApiSuite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The WebAssembly JavaScript API's own tests: every file passes, but for those that {@code js-api-pending.md} lists with what they need. */
final class JsApiSuiteTest {
    private static final Path SUITE = Path.of(System.getProperty("habu.shared", "../../shared"), "js-api-tests");

    @TestFactory
    Stream<DynamicTest> files() throws IOException {
        assumeTrue(JsApiSuite.isIn(SUITE), "the folder " + SUITE + " is missing");
        Map<String, String> pending = Table.read("spec-tests/js-api-pending.md");
        List<String> names = names();
        TreeSet<String> gone = new TreeSet<>(pending.keySet());
        names.forEach(gone::remove);
        assertEquals(new TreeSet<String>(), gone, "files of js-api-pending.md that the suite does not have");
        return names.stream().map(name -> {
            String needs = pending.get(name);
            return needs == null
                    ? DynamicTest.dynamicTest(name, () -> assertEquals("", String.join("\n", failures(name))))
                    : DynamicTest.dynamicTest(
                            name + " (pending: " + needs + ")",
                            () -> assertNotEquals(
                                    List.of(), failures(name), "passes: remove it from js-api-pending.md"));
        });
    }

    private static List<String> names() throws IOException {
        Skips skips = Skips.read();
        return JsApiSuite.names(SUITE).stream()
                .filter(name -> skips.reason(name).isEmpty())
                .toList();
    }

    private static List<String> failures(String name) throws IOException {
        return JsApiSuite.run(SUITE, name).failures();
    }
}
