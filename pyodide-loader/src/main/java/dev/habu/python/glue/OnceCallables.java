package dev.habu.python.glue;

import static dev.habu.js.wasm.ImportShortcut.LEFT;

import dev.habu.js.HostFunction;
import dev.habu.js.JsProperty;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;

/**
 * {@code create_once_callable} for functions that may switch stacks: what Python's event loop hands to {@code scheduleCallback} for each of its turns.
 *
 * <p>The function object differs from the glue's in its source text only, and it cannot be a constructor.
 */
final class OnceCallables {
    private final Glue glue;
    private final JsRuntime js;
    private final JsProperty registry = JsProperty.named("finalizationRegistry");
    private final JsProperty register = JsProperty.named("register");
    private final JsProperty unregister = JsProperty.named("unregister");
    private final JsProperty destroy = JsProperty.named("destroy");
    private PromisingCalls calls;
    private boolean connected;

    private OnceCallables(Glue glue, JsRuntime js) {
        this.glue = glue;
        this.js = js;
    }

    static OnceCallables addTo(Glue glue, JsRuntime js) {
        OnceCallables here = new OnceCallables(glue, js);
        glue.add("create_once_callable", 344046918, (args, _) -> here.create((int) args[0], (int) args[1] != 0));
        return here;
    }

    private Object create(int callable, boolean maySyncify) {
        if (!connected) {
            connected = true;
            PromisingCalls found = new PromisingCalls(glue, js);
            calls = found.isKnown() ? found : null;
        }
        if (calls == null || !maySyncify) {
            return LEFT;
        }
        calls.incRef().call(callable);
        Callable once = new Callable(callable);
        Object function = js.function("wrapper", 0, once);
        once.function = function;
        destroy.set(function, js.function("", 0, (_, _) -> {
            once.destroy();
            return null;
        }));
        Object held = JsValues.newObject();
        JsValues.set(held, "ptr", callable);
        Object registry = this.registry.read(calls.entry().module);
        JsValues.call(register.read(registry), registry, function, held, function);
        return function;
    }

    /**
     * Schedules one of these if a call from Python means that.
     *
     * @return false if nothing was done
     */
    boolean schedule(Object function, Object[] arguments) {
        if (calls == null
                || !calls.isSchedule(function)
                || arguments.length != 2
                || !(arguments[1] instanceof Integer || arguments[1] instanceof Double)
                || !(JsRuntime.bodyOf(arguments[0]) instanceof Callable once)) {
            return false;
        }
        return calls.schedule(() -> once.run(new Object[0], false), ((Number) arguments[1]).doubleValue());
    }

    private final class Callable implements HostFunction {
        private final int callable;
        private Object function;
        private boolean used;

        Callable(int callable) {
            this.callable = callable;
        }

        @Override
        public Object call(Object self, Object[] arguments) {
            return run(arguments, true);
        }

        Object run(Object[] arguments, boolean wantsPromise) {
            if (used) {
                throw JsValues.error("OnceProxy can only be called once");
            }
            try {
                return calls.call(callable, arguments, wantsPromise);
            } finally {
                // A script may have put another function there.
                JsValues.call(destroy.read(function), function);
            }
        }

        private void destroy() {
            if (used) {
                throw JsValues.error("OnceProxy has already been destroyed");
            }
            used = true;
            Object registry = OnceCallables.this.registry.read(calls.entry().module);
            JsValues.call(unregister.read(registry), registry, function);
            calls.decRef().call(callable);
        }
    }
}
