package dev.habu.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The embedding API on the real Pyodide, in one interpreter for all tests since each starts anew in seconds. */
class PythonTest {
    private static final ByteArrayOutputStream OUT = new ByteArrayOutputStream();
    private static final ByteArrayOutputStream ERR = new ByteArrayOutputStream();

    private static Python python;

    @BeforeAll
    static void start() {
        python = Python.builder()
                .stdin(new ByteArrayInputStream("first line\nrest without an end".getBytes(UTF_8)))
                .stdout(OUT)
                .stderr(ERR)
                .environment("GREETING", "háj")
                .file("/data/deep/file.bin", new byte[] {0, 1, 2, -1})
                .start();
    }

    @AfterAll
    static void close() {
        python.close();
    }

    /** Sends a value to Python and back. */
    private static Object echo(Object value) {
        python.exec("def echo(x): return x");
        return python.call("echo", value);
    }

    @Test
    void valuesKeepTheirTypeInBothDirections() {
        for (Object value : Arrays.asList(
                null, true, false, 0L, -1L, 1L << 53, Long.MIN_VALUE, Long.MAX_VALUE, 1.0, -0.0, 0.1, "", "a\0bé𝄞")) {
            assertEquals(value, echo(value));
        }
        assertEquals(Double.NaN, echo(Double.NaN));
        assertEquals(Double.NEGATIVE_INFINITY, echo(Double.NEGATIVE_INFINITY));
        BigInteger big = BigInteger.TWO.pow(200).negate();
        assertEquals(big, echo(big));
        assertEquals(5L, echo(BigInteger.valueOf(5)));
        assertEquals(7L, echo((byte) 7));
        assertEquals(1.5, echo(1.5f));
        assertEquals("c", echo('c'));
    }

    @Test
    void javaTypesArriveAsTheRightPythonTypes() {
        python.exec("def types(*values): return [type(value).__name__ for value in values]");
        assertEquals(
                List.of("NoneType", "bool", "int", "int", "float", "str", "bytes", "list", "tuple", "dict"),
                python.call(
                        "types", null, true, 1, 1L << 60, 1.0, "s", new byte[1], List.of(), new Object[0], Map.of()));
    }

