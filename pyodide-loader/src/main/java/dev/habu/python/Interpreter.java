package dev.habu.python;

import dev.habu.js.JsBuffers;
import dev.habu.js.JsException;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.js.wasm.WebAssembly;
import dev.habu.python.glue.Glue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Pyodide running in a {@link JsRuntime}: its loader {@code pyodide.mjs}, its Emscripten glue {@code pyodide.asm.mjs} and
 * its WebAssembly module, all unmodified. The raw layer under {@link Python}, for embedders that work with JavaScript
 * values; all its methods are for the loop thread.
 *
 * <p>What Pyodide 314 asks of its host, and how it gets it:
 *
 * <ul>
 *   <li>The loader decides by globals what it runs in. With {@code read} and {@code load} it is a shell: paths stay as they
 *       are, {@code readbuffer(path)} returns a file's bytes at once and {@code import(url)} loads the glue. The three
 *       exist while Pyodide starts and are gone before a script of the user can see them.
 *   <li>The glue decides anew. {@code WorkerGlobalScope} makes it a worker, which draws randomness from {@code
 *       crypto.getRandomValues}; a shell would run {@code head /dev/urandom}.
 *   <li>{@code WebAssembly.instantiate(bytes, imports)} gets the buffer that {@code readbuffer} returned for the module.
 *       The compiled module is recognised by that buffer, so that nobody hashes or copies 9.6 MB.
 *   <li>{@code python_stdlib.zip} is written into the file system in memory, the lock file is passed as text.
 *   <li>Timers, {@code performance.now}, {@code TextDecoder}, {@code console} and {@code WebAssembly} are those of the
 *       realm. Standard streams are devices whose {@code read} and {@code write} see a view of the heap.
 * </ul>
 */
public final class Interpreter {
    private static final int READ_WRITE = 0b110_110_110;
    private static final int READ_ONLY = 0b100_100_100;

    /**
     * The loader resolves addresses of packages against it, also after the start. A worker has no such global: as a lexical one it is no property of the
     * global object.
     */
    private static final String LOCATION =
            "const location = Object.freeze({ href: '%1$s', toString: () => '%1$s' });".formatted(Pyodide.INDEX_URL);

    private final JsRuntime js;
    private final Object pyodide;

    private Interpreter(JsRuntime js, Object pyodide) {
        this.js = js;
        this.pyodide = pyodide;
    }

    /**
     * Starts an interpreter in a runtime whose options {@link Pyodide#register} has seen. If the options allow it, the
     * interpreter begins with the memory of one that has started before. Any thread.
     *
     * @return the interpreter, or a {@link PyodideException} if it does not start
     * @throws PyodideException if the snapshot is missing and cannot be made
     * @throws dev.habu.compiler.CacheException if the cache folder cannot be written
     */
    public static CompletableFuture<Interpreter> start(JsRuntime js, Pyodide pyodide, InterpreterOptions options) {
        if (options.fitSnapshot()) {
            pyodide.snapshot().image(); // it may have to be made, by an interpreter on another thread
        }
        return settle(js, () -> load(js, pyodide, options))
                .thenCompose(api -> js.eventLoop().submit(() -> started(new Interpreter(js, api), pyodide, options)))
                .exceptionally(e -> {
                    throw notStarted(
                            pyodide, e instanceof CompletionException && e.getCause() != null ? e.getCause() : e);
                });
    }

    /** Runs a task on the loop thread; what the promise that it returns becomes. Any thread. */
    @SuppressWarnings("FutureReturnValueIgnored") // A future of a future is what thenCompose is for.
    static CompletableFuture<Object> settle(JsRuntime js, Callable<Object> task) {
        return js.eventLoop().submit(() -> js.future(task.call())).thenCompose(outcome -> outcome);
    }

    private static Interpreter started(Interpreter interpreter, Pyodide pyodide, InterpreterOptions options) {
        if (options.fitSnapshot()) {
            Object module = JsValues.call(interpreter.api(), "pyimport", JsValues.string("_habu_restored"));
            JsValues.call(module, "restored", environment(options));
        } else if (!options.forSnapshot) {
            interpreter.run(pyodide.preload().program());
        }
        return interpreter;
    }

    /** The future's outcome; what failed it is thrown as it is. */
    static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static PyodideException notStarted(Pyodide pyodide, Throwable cause) {
        if (cause instanceof PyodideException known) {
            return known;
        }
        String reason = cause instanceof JsException js ? js.jsStack() : String.valueOf(cause);
        return new PyodideException("Pyodide " + pyodide.version().version() + " does not start: " + reason, cause);
    }

    private static Object load(JsRuntime js, Pyodide pyodide, InterpreterOptions options) {
        WebAssembly.install(js, pyodide.compiler());
        js.evaluate("location.js", () -> LOCATION);
        Object readBuffer =
                js.function("readbuffer", 1, (_, args) -> pyodide.readBuffer(JsValues.toJavaString(args[0])));
        Object loadScript = js.function("load", 1, (_, args) -> {
            pyodide.loadScript(js, JsValues.toJavaString(args[0]));
            return null;
        });
        Object mount = js.function("mount", 1, (_, args) -> {
            mount(js, args[0], options.files, READ_WRITE);
            mount(js, args[0], options.readOnlyFiles, READ_ONLY);
            mount(js, args[0], pyodide.preload().files(), READ_ONLY);
            return null;
        });
        return JsValues.call(
                js.evaluateResource(Interpreter.class, "start-pyodide.js"),
                JsValues.undefined(),
                JsValues.string(Pyodide.INDEX_URL),
                pyodide.knowsShells(),
                readBuffer,
                loadScript,
                StandardStreams.make(js, options),
                configuration(pyodide, options),
                mount,
                Glue.make(js));
    }

