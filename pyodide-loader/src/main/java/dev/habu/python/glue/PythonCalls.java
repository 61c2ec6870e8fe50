package dev.habu.python.glue;

import dev.habu.js.JsClosure;
import dev.habu.js.JsPlain;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.wasm.HostFunction;
import java.util.Map;
import java.util.Set;

/**
 * Scripts call Python: the {@code apply} trap of the glue's proxies. The handler with the trap is the glue's own, no script can reach it; it gets another
 * trap, which does what the glue's functions behind the old one do, and leaves a call to the old one if the proxy is bound, destroyed or changed by a script.
 */
final class PythonCalls {
    private static final Object APPLY = JsValues.string("apply");
    private static final Object ATTRIBUTES_SHARED = JsValues.string("shared");
    private static final Object ATTRIBUTES_PROPS = JsValues.string("props");
    private static final Object ADDRESS = JsValues.string("ptr");
    private static final Object CAPTURES_THIS = JsValues.string("captureThis");
    private static final Object IS_BOUND = JsValues.string("isBound");
    private static final Object VALUE = JsValues.string("value");
    private static final Object ERROR = JsValues.string("error");
    private static final Object TYPE = JsValues.string("type");
    private static final Object COROUTINE = JsValues.string("coroutine");
    private static final Object ENSURE_FUTURE = JsValues.string("_ensure_future");
    private static final Object CALL_PY_OBJECT = JsValues.string("callPyObject");

    private static final Set<Integer> TRAP = Set.of(2132218150);
    private static final Set<Integer> APPLY_METHOD = Set.of(551275645);
    private static final Set<Integer> CALL_PY_OBJECT_METHOD = Set.of(714447535);
    /** What these rely on, by the names of the glue. */
    private static final Map<String, Set<Integer>> BEHIND = Map.of(
            "xe", Set.of(300946251),
            "Vt", Set.of(-5640508),
            "F", Set.of(34295024),
            "He", Set.of(-302721618, -302989737),
            "_", Set.of(763487516));

    /** Tracebacks of Python end at the glue's frame in a JavaScript stack, and know it by its file: so one must be there. */
    private static final String FRAME_NAME = "habu:beside-pyodide.asm.mjs.js";

    private static final String FRAME = "(call) => (target, self, args) => call(target, self, args)";

    private final Glue glue;
    private final JsRuntime js;
    private boolean connected;

    private Object trap;
    private Object applyMethod;
    private Object callPyObject;
    private Object attributes;
    private Object module;
    private Object api;
    private Object suspender;
    private Object checkGil;
    private Object applyExport;
    private Object isCoroutineFunction;
    private Object throwPythonError;
    private Object noNames;

    private PythonCalls(Glue glue, JsRuntime js) {
        this.glue = glue;
        this.js = js;
    }

    static void addTo(Glue glue, JsRuntime js) {
        PythonCalls here = new PythonCalls(glue, js);
        glue.add("pyproxy_new", 1305162128, here::makeProxy);
        glue.add("pyproxy_new_ex", 1231725307, here::makeProxy);
    }

    private Object makeProxy(Object[] args, HostFunction function) {
        Object proxy = function.call(args)[0];
        Object handler = connected ? null : JsPlain.proxyHandler(proxy);
        Object found = handler == null ? null : JsPlain.get(handler, APPLY);
        if (found != null && JsValues.isCallable(found)) {
            connected = true;
            connect(handler, found);
        }
        return proxy;
    }

    private void connect(Object handler, Object found) {
        trap = found;
        module = glue.variable("Module");
        api = glue.variable("API");
        suspender = glue.variable("validSuspender");
        checkGil = glue.variable("_check_gil");
        applyExport = glue.variable("__pyproxy_apply");
        isCoroutineFunction = glue.variable("__iscoroutinefunction");
        throwPythonError = glue.variable("_pythonexc2js");
        noNames = JsPlain.newArray();
        callPyObject = JsPlain.get(module, CALL_PY_OBJECT);
        boolean known = Glue.isKnown(trap, TRAP)
                && Glue.isKnown(callPyObject, CALL_PY_OBJECT_METHOD)
                && BEHIND.entrySet().stream()
                        .allMatch(e -> Glue.isKnown(JsClosure.variable(callPyObject, e.getKey()), e.getValue()));
        if (known) {
            Object body = js.function("apply", 3, (_, args) -> apply(handler, args));
            JsValues.set(handler, APPLY, JsValues.call(js.evaluate(FRAME_NAME, FRAME), JsValues.undefined(), body));
        }
    }