    @Test
    void containersAreCopiedWithAllTheyHold() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("z", Arrays.asList(1L, null, List.of("deep")));
        map.put(2L, Map.of(3.5, true));
        assertEquals(map, echo(map));
        assertEquals(List.copyOf(map.keySet()), List.copyOf(((Map<?, ?>) echo(map)).keySet()));
        List<?> list = (List<?>) python.eval("(1, [2, (3,)], {})");
        assertEquals(List.of(1L, List.of(2L, List.of(3L)), Map.of()), list);
        assertThrows(UnsupportedOperationException.class, list::removeFirst);
    }

    @Test
    void megabytesCrossUnchanged() {
        byte[] bytes = new byte[5_000_000];
        new Random(1).nextBytes(bytes);
        assertArrayEquals(bytes, (byte[]) echo(bytes));
        assertEquals(0, ((byte[]) echo(new byte[0])).length);
        String text = "aé𝄞".repeat(100_000);
        assertEquals(text, echo(text));
    }

    @Test
    void otherJavaObjectsAreRefused() {
        assertEquals(
                "no Python value for a java.lang.Object",
                assertThrows(IllegalArgumentException.class, () -> echo(new Object()))
                        .getMessage());
    }

    @Test
    void evaluatesStatementsAndExpressions() {
        assertEquals(42L, python.eval("x = 6\nx * 7"));
        assertNull(python.eval("x = 6"));
        assertNull(python.eval("x;"));
        python.exec("y = 'from exec'\ny");
        assertEquals("from exec", python.get("y"));
        python.set("z", 3);
        assertEquals(4L, python.eval("z + 1"));
        python.exec("import math");
        assertEquals(5.0, python.call("math.hypot", 3, 4));
        assertEquals(3L, python.call("len", "abc"));
    }

    @Test
    void objectsStayUsableUntilClosed() {
        PyObject counter =
                (PyObject) python.eval("class Counter:\n  n = 0\n  def add(self, k): self.n += k; return self.n\n"
                        + "  def __str__(self): return f'Counter {self.n}'\nCounter()");
        try (PyObject add = (PyObject) counter.attribute("add")) {
            assertEquals(2L, add.call(2));
            assertEquals(5L, add.call(3));
        }
        assertEquals(5L, counter.attribute("n"));
        assertEquals("Counter 5", counter.toString());
        assertEquals(true, python.call("isinstance", counter, python.get("Counter")));
        counter.close();
        counter.close();
        assertEquals(
                "the PyObject is closed",
                assertThrows(IllegalStateException.class, () -> echo(counter)).getMessage());
    }

    @Test
    void exceptionsCarryTypeTextAndTraceback() {
        PythonException e = assertThrows(PythonException.class, () -> python.eval("def f():\n    return 1 / 0\n\nf()"));
        assertEquals("ZeroDivisionError", e.type());
        assertEquals("division by zero", e.value());
        assertEquals("ZeroDivisionError: division by zero", e.getMessage());
        assertEquals("""
                Traceback (most recent call last):
                  File "<exec>", line 4, in <module>
                  File "<exec>", line 2, in f
                ZeroDivisionError: division by zero
                """, e.traceback());
        assertEquals(
                "json.decoder.JSONDecodeError",
                assertThrows(PythonException.class, () -> python.eval("import json; json.loads('{')"))
                        .type());
        assertEquals(
                "SyntaxError",
                assertThrows(PythonException.class, () -> python.eval("x = (")).type());
        assertEquals(
                "name 'nowhere' is not defined",
                assertThrows(PythonException.class, () -> python.call("nowhere"))
                        .value());
        assertEquals(1L, python.eval("1"), "the interpreter lives on");
    }

    @Test
    void systemExitTellsItsCode() {
        PythonException e = assertThrows(PythonException.class, () -> python.exec("raise SystemExit(3)"));
        assertTrue(e.isSystemExit());
        assertEquals(3, e.exitCode());
        assertEquals(
                0,
                assertThrows(PythonException.class, () -> python.exec("import sys; sys.exit()"))
                        .exitCode());
        assertEquals(
                1,
                assertThrows(PythonException.class, () -> python.exec("sys.exit('no')"))
                        .exitCode());
    }

    @Test
    void recursionEndsInAPythonException() {
        assertEquals(
                "RecursionError",
                assertThrows(PythonException.class, () -> python.eval("def f(): return f()\nf()"))
                        .type());
    }

    @Test
    void awaitsAtTopLevel() throws Exception {
        String source = "import asyncio\nawait asyncio.sleep(0.01)\n'slept'";
        assertEquals("slept", python.evalAsync(source).get(60, TimeUnit.SECONDS));
        CompletionException e = assertThrows(
                CompletionException.class,
                () -> python.evalAsync("await asyncio.sleep(0.01)\n1 / 0").join());
        assertEquals("ZeroDivisionError", ((PythonException) e.getCause()).type());
    }

    @Test
    void scheduledTasksRunBetweenCalls() throws Exception {
        python.exec("import asyncio\ndone = asyncio.Event()\nasync def later(): done.set()\n"
                + "task = asyncio.ensure_future(later())");
        assertEquals(true, python.evalAsync("await done.wait()").get(60, TimeUnit.SECONDS));
    }

    @Test
    void streamsCarryBytes() {
        OUT.reset();
        ERR.reset();
        python.exec("import sys\nprint('zeile', 'é')\nsys.stdout.buffer.write(b'\\xff\\n')\nsys.stdout.flush()\n"
                + "print('half', end='', flush=True)\nprint('wrong', file=sys.stderr)");
        assertEquals("zeile é\n\u00ff\nhalf", OUT.toString(UTF_8).replace('\ufffd', '\u00ff'));
        assertEquals("wrong\n", ERR.toString(UTF_8));
        assertEquals("first line", python.eval("input()"));
        assertEquals("rest without an end", python.eval("sys.stdin.read()"));
        assertEquals("", python.eval("sys.stdin.read()"));
    }

    @Test
    void filesLiveInTheInterpreter() {
        assertEquals("000102ff", python.eval("open('/data/deep/file.bin', 'rb').read().hex()"));
        python.writeFile("/data/new/text.txt", "grün".getBytes(UTF_8));
        assertEquals("grün", python.eval("open('/data/new/text.txt', encoding='utf-8').read()"));
    }

    @Test
    void theHostIsOutOfReach() {
        assertEquals("háj", python.eval("import os; os.environ['GREETING']"));
        assertFalse((Boolean) python.eval("'HABU_CACHE' in os.environ or 'JAVA_HOME' in os.environ"));
        assertFalse((Boolean) python.eval("os.path.exists('/etc/passwd') or os.path.exists('/root')"));
        for (String name : List.of("Java", "Polyglot", "Packages", "Graal", "load", "read", "readbuffer", "process")) {
            assertFalse((Boolean) python.eval("import js; hasattr(js, '" + name + "')"), name);
        }
        assertThrows(PythonException.class, () -> python.eval("import subprocess; subprocess.run(['id'])"));
    }

    @Test
    void manyThreadsMayCall() {
        python.exec("total = 0\ndef add(n):\n    global total\n    total += n\n    return total");
        IntStream.range(0, 200).parallel().forEach(_ -> python.call("add", 1));
        assertEquals(200L, python.get("total"));
    }

    @Test
    void interpretersShareNothing() {
        python.exec("only_here = 1");
        PyObject object = (PyObject) python.eval("object()");
        Python other = Python.builder().start();
        try (other) {
            assertThrows(PythonException.class, () -> other.get("only_here"));
            assertThrows(IllegalArgumentException.class, () -> other.call("str", object));
        }
        assertEquals(
                "the Python interpreter is closed",
                assertThrows(IllegalStateException.class, () -> other.eval("1")).getMessage());
    }

    @Test
    void runsAProgramAsTheCommandLineDoes() {
        List<String> results = new ArrayList<>();
        for (String[] run : new String[][] {
            {"import sys; print(sys.argv, __name__, sys.stdin.read())"},
            {"import sys; sys.exit(4)"},
            {"print(1); 1/0"},
            {"import asyncio\nasync def f():\n    await asyncio.sleep(0.01)\n    print('slept')\nasyncio.run(f())"},
            {"import sys; sys.exit('a text')"},
            {"def f(:"},
            {"import sys; sys.excepthook = lambda t, e, tb: print('hook', t.__name__, tb.tb_lineno)\n1/0"},
            {"""
                import sys, os, pickle
                class C: pass
                print(type(pickle.loads(pickle.dumps(C()))) is C, sys.path[:2], 'PYTHONINSPECT' in os.environ)
                print(sorted(name for name in vars() if name[:2] != '__'), __file__, __builtins__)
                """.stripIndent()},
        }) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            int code = Python.builder()
                    .file("/home/pyodide/program.py", run[0].getBytes(UTF_8))
                    .stdin(new ByteArrayInputStream("input".getBytes(UTF_8)))
                    .stdout(out)
                    .stderr(err)
                    .runMain("/home/pyodide/program.py", "a", "b c");
            results.add(code + "|" + out.toString(UTF_8) + "|" + err.toString(UTF_8));
        }
        assertEquals(
                List.of(
                        "0|['/home/pyodide/program.py', 'a', 'b c'] __main__ input\n|",
                        "4||",
                        """
                        1|1
                        |Traceback (most recent call last):
                          File "/home/pyodide/program.py", line 1, in <module>
                            print(1); 1/0
                                      ~^~
                        ZeroDivisionError: division by zero
                        """,
                        "0|slept\n|",
                        "1||a text\n",
                        """
                        1||  File "/home/pyodide/program.py", line 1
                            def f(:
                                  ^
                        SyntaxError: invalid syntax
                        """,
                        "1|hook ZeroDivisionError 2\n|",
                        """
                        0|True ['/home/pyodide', '/lib/python314.zip'] False
                        ['C', 'os', 'pickle', 'sys'] /home/pyodide/program.py <module 'builtins' (built-in)>
                        |"""),
                results);
    }

    @Test
    void theExampleOfTheGuideRuns() {
        EmbeddingExample.main(new String[0]);
    }
}
