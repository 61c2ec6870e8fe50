package dev.habu.python.glue;

import dev.habu.js.JsProperty;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.js.wasm.DirectExport;

/**
 * What surrounds each of the glue's calls of Python: the check that Python may be entered, and {@code validSuspender.value}, which says whether the stack may be
 * switched; and what follows it.
 */
final class PythonEntry {
    /** Tracebacks of Python end at the glue's frame in a JavaScript stack, and know it by its file: so one must be there. */
    private static final String FRAME_NAME = "habu:beside-pyodide.asm.mjs.js";

    private static final String FRAME = "(call) => (target, self, args) => call(target, self, args)";

    private static final Object TYPE = JsValues.string("type");
    private static final Object COROUTINE = JsValues.string("coroutine");
    private static final Object ENSURE_FUTURE = JsValues.string("_ensure_future");

    private final JsProperty suspenderValue = JsProperty.named("value");
    private final JsProperty error = JsProperty.named("error");

    final Object module;
    final Object api;
    private final Object suspender;
    private final DirectExport checkGil;
    private final DirectExport isCoroutineFunction;
    private final DirectExport throwPythonError;

    PythonEntry(Glue glue) {
        module = glue.variable("Module");
        api = glue.variable("API");
        suspender = glue.variable("validSuspender");
        checkGil = glue.directExport("_check_gil");
        isCoroutineFunction = glue.directExport("__iscoroutinefunction");
        throwPythonError = glue.directExport("_pythonexc2js");
    }

    /** A function that calls {@code function} with three arguments and is the glue's in a JavaScript stack. */
    static Object frame(JsRuntime js, Object function) {
        return JsValues.call(js.evaluate(FRAME_NAME, FRAME), JsValues.undefined(), function);
    }

    /** Whether the glue has all of it. */
    boolean isComplete() {
        return module != null
                && api != null
                && suspender != null
                && checkGil != null
                && isCoroutineFunction != null
                && throwPythonError != null;
    }

    /** Begins a call; the result is for {@link #mayStackSwitch} after it. */
    Object enter() {
        checkGil.call();
        Object before = suspenderValue.get(suspender);
        mayStackSwitch(false);
        return before;
    }

    /** Whether stacks may be switched now. */
    Object mayStackSwitch() {
        return suspenderValue.get(suspender);
    }

    /** Sets validSuspender.value; most calls are made where it is false already. */
    void mayStackSwitch(Object value) {
        if (!value.equals(suspenderValue.get(suspender))) {
            suspenderValue.set(suspender, value);
        }
    }

    /** Whether a call's result stands for an exception of Python's. */
    @SuppressWarnings("ReferenceEquality") // JavaScript objects are compared by identity.
    boolean isError(Object result) {
        return result == error.get(module);
    }

    /** Throws the exception of Python's into JavaScript. */
    void throwPythonError() {
        throwPythonError.call();
    }

    /** What the glue calls a fatal error, or not. */
    void maybeFatal(RuntimeException e) {
        JsValues.call(api, "maybe_fatal_error", JsValues.thrownValue(e));
    }

    /** Starts the coroutine that a coroutine function has returned. */
    void startCoroutine(int function, Object result) {
        if (!JsValues.isObject(result)
                || !COROUTINE.equals(JsValues.get(result, TYPE))
                || !JsValues.toBoolean(JsValues.get(result, ENSURE_FUTURE))) {
            return;
        }
        Object before = enter();
        Object answer = isCoroutineFunction.call(function);
        mayStackSwitch(before);
        if (JsValues.toBoolean(answer)) {
            JsValues.call(JsValues.get(result, ENSURE_FUTURE), result);
        }
    }
}
