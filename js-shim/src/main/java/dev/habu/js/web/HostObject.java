package dev.habu.js.web;

import dev.habu.js.HostFunction;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;

/** The object {@code habu} that the bundled scripts, and only they, get their Java functions from. */
final class HostObject {
    private final JsRuntime runtime;
    private final Object object = JsValues.newObject();

    HostObject(JsRuntime runtime) {
        this.runtime = runtime;
    }

    JsRuntime runtime() {
        return runtime;
    }

    Object object() {
        return object;
    }

    void function(String name, int length, HostFunction body) {
        JsValues.set(object, name, runtime.function(name, length, body));
    }

    void property(String name, Object value) {
        JsValues.set(object, name, value);
    }
}
