package dev.habu.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.habu.js.JsException;
import dev.habu.js.JsOptions;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.js.wasm.ModuleCompiler;
import dev.habu.js.wasm.WebAssembly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The WebAssembly JavaScript API's own tests: every file passes, but for those that {@code js-api-pending.md} lists with what they need. */
final class JsApiSuiteTest {
    private static final Path SUITE = Path.of(System.getProperty("habu.shared", "../../shared"), "js-api-tests");
    private static final Path TESTS = SUITE.resolve("js-api");
    private static final String SCRIPT = "// META: script=";
    private static final String ABSOLUTE = "/wasm/jsapi/";
    private static final long LIMIT_SECONDS = 120;

    /** Hands {@code report} the failed subtests, one string for each. */
    private static final String REPORT_FAILURES = """
            (report) => add_completion_callback((tests, harness) => report(
                [...tests, {name: 'the harness', ...harness}]
                    .filter(({status}) => status !== 0)
                    .map(({name, message}) => `${name}: ${message}`)))
            """;

    @TestFactory
    Stream<DynamicTest> files() throws IOException {
        assumeTrue(Files.isDirectory(SUITE), "the folder " + SUITE + " is missing");
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
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().endsWith(".any.js"))
                    .map(file -> TESTS.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> skips.reason(name).isEmpty())
                    .sorted()
                    .toList();
        }
    }

    private static List<String> failures(String name) throws InterruptedException, TimeoutException {
        CompletableFuture<List<String>> failures = new CompletableFuture<>();
        JsRuntime runtime = JsRuntime.start(JsOptions.builder().build());
        try {
            runtime.call(() -> {
                WebAssembly.install(runtime, ModuleCompiler.standard());
                runtime.evaluateResource(JsApiSuiteTest.class, "js-api-harness.js");
                evaluate(runtime, SUITE.resolve("harness/testharness.js"));
                Object report = runtime.function("report", 1, (self, args) -> {
                    failures.complete(strings(args[0]));
                    return null;
                });
                JsValues.call(runtime.evaluate("report.js", REPORT_FAILURES), JsValues.undefined(), report);
                Path file = TESTS.resolve(name);
                for (Path script : scripts(file)) {
                    evaluate(runtime, script);
                }
                evaluate(runtime, file);
                return runtime.evaluate("done.js", "done()");
            });
            return failures.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (JsException e) {
            return List.of(e.jsStack());
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } finally {
            runtime.close();
        }
    }

    private static Object evaluate(JsRuntime runtime, Path script) throws IOException {
        return runtime.evaluate(script.getFileName().toString(), Files.readString(script));
    }

    /** The scripts that a test asks for before itself. */
    private static List<Path> scripts(Path test) throws IOException {
        try (Stream<String> lines = Files.lines(test)) {
            return lines.filter(line -> line.startsWith(SCRIPT))
                    .map(line -> line.substring(SCRIPT.length()).strip())
                    .map(script -> script.startsWith(ABSOLUTE)
                            ? TESTS.resolve(script.substring(ABSOLUTE.length()))
                            : test.resolveSibling(script))
                    .toList();
        }
    }

    private static List<String> strings(Object array) {
        List<String> strings = new ArrayList<>();
        int length = JsValues.toInt32(JsValues.get(array, "length"));
        for (int i = 0; i < length; i++) {
            strings.add(JsValues.toJavaString(JsValues.getElement(array, i)));
        }
        return strings;
    }
}
