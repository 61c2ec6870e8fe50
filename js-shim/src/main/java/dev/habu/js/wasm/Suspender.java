package dev.habu.js.wasm;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.js.runtime.objects.Undefined;
import dev.habu.js.JsValues;
import dev.habu.wasm.StackSwitch;

/**
 * One call of a function made by {@code WebAssembly.promising} (JavaScript Promise Integration). The WebAssembly frames of the call are on a stack of their
 * own; a suspending import that gets a promise leaves that stack, and the promise's reaction takes it up again on the loop thread.
 */
final class Suspender {
    private final ApiRealm realm;
    private final StackSwitch stack;
    private final Object promise;
    private Object resolve;
    private Object reject;
    private Object result = Undefined.instance;
    private Object settled;
    private boolean rejected;

    private Suspender(ApiRealm realm, ExportedFunction function, Object[] arguments) {
        this.realm = realm;
        promise = JsValues.construct(
                realm.js().getPromiseConstructor(), realm.functions().function("", 2, (self, args) -> {
                    resolve = args[0];
                    reject = args[1];
                    return Undefined.instance;
                }));
        stack = new StackSwitch(() -> {
            Signature signature = function.signature();
            result = signature.resultsToJs(
                    function.reference().function().applyUnchecked(signature.argumentsToWasm(arguments, 0)));
        });
    }

    /** {@code WebAssembly.promising}: the function that calls {@code target} and returns a promise of what it returns. */
    static Object promising(ApiRealm realm, Object target) {
        if (!(target instanceof ExportedFunction function)) {
            throw JsValues.typeError("WebAssembly.promising(): Argument 0 must be a function exported by WebAssembly");
        }
        return realm.functions().function("", function.signature().parameterCount(), (self, args) -> {
            Suspender suspender = new Suspender(realm, function, args);
            suspender.run();
            return suspender.promise;
        });
    }

    private void run() {
        Suspender caller = realm.enterSuspender(this);
        realm.suspendersRunning(1);
        boolean ended;
        Object settle = resolve;
        try {
            ended = stack.resume();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            ended = true;
            settle = reject;
            result = JsValues.thrownValue(
                    e instanceof RuntimeException r ? realm.thrower().toJs(r) : e);
        } finally {
            realm.suspendersRunning(-1);
            realm.enterSuspender(caller);
        }
        if (ended) {
            JsValues.call(settle, Undefined.instance, result);
        }
    }

    /**
     * Suspends the WebAssembly frames that called a suspending import until a promise is settled.
     *
     * @param suspender the one whose frames they are, or null
     * @return the promise's value
     * @throws AbstractTruffleException that throws the promise's reason, or a SuspendError
     */
    static Object await(ApiRealm realm, Suspender suspender, Object promise) {
        if (suspender == null) {
            throw realm.suspendError(
                    realm.isSuspenderRunning()
                            ? "trying to suspend JavaScript frames"
                            : "trying to suspend without WebAssembly.promising");
        }
        return suspender.await(promise);
    }

    private Object await(Object awaited) {
        JsValues.call(
                realm.promiseThen(),
                awaited,
                realm.functions().function("", 1, (self, args) -> settle(args, false)),
                realm.functions().function("", 1, (self, args) -> settle(args, true)));
        try {
            StackSwitch.suspend();
        } catch (StackSwitch.PinnedException e) {
            throw realm.suspendError(e.getMessage());
        }
        Object value = settled;
        settled = null;
        if (rejected) {
            throw JsValues.thrown(value);
        }
        return value;
    }

    private Object settle(Object[] args, boolean isRejection) {
        settled = JsValues.arg(args, 0);
        rejected = isRejection;
        run();
        return Undefined.instance;
    }
}
