package dev.habu.worker.isolate;

import dev.habu.js.HttpFetcher;
import dev.habu.js.JsOptions;
import dev.habu.js.JsRuntime;
import dev.habu.python.Interpreter;
import dev.habu.python.InterpreterOptions;
import dev.habu.python.Pyodide;
import dev.habu.python.PyodideException;
import java.util.concurrent.CompletionException;

/** An interpreter that has started and waits for a worker: most of an isolate's start, done beforehand. Any thread. */
public final class Standby implements AutoCloseable {
    private final JsRuntime js;
    private final Interpreter interpreter;

    private Standby(JsRuntime js, Interpreter interpreter) {
        this.js = js;
        this.interpreter = interpreter;
    }

    /**
     * Starts an interpreter.
     *
     * @param name of the worker that it is for
     * @param fetcher carries out the worker's {@code fetch}; null if it may not
     * @throws PyodideException if the interpreter does not start
     */
    public static Standby start(Pyodide pyodide, String name, HttpFetcher fetcher) {
        JsOptions.Builder options = JsOptions.builder().threadName("habu-" + name);
        if (fetcher != null) {
            options.fetcher(HeldBody.holding(fetcher));
        }
        pyodide.register(options);
        JsRuntime js = JsRuntime.start(options.build());
        try {
            InterpreterOptions python = InterpreterOptions.builder()
                    .stdout(System.out)
                    .stderr(System.err)
                    .build();
            return new Standby(js, Interpreter.start(js, pyodide, python).join());
        } catch (CompletionException e) {
            js.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } catch (RuntimeException e) {
            js.close();
            throw e;
        }
    }

    JsRuntime js() {
        return js;
    }

    Interpreter interpreter() {
        return interpreter;
    }

    /** Ends the interpreter, and with it the isolate that was made of it. */
    @Override
    public void close() {
        js.close();
    }
}
