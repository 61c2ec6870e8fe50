package dev.habu.spec.node;

import dev.habu.js.HostFunction;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;

/** The object that the scripts of the Node modules get their Java functions from. Loop thread only. */
final class HostFunctions {
    private final JsRuntime js;
    private final Object object = JsValues.newObject();

    HostFunctions(JsRuntime js) {
        this.js = js;
    }

    JsRuntime js() {
        return js;
    }

    Object object() {
        return object;
    }

    void add(String name, int length, HostFunction body) {
        JsValues.set(object, name, js.function(name, length, body));
    }
}
