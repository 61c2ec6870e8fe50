package dev.habu.js.wasm;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.js.runtime.objects.Undefined;
import dev.habu.js.JsPromise;
import dev.habu.js.JsValues;
import dev.habu.wasm.StackSwitch;
import java.util.function.Supplier;

/**
 * One call of a function made by {@code WebAssembly.promising} (JavaScript Promise Integration). The WebAssembly frames of the call are on a stack of their
 * own; a suspending import that gets a promise leaves that stack, and the promise's reaction takes it up again on the loop thread.
 */
final class Suspender {
    /** What the call's promise is settled with; called by the loop's thread when the WebAssembly code has ended. */
    @FunctionalInterface
    interface Outcome {
        void settled(Object value, boolean isRejection);
    }

    private final ApiRealm realm;
    private final StackSwitch stack;
    private final Outcome outcome;
    private Object result = Undefined.instance;
    private Object settled;
    private boolean rejected;

    private Suspender(ApiRealm realm, Supplier<Object> computation, Outcome outcome) {
        this.realm = realm;
        this.outcome = outcome;
        stack = new StackSwitch(() -> result = computation.get());
    }

    /** {@code WebAssembly.promising}: the function that calls {@code target} and returns a promise of what it returns. */
    static Object promising(ApiRealm realm, Object target) {
        if (!(target instanceof ExportedFunction function)) {
            throw JsValues.typeError("WebAssembly.promising(): Argument 0 must be a function exported by WebAssembly");
        }
        Signature signature = function.signature();
        return realm.functions().function("", signature.parameterCount(), (self, args) -> {
            JsPromise promise = realm.runtime().newPromise();
            new Suspender(
                            realm,
                            () -> signature.resultsToJs(
                                    function.reference().function().applyUnchecked(signature.argumentsToWasm(args, 0))),
                            promise::settle)
                    .run();
            return promise.promise();
        });
    }

    /** The same for Java code, with arguments of WebAssembly: without a promise. */
    static void call(ExportedFunction function, Object[] arguments, Outcome outcome) {
        Signature signature = function.signature();
        new Suspender(
                        signature.realm(),
                        () -> signature.resultsToJs(
                                function.reference().function().applyUnchecked(arguments)),
                        outcome)
                .run();
    }

    private void run() {
        Suspender caller = realm.enterSuspender(this);
        realm.suspendersRunning(1);
        boolean ended;
        boolean failed = false;
        try {
            ended = stack.resume();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            ended = true;
            failed = true;
            result = JsValues.thrownValue(
                    e instanceof RuntimeException r ? realm.thrower().toJs(r) : e);
        } finally {
            realm.suspendersRunning(-1);
            realm.enterSuspender(caller);
        }
        if (ended) {
            outcome.settled(result, failed);
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
