package dev.habu.python;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.js.JsOptions;
import dev.habu.js.JsRuntime;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The older lines of Pyodide, which have another glue, another way of exceptions and another host than the latest. */
final class PyodideLinesTest {
    @ParameterizedTest
    @ValueSource(strings = {"0.28.3", "0.26.4"})
    void runsPython(String version) throws Exception {
        PyodideVersion pinned = PyodideVersion.of(version);
        Pyodide pyodide = Pyodide.open(pinned, CacheFolder.standard(), Progress.onStandardError());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Python python = Python.builder()
                .pyodide(pyodide)
                .stdout(out)
                .file("/data/text.txt", "ünï\n".getBytes(StandardCharsets.UTF_8))
                .start()) {
            assertEquals(pinned.python(), python.eval("import platform; platform.python_version()"));
            python.exec("print(open('/data/text.txt').read(), end='')");
            assertEquals("ünï\n", out.toString(StandardCharsets.UTF_8));
            assertEquals(
                    Map.of("a", List.of(1L, 2.5), "text", "long enough for the fast path: ✓"),
                    python.eval(
                            "import json; json.loads('{\"a\": [1, 2.5], \"text\": \"long enough for the fast path: ✓\"}')"));
            python.set("value", "another text with some length, €");
            assertEquals("ANOTHER TEXT WITH SOME LENGTH, €", python.eval("value.upper()"));
            assertArrayEquals(
                    new byte[] {120, 1, 3, 0, 0, 0, 0, 1}, (byte[]) python.eval("import zlib; zlib.compress(b'', 1)"));

            PythonException e = assertThrows(PythonException.class, () -> python.eval("{}['key']"));
            assertEquals("KeyError", e.type());
            python.exec("def down(n): return down(n + 1)");
            assertEquals(
                    "RecursionError",
                    assertThrows(PythonException.class, () -> python.call("down", 0L))
                            .type());
            // A JavaScript exception passes through WebAssembly frames and comes out as a Python one, and the other way
            // round.
            python.exec("""
                    from pyodide.code import run_js
                    from pyodide.ffi import JsException, create_proxy
                    try:
                        run_js("(f) => { throw new TypeError('from ' + f()) }")(create_proxy(lambda: "Python"))
                    except JsException as error:
                        caught = str(error)
                    """);
            assertTrue(python.get("caught").toString().contains("TypeError: from Python"));
            assertEquals(
                    42L,
                    python.evalAsync("import asyncio; await asyncio.sleep(0.01); 42")
                            .get(60, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.28.3", "0.26.4"})
    void runsAProgramAsTheCommandLineDoes(String version) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String program = """
                import asyncio, sys
                print(sys.argv)
                async def later():
                    await asyncio.sleep(0.01)
                    print("slept")
                    sys.exit(3)
                asyncio.ensure_future(later())
                """;
        int code = Python.builder()
                .pyodide(Pyodide.open(PyodideVersion.of(version), CacheFolder.standard(), Progress.onStandardError()))
                .stdout(out)
                .runMain("-c", program, "one");
        assertEquals("['-c', 'one']\nslept\n", out.toString(StandardCharsets.UTF_8));
        assertEquals(3, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"314.0.7", "0.28.3", "0.26.4"})
    void nothingRunsAfterTheProgramHasEnded(String version) {
        Pyodide pyodide = Pyodide.open(PyodideVersion.of(version), CacheFolder.standard(), Progress.onStandardError());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        InterpreterOptions options = InterpreterOptions.builder()
                .arguments(List.of("-c", """
                        import asyncio, sys
                        async def end():
                            asyncio.get_running_loop().call_later(0.001, print, "too late")
                            sys.exit(3)
                        asyncio.ensure_future(end())
                        """))
                .stdout(out)
                .stderr(err)
                .build();
        JsOptions.Builder builder = JsOptions.builder();
        pyodide.register(builder);
        try (JsRuntime js = JsRuntime.start(builder.build())) {
            assertEquals(
                    3,
                    Interpreter.start(js, pyodide, options)
                            .thenCompose(Interpreter::runMain)
                            .join());
            // The timer is still there, and Python no longer: only a loop that has ended cannot call it.
            assertThrows(RejectedExecutionException.class, () -> js.eventLoop().execute(() -> {}));
        }
        assertEquals("", out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8));
    }
}
