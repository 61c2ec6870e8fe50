package dev.habu.js.wasm;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.js.runtime.JSArguments;
import com.oracle.truffle.js.runtime.JSRuntime;
import com.oracle.truffle.js.runtime.builtins.JSFunction;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.Undefined;
import dev.habu.js.JsValues;
import dev.habu.wasm.HostFunction;

/** A JavaScript function that WebAssembly calls (JS API, section 5.6: create a host function). */
final class ImportedFunction implements HostFunction {
    private final ApiRealm realm;
    private final Signature signature;
    private final Object callable;
    private final boolean suspending;

    /**
     * Makes one.
     *
     * @param suspending whether a promise that {@code callable} returns suspends the WebAssembly caller
     */
    ImportedFunction(ApiRealm realm, Signature signature, Object callable, boolean suspending) {
        this.realm = realm;
        this.signature = signature;
        this.callable = callable;
        this.suspending = suspending;
    }

    @Override
    public Object[] call(Object[] arguments) {
        // JavaScript's frames cannot be suspended: while they run there is no suspender.
        Suspender suspender = realm.enterSuspender(null);
        try {
            Object result = callJs(signature.argumentsToJs(arguments, callable));
            if (suspending && JsValues.isPromise(result)) {
                result = Suspender.await(realm, suspender, result);
            }
            return signature.resultsToWasm(result);
        } catch (AbstractTruffleException e) {
            throw realm.thrower().toWasm(e);
        } finally {
            realm.enterSuspender(suspender);
        }
    }

    private Object callJs(Object[] frame) {
        return callable instanceof JSFunctionObject
                ? JSFunction.call(frame)
                : JSRuntime.call(callable, Undefined.instance, JSArguments.extractUserArguments(frame));
    }
}
