package dev.habu.python;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.js.JsOptions;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * A Python interpreter inside the JVM.
 *
 * <pre>{@code
 * try (Python python = Python.create()) {
 *     python.exec("def area(width, height): return width * height");
 *     System.out.println(python.call("area", 6, 7)); // 42
 * }
 * }</pre>
 *
 * <h2>Values</h2>
 *
 * <table>
 * <caption>Conversions in both directions</caption>
 * <tr><th>Python</th><th>to Java</th><th>from Java</th></tr>
 * <tr><td>None</td><td>null</td><td>null</td></tr>
 * <tr><td>bool</td><td>Boolean</td><td>Boolean</td></tr>
 * <tr><td>int</td><td>Long, BigInteger beyond its range</td><td>Byte, Short, Integer, Long, BigInteger</td></tr>
 * <tr><td>float</td><td>Double</td><td>Float, Double</td></tr>
 * <tr><td>str</td><td>String</td><td>CharSequence, Character</td></tr>
 * <tr><td>bytes</td><td>byte[]</td><td>byte[]</td></tr>
 * <tr><td>list</td><td>List</td><td>Iterable</td></tr>
 * <tr><td>tuple</td><td>List</td><td>Object[]</td></tr>
 * <tr><td>dict</td><td>Map, in its order</td><td>Map</td></tr>
 * <tr><td>anything else</td><td>{@link PyObject}</td><td>{@link PyObject} of this interpreter</td></tr>
 * </table>
 *
 * Containers are copied, with all they hold, and those that come from Python cannot be changed. Instances of subclasses (an
 * {@code IntEnum}, a named tuple) are objects, not numbers and tuples. Any other Java object is refused with an {@link
 * IllegalArgumentException}: Python code cannot reach Java.
 *
 * <h2>Threads</h2>
 *
 * An interpreter has a thread of its own. Any thread may call any method: the call is run by that thread, one after the
 * other, and the caller waits for it, interruptibly: a caller that is interrupted gets an {@link IllegalStateException},
 * its Python code runs on. Between calls the thread runs what Python has scheduled with {@code asyncio}. Several
 * interpreters run side by side and share nothing.
 */
public final class Python implements AutoCloseable {
    private final Interpreter interpreter;
    private final Object invoke;
    private final Object invokeAsync;

    private Python(Interpreter interpreter, Object functions) {
        this.interpreter = interpreter;
        this.invoke = JsValues.getElement(functions, 0);
        this.invokeAsync = JsValues.getElement(functions, 1);
    }

    /**
     * Starts an interpreter of the latest version, with the process's standard output and error and an empty input.
     *
     * @throws PyodideException if it cannot be fetched or started
     */
    public static Python create() {
        return builder().stdout(System.out).stderr(System.err).start();
    }

    /** For an interpreter with other streams, files or environment. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the choices for an interpreter; every one has a default. */
    public static final class Builder {
        private final InterpreterOptions.Builder options = InterpreterOptions.builder();
        private Pyodide pyodide;

        private Builder() {}

        /** The opened version to run; by default the latest, from the user's cache folder. */
        public Builder pyodide(Pyodide opened) {
            pyodide = opened;
            return this;
        }

        /** See {@link InterpreterOptions.Builder#stdin}. */
        public Builder stdin(InputStream in) {
            options.stdin(in);
            return this;
        }

        /** See {@link InterpreterOptions.Builder#stdout}. */
        public Builder stdout(OutputStream out) {
            options.stdout(out);
            return this;
        }

        /** See {@link InterpreterOptions.Builder#stderr}. */
        public Builder stderr(OutputStream err) {
            options.stderr(err);
            return this;
        }

        /** See {@link InterpreterOptions.Builder#environment}. */
        public Builder environment(String name, String value) {
            options.environment(name, value);
            return this;
        }

        /** See {@link InterpreterOptions.Builder#file}. */
        public Builder file(String path, byte[] content) {
            options.file(path, content);
            return this;
        }

        /**
         * Starts the interpreter.
         *
         * @throws PyodideException if it cannot be fetched or started
         */
        public Python start() {
            JsRuntime js = startRuntime();
            try {
                Interpreter interpreter = Interpreter.join(Interpreter.start(js, pyodide, options.build()));
                return js.call(() -> new Python(interpreter, interpreter.runResource(Python.class, "embedding.py")));
            } catch (InterruptedException e) {
                js.close();
                throw interrupted(e);
            } catch (RuntimeException e) {
                js.close();
                throw e;
            }
        }