    private static Object configuration(Pyodide pyodide, InterpreterOptions options) {
        Object configuration = JsValues.newObject();
        JsValues.set(configuration, "env", environment(options));
        JsValues.set(
                configuration,
                "args",
                JsValues.newArray(
                        options.arguments.stream().map(JsValues::string).toArray()));
        JsValues.set(configuration, "lockFileContents", pyodide.lockFile());
        JsValues.set(configuration, "packageBaseUrl", pyodide.packageSite());
        if (options.fitSnapshot()) {
            JsValues.set(
                    configuration,
                    "_loadSnapshot",
                    JsBuffers.wrap(pyodide.snapshot().image()));
        }
        if (options.forSnapshot) {
            JsValues.set(configuration, "_makeSnapshot", true);
        }
        return configuration;
    }

    private static Object environment(InterpreterOptions options) {
        Object environment = JsValues.newObject();
        options.environment.forEach((name, value) -> JsValues.set(environment, name, value));
        return environment;
    }

    private static void mount(JsRuntime js, Object fileSystem, Map<String, byte[]> files, int mode) {
        Object[] paths = files.keySet().stream().map(JsValues::string).toArray();
        // Each interpreter gets its own copy: Python may write to its files.
        Object[] contents = files.values().stream()
                .map(content -> JsBuffers.uint8Array(content.clone()))
                .toArray();
        JsValues.call(
                js.evaluateResource(Interpreter.class, "mount-files.js"),
                JsValues.undefined(),
                fileSystem,
                JsValues.newArray(paths),
                JsValues.newArray(contents),
                mode);
    }

    /** The runtime that it runs in. Any thread. */
    public JsRuntime js() {
        return js;
    }

    /** Pyodide's public JavaScript API, the object that {@code loadPyodide} resolves to, as a raw value. */
    public Object api() {
        return pyodide;
    }

    /**
     * Puts files into the interpreter's file system, replacing those of the same name.
     *
     * @param files contents by absolute path
     * @param readOnly whether Python may only read them
     */
    public void mount(Map<String, byte[]> files, boolean readOnly) {
        mount(js, JsValues.get(pyodide, "FS"), files, readOnly ? READ_ONLY : READ_WRITE);
    }

    /**
     * Runs Python source in {@code __main__}.
     *
     * @return the value of its last expression as Pyodide converts it: a raw JavaScript value
     * @throws RuntimeException the JavaScript error that Pyodide makes of a Python exception
     */
    public Object run(String source) {
        return JsValues.call(pyodide, "runPython", JsValues.string(source));
    }

    /**
     * Runs Python source that is a class-path resource beside {@code anchor} in a namespace of its own.
     *
     * @return the value of its last expression, a raw JavaScript value
     */
    public Object runResource(Class<?> anchor, String name) {
        Object options = JsValues.newObject();
        Object namespace = run("dict(__name__='%1$s', __file__='%1$s')".formatted(name));
        JsValues.set(options, "globals", namespace);
        JsValues.set(options, "filename", name);
        String source = new String(Resources.read(anchor, name), StandardCharsets.UTF_8);
        return JsValues.call(pyodide, "runPython", JsValues.string(source), options);
    }

    /**
     * Runs CPython's main program with the {@link InterpreterOptions.Builder#arguments} that the interpreter was started
     * with, and everything that it schedules on the event loop; afterwards the interpreter and its runtime have ended. Any
     * thread.
     *
     * @return the exit code
     */
    CompletableFuture<Integer> runMain() {
        return run(List.of());
    }

    /**
     * Runs the program in a file of its file system as {@link #runMain} does, in an interpreter that was started without
     * arguments.
     */
    CompletableFuture<Integer> runProgram(String file, List<String> arguments) {
        List<Object> program = new ArrayList<>();
        program.add(JsValues.string(file));
        arguments.forEach(argument -> program.add(JsValues.string(argument)));
        return run(program);
    }

    private CompletableFuture<Integer> run(List<Object> program) {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        js.eventLoop()
                .submit(() -> js.future(JsValues.call(
                        js.evaluateResource(Interpreter.class, "run-main.js"),
                        JsValues.undefined(),
                        mainArguments(program, code))))
                .thenCompose(outcome -> outcome)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        code.completeExceptionally(failure);
                    }
                });
        return code;
    }

    private Object[] mainArguments(List<Object> program, CompletableFuture<Integer> code) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(pyodide);
        arguments.add(runResource(Interpreter.class, "watch_loop.py"));
        arguments.add(js.function("exit", 1, (_, args) -> {
            // A timer or a collected proxy that called into the finalized interpreter would be fatal.
            Error exit = js.exit();
            code.complete(JsValues.toInt32(JsValues.arg(args, 0)));
            throw exit;
        }));
        if (!program.isEmpty()) {
            arguments.add(runResource(Interpreter.class, "run_program.py"));
            arguments.addAll(program);
        }
        return arguments.toArray();
    }
}