    /** The trap; {@code args} are the proxy's target, the receiver and an array of the arguments. */
    private Object apply(Object handler, Object[] args) {
        int address = address(args[0]);
        int count = (int) JsPlain.arrayLength(args[2]);
        if (address == 0 || count < 0) {
            return JsValues.call(trap, handler, args);
        }
        return call(address, args[2], count);
    }

    /** The Python object behind a target whose calls are as the glue has made them, else 0. */
    @SuppressWarnings("ReferenceEquality") // JavaScript objects are compared by identity.
    private int address(Object target) {
        if (JsPlain.get(module, CALL_PY_OBJECT) != callPyObject || !isOurs(JsPlain.get(target, APPLY), target)) {
            return 0;
        }
        Object its = JsPlain.get(target, attributes);
        Object properties = its == null ? null : JsPlain.get(its, ATTRIBUTES_PROPS);
        Object shared = its == null ? null : JsPlain.get(its, ATTRIBUTES_SHARED);
        boolean plain = properties != null
                && shared != null
                && isFalse(JsPlain.get(properties, IS_BOUND))
                && isFalse(JsPlain.get(properties, CAPTURES_THIS));
        return plain && JsPlain.get(shared, ADDRESS) instanceof Integer address ? address : 0;
    }

    @SuppressWarnings("ReferenceEquality") // JavaScript objects are compared by identity.
    private boolean isOurs(Object method, Object target) {
        if (applyMethod == null && Glue.isKnown(method, APPLY_METHOD)) {
            applyMethod = method;
            attributes = JsPlain.ownSymbol(target, "pyproxy.attrs");
        }
        return method == applyMethod && attributes != null;
    }

    private static boolean isFalse(Object value) {
        return value != null && !JsValues.toBoolean(value);
    }

    /** The glue's callPyObjectKwargs without keywords. */
    @SuppressWarnings("ReferenceEquality") // JavaScript objects are compared by identity.
    private Object call(int address, Object arguments, int count) {
        Object result;
        try {
            Object before = enter();
            result = JsValues.call(applyExport, JsValues.undefined(), address, arguments, count, noNames, 0);
            mayStackSwitch(before);
        } catch (RuntimeException e) {
            if (!JsValues.isJsThrow(e)) {
                throw e;
            }
            JsValues.call(api, "maybe_fatal_error", JsValues.thrownValue(e));
            return JsValues.undefined();
        }
        if (result == JsPlain.get(module, ERROR)) {
            JsValues.call(throwPythonError, JsValues.undefined());
        }
        if (JsValues.isObject(result)) {
            startCoroutine(address, result);
        }
        return result;
    }

    private Object enter() {
        JsValues.call(checkGil, JsValues.undefined());
        Object before = JsPlain.get(suspender, VALUE);
        mayStackSwitch(false);
        return before;
    }

    /** Sets validSuspender.value; most calls are made where it is false already. */
    private void mayStackSwitch(Object value) {
        if (!value.equals(JsPlain.get(suspender, VALUE))) {
            JsValues.set(suspender, VALUE, value);
        }
    }

    private void startCoroutine(int address, Object result) {
        if (!COROUTINE.equals(JsValues.get(result, TYPE)) || !JsValues.toBoolean(JsValues.get(result, ENSURE_FUTURE))) {
            return;
        }
        Object before = enter();
        Object answer = JsValues.call(isCoroutineFunction, JsValues.undefined(), address);
        mayStackSwitch(before);
        if (JsValues.toBoolean(answer)) {
            JsValues.call(JsValues.get(result, ENSURE_FUTURE), result);
        }
    }
}
