package dev.habu.worker.isolate;

import dev.habu.js.HostFunction;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.python.Interpreter;
import dev.habu.worker.binding.Binding;
import dev.habu.worker.bundle.Worker;
import dev.habu.worker.config.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a worker into an interpreter: its files and {@code worker.js}. */
final class WorkerScript {
    /** What {@code worker.js} tells; the numbers are those given to its {@code fetch}. Loop thread. */
    interface Host {
        void respond(int number, Object response);

        void fail(int number, String problem);

        void waits(int number);

        void died(String reason);

        void backgroundStarted();

        void backgroundEnded(String problem);

        /** Something is ready in asyncio: {@code turn} is to be called soon. */
        void schedule();
    }

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

    /** Gives the interpreter the worker's files, which it may only read. */
    private void mount() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        worker.files().content().forEach((name, content) -> files.put(Worker.FOLDER + name, content));
        worker.sdk().forEach((name, content) -> files.put(Worker.SDK_FOLDER + name, content));
        interpreter.mount(files, true);
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
        define(functions, "died", args -> host.died(JsValues.toJavaString(args[0])));
        define(functions, "waits", args -> host.waits((int) args[0]));
        define(functions, "schedule", _ -> host.schedule());
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
