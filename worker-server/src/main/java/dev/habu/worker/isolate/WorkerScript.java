package dev.habu.worker.isolate;

import dev.habu.js.HostFunction;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.python.Interpreter;
import dev.habu.worker.binding.Binding;
import dev.habu.worker.bundle.Worker;
import dev.habu.worker.config.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a worker into an interpreter: its files, habu's Python modules, and {@code worker.js}. */
final class WorkerScript {
    /** What {@code worker.js} tells; the numbers are those given to its {@code fetch}. Loop thread. */
    interface Host {
        void respond(int number, Object response);

        void fail(int number, String problem);

        void pending(int number, Object cancel);

        void backgroundStarted();

        void backgroundEnded(String problem);
    }

    private static final String WORKER_FOLDER = "/session/metadata/";
    private static final String SDK_FOLDER = "/session/sdk/";
    private static final String HABU_FOLDER = "/lib/habu/";

    private static final List<String> PYTHON_MODULES = List.of(
            "__init__.py",
            "adapted.py",
            "entropy.py",
            "entrypoint.py",
            "httpx_fetch.py",
            "layout.py",
            "sdk_host.py",
            "tracebacks.py",
            "web_loop.py",
            "worker.py");

    /** On the first line, beside the SDK: {@code ssl}, which is no part of its standard library. */
    private static final List<String> MODULES_OF_2024 =
            List.of("cloudflare/__init__.py", "cloudflare/workers.py", "ssl.py");

    private final JsRuntime js;
    private final Interpreter interpreter;
    private final Worker worker;
    private final List<Binding> bindings;

    WorkerScript(Interpreter interpreter, Worker worker, List<Binding> bindings) {
        this.js = interpreter.js();
        this.interpreter = interpreter;
        this.worker = worker;
        this.bindings = bindings;
    }

    /** What can be done before the worker is known: habu's own modules are mounted and imported. Loop thread. */
    static void prepare(Interpreter interpreter) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        PYTHON_MODULES.forEach(name -> files.put(HABU_FOLDER + "_habu/" + name, resource("_habu/" + name)));
        interpreter.mount(files, true);
        interpreter.run("import sys; sys.path.append('" + HABU_FOLDER + "'); import _habu.worker; del sys, _habu");
    }

    /** Gives the interpreter the worker's files, which it may only read. */
    private void mount() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        worker.files().content().forEach((name, content) -> files.put(WORKER_FOLDER + name, content));
        worker.sdk().forEach((name, content) -> files.put(SDK_FOLDER + name, content));
        if (worker.line().isFirst()) {
            MODULES_OF_2024.forEach(name -> files.put(HABU_FOLDER + name, resource(name)));
        }
        interpreter.mount(files, true);
    }

    private static byte[] resource(String name) {
        try (InputStream in = WorkerScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Mounts the worker's files and evaluates {@code worker.js}; what it returns, see there. Loop thread. */
    Object start(Host host) {
        mount();
        return JsValues.call(
                js.evaluateResource(WorkerScript.class, "worker.js"),
                JsValues.undefined(),
                interpreter.api(),
                config(),
                attachedBindings(),
                functions(host));
    }

    private Object config() {
        Object config = JsValues.newObject();
        JsValues.set(config, "entry", worker.files().entry());
        JsValues.set(config, "folder", worker.config().sourceFolderName());
        JsValues.set(
                config,
                "flags",
                JsValues.newArray(worker.config().flags().enabled().keySet().stream()
                        .map(JsValues::string)
                        .toArray()));
        JsValues.set(config, "env", JsonText.of(worker.config().vars()));
        return config;
    }

    private Object attachedBindings() {
        Object attached = JsValues.newObject();
        bindings.forEach(binding -> JsValues.set(attached, binding.name(), binding.attach(js)));
        return attached;
    }

    private Object functions(Host host) {
        Object functions = JsValues.newObject();
        define(functions, "respond", args -> host.respond((int) args[0], args[1]));
        define(functions, "fail", args -> host.fail((int) args[0], JsValues.toJavaString(args[1])));
        define(functions, "pending", args -> host.pending((int) args[0], args[1]));
        define(functions, "backgroundStarted", _ -> host.backgroundStarted());
        define(
                functions,
                "backgroundEnded",
                args -> host.backgroundEnded(JsValues.isUndefined(args[0]) ? null : JsValues.toJavaString(args[0])));
        return functions;
    }

    private interface Action {
        void run(Object[] args);
    }

    private void define(Object functions, String name, Action action) {
        HostFunction body = (self, args) -> {
            action.run(args);
            return null;
        };
        JsValues.set(functions, name, js.function(name, 0, body));
    }
}
