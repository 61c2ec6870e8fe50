package dev.habu.spec.jsapi;

import dev.habu.js.JsException;
import dev.habu.js.JsOptions;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.js.wasm.ModuleCompiler;
import dev.habu.js.wasm.WebAssembly;
import dev.habu.spec.CaseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The WebAssembly JavaScript API's own tests. */
public final class JsApiSuite {
    private static final String TESTS = "js-api";
    private static final String HARNESS = "harness/testharness.js";
    private static final String SCRIPT = "// META: script=";
    private static final String ABSOLUTE = "/wasm/jsapi/";
    private static final long LIMIT_SECONDS = 120;

    /** Hands {@code report} the number of passed subtests and the failed ones, one string for each. */
    private static final String REPORT = """
            (report) => add_completion_callback((tests, harness) => report(
                tests.filter(({status}) => status === 0).length,
                [...tests, {name: 'the harness', ...harness}]
                    .filter(({status}) => status !== 0)
                    .map(({name, message}) => `${name}: ${message}`)))
            """;

    private JsApiSuite() {}

    /** Whether a folder is a copy of the suite. */
    public static boolean isIn(Path folder) {
        return Files.isDirectory(folder.resolve(TESTS)) && Files.exists(folder.resolve(HARNESS));
    }

    /** The names of all test files in the suite's folder. */
    public static List<String> names(Path suite) throws IOException {
        try (Stream<Path> files = Files.walk(suite.resolve(TESTS))) {
            return files.filter(file -> file.toString().endsWith(".any.js"))
                    .map(file ->
                            suite.resolve(TESTS).relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    /** Runs a file in a JavaScript runtime of its own; subtests are what is counted. */
    public static CaseResult run(Path suite, String name) throws IOException {
        CompletableFuture<CaseResult> result = new CompletableFuture<>();
        try (JsRuntime runtime = JsRuntime.start(JsOptions.builder().build())) {
            runtime.call(() -> {
                WebAssembly.install(runtime, ModuleCompiler.standard());
                runtime.evaluateResource(JsApiSuite.class, "surroundings.js");
                evaluate(runtime, suite.resolve(HARNESS));
                Object report = runtime.function("report", 2, (self, args) -> {
                    result.complete(new CaseResult(name, JsValues.toInt32(args[0]), strings(args[1])));
                    return null;
                });
                JsValues.call(runtime.evaluate("report.js", REPORT), JsValues.undefined(), report);
                Path file = suite.resolve(TESTS).resolve(name);
                for (Path script : scripts(suite, file)) {
                    evaluate(runtime, script);
                }
                evaluate(runtime, file);
                return runtime.evaluate("done.js", "done()");
            });
            return result.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (JsException e) {
            return new CaseResult(name, 0, List.of(e.jsStack()));
        } catch (TimeoutException e) {
            return new CaseResult(name, 0, List.of("not done after " + LIMIT_SECONDS + " s"));
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CaseResult(name, 0, List.of("interrupted"));
        }
    }

    private static Object evaluate(JsRuntime runtime, Path script) throws IOException {
        return runtime.evaluate(script.getFileName().toString(), Files.readString(script));
    }

    /** The scripts that a test asks for before itself. */
    private static List<Path> scripts(Path suite, Path test) throws IOException {
        try (Stream<String> lines = Files.lines(test)) {
            return lines.filter(line -> line.startsWith(SCRIPT))
                    .map(line -> line.substring(SCRIPT.length()).strip())
                    .map(script -> script.startsWith(ABSOLUTE)
                            ? suite.resolve(TESTS).resolve(script.substring(ABSOLUTE.length()))
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
