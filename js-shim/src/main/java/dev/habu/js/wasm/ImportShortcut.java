package dev.habu.js.wasm;

import com.oracle.truffle.api.interop.TruffleObject;
import dev.habu.wasm.HostFunction;

/**
 * Java code that answers calls of an imported JavaScript function in its place, wherever it can do so with the same outcome: the calls that it leaves
 * go to the function itself. Loop thread only.
 */
@FunctionalInterface
public interface ImportShortcut {
    /** The result of a call that is left to the function. Nothing may have been changed by then. */
    Object LEFT = new Object();

    /**
     * Answers a call.
     *
     * @param arguments WebAssembly values: {@link Integer}, {@link Long}, {@link Float}, {@link Double}; JavaScript values as in
     *     {@link dev.habu.js.JsValues} except that {@code null} is Java's
     * @param function the JavaScript function; takes other arguments, too
     * @return the WebAssembly value, anything if the type has no result, or {@link #LEFT}
     */
    Object call(Object[] arguments, HostFunction function);

    /**
     * A value that an imports object may hold in the place of {@code function}. It has a meaning for instantiation only.
     *
     * @param function a JavaScript function that is not a {@code WebAssembly.Suspending}
     */
    static Object importOf(Object function, ImportShortcut shortcut) {
        return new Import(function, shortcut);
    }

    /** The function of a {@code WebAssembly.Suspending}, null for other values. */
    static Object suspendingFunction(Object value) {
        return value instanceof ApiObject object && object.slot() instanceof Suspending suspending
                ? suspending.callable()
                : null;
    }

    /** The WebAssembly value for a JavaScript value that {@link #call} returns as an {@code externref}. */
    static Object external(Object value) {
        return GcObjects.toWasm(value);
    }

    /** A function with its shortcut, opaque for scripts. */
    record Import(Object function, ImportShortcut shortcut) implements TruffleObject {}
}