        /**
         * Starts an interpreter, runs one program in it as the command {@code python FILE ARGUMENTS} does, and closes it.
         *
         * @param file absolute path of the program in the interpreter's file system, or {@code -c}, {@code -m}, {@code -}
         * @param arguments what follows it on the command line
         * @return the exit code, when the program and all that it scheduled with {@code asyncio} has ended
         * @throws PyodideException if Pyodide cannot be fetched or started
         */
        public int runMain(String file, String... arguments) {
            // A file can run in an interpreter that begins with the snapshot; only CPython itself understands its
            // options.
            boolean isFile = !file.startsWith("-");
            if (!isFile) {
                List<String> commandLine = new ArrayList<>(List.of(arguments));
                commandLine.addFirst(file);
                options.arguments(commandLine).environment("PYTHONINSPECT", "");
            }
            try (JsRuntime js = startRuntime()) {
                return Interpreter.join(Interpreter.start(js, pyodide, options.build())
                        .thenCompose(
                                python -> isFile ? python.runProgram(file, List.of(arguments)) : python.runMain()));
            }
        }

        private JsRuntime startRuntime() {
            if (pyodide == null) {
                pyodide = Pyodide.open(PyodideVersion.LATEST, CacheFolder.standard(), Progress.onStandardError());
            }
            JsOptions.Builder js = JsOptions.builder().threadName("habu-python");
            pyodide.register(js);
            return JsRuntime.start(js.build());
        }
    }

    /**
     * Runs Python source in {@code __main__}.
     *
     * @return the value of the last expression, null if it ends with something else or with a semicolon
     * @throws PythonException if Python raises an exception
     */
    public Object eval(String source) {
        return invoke("evaluate", List.of(source));
    }

    /**
     * Runs Python source in {@code __main__} for what it does.
     *
     * @throws PythonException if Python raises an exception
     */
    public void exec(String source) {
        invoke("evaluate", List.of(source + "\nNone"));
    }

    /**
     * Runs Python source that may use {@code await} at its top level, without waiting for it.
     *
     * @return what {@link #eval} returns or throws, as a future
     */
    public CompletableFuture<Object> evalAsync(String source) {
        JsRuntime js = interpreter.js();
        return Interpreter.settle(
                        js,
                        () -> JsValues.call(
                                js.evaluateResource(Python.class, "call-async.js"),
                                JsValues.undefined(),
                                invokeAsync,
                                JsValues.string("evaluate_async"),
                                Message.encode(this, List.of(source))))
                .thenCompose(result -> js.eventLoop().submit(() -> Message.decode(this, result)));
    }

    /**
     * Calls a function with positional arguments.
     *
     * @param name a name in {@code __main__} or a builtin one, with dots for attributes: {@code "math.sqrt"} after {@code
     *     import math}
     * @throws PythonException if there is none ({@code NameError}) or Python raises an exception
     */
    public Object call(String name, Object... arguments) {
        return invoke("call", name, arguments);
    }

    /**
     * The value of a name in {@code __main__}, or of a builtin one.
     *
     * @throws PythonException if there is none ({@code NameError})
     */
    public Object get(String name) {
        return invoke("get", List.of(name));
    }

    /** Gives a name in {@code __main__} a value. */
    public void set(String name, Object value) {
        invoke("set", name, new Object[] {value});
    }

    /** Writes a file in the interpreter's file system, and the folders above it; {@code path} is absolute. */
    public void writeFile(String path, byte[] content) {
        onLoop(() -> {
            interpreter.mount(Map.of(path, content), false);
            return null;
        });
    }

    /** The layer below, for embedders that work with JavaScript values. */
    public Interpreter interpreter() {
        return interpreter;
    }

    /** Ends the interpreter's thread and frees all that it holds. What is still running is finished first. */
    @Override
    public void close() {
        interpreter.js().close();
    }

    Object invoke(String operation, Object first, Object[] rest) {
        List<Object> arguments = new ArrayList<>(rest.length + 1);
        arguments.add(first);
        Collections.addAll(arguments, rest);
        return invoke(operation, arguments);
    }

    private Object invoke(String operation, List<?> arguments) {
        return onLoop(() -> {
            Object message = Message.encode(this, arguments);
            return Message.decode(
                    this, JsValues.call(invoke, JsValues.undefined(), JsValues.string(operation), message));
        });
    }

    void release(Object proxy) {
        try {
            interpreter.js().eventLoop().execute(() -> JsValues.call(proxy, "destroy"));
        } catch (RejectedExecutionException e) {
            // The interpreter is closed, and the object with it.
        }
    }

    private Object onLoop(Callable<Object> task) {
        JsRuntime js = interpreter.js();
        if (js.eventLoop().isLoopThread()) {
            try {
                return task.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        try {
            return js.call(task);
        } catch (RejectedExecutionException | CancellationException e) {
            throw new IllegalStateException("the Python interpreter is closed", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for Python", e);
    }
}
