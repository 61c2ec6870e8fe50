package dev.habu.js.wasm;

import dev.habu.js.JsValues;

/**
 * {@code WebAssembly.Suspending} (JavaScript Promise Integration): marks a function as one whose promises suspend the WebAssembly code that imports it.
 *
 * @param callable the function
 */
record Suspending(Object callable) {
    static Interface<Suspending> define(ApiRealm realm) {
        return new Interface<>(
                realm,
                "Suspending",
                Suspending.class,
                1,
                args -> {
                    if (!JsValues.isCallable(args[0])) {
                        throw JsValues.typeError("WebAssembly.Suspending(): Argument 0 must be a function");
                    }
                    return new Suspending(args[0]);
                },
                slot -> null,
                (slot, object) -> {});
    }
}
