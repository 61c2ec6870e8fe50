package dev.habu.python.glue;

import dev.habu.js.JsClosure;
import dev.habu.js.JsPlain;
import dev.habu.js.JsProperty;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.js.wasm.DirectExport;
import dev.habu.wasm.HostFunction;
import java.util.Map;
import java.util.Set;

/**
 * Scripts call Python: the {@code apply} trap of the glue's proxies. The handler with the trap is the glue's own, no script can reach it; it gets another
 * trap, which does what the glue's functions behind the old one do, and leaves a call to the old one if the proxy is bound, destroyed or changed by a script.
 */
final class PythonCalls {
    private static final Object APPLY = JsValues.string("apply");

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

    private final Glue glue;
    private final JsRuntime js;
    private boolean connected;

    private final JsProperty apply = new JsProperty(APPLY);
    private final JsProperty itsProperties = JsProperty.named("props");
    private final JsProperty itsShared = JsProperty.named("shared");
    private final JsProperty itsAddress = JsProperty.named("ptr");
    private final JsProperty isBound = JsProperty.named("isBound");
    private final JsProperty capturesThis = JsProperty.named("captureThis");
    private final JsProperty callMethod = JsProperty.named("callPyObject");

    private Object trap;
    private Object applyMethod;
    private JsProperty attributes;
    private Object callPyObject;
    private PythonEntry entry;
    private DirectExport applyExport;
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
        entry = new PythonEntry(glue);
        applyExport = glue.directExport("__pyproxy_apply");
        noNames = JsPlain.newArray();
        callPyObject = callMethod.get(entry.module);
        boolean known = entry.isComplete()
                && applyExport != null
                && Glue.isKnown(trap, TRAP)
                && Glue.isKnown(callPyObject, CALL_PY_OBJECT_METHOD)
                && BEHIND.entrySet().stream()
                        .allMatch(e -> Glue.isKnown(JsClosure.variable(callPyObject, e.getKey()), e.getValue()));
        if (known) {
            Object body = js.function("apply", 3, (_, args) -> apply(handler, args));
            JsValues.set(handler, APPLY, PythonEntry.frame(js, body));
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
        if (callMethod.get(entry.module) != callPyObject || !isOurs(apply.get(target), target)) {
            return 0;
        }
        Object its = attributes.get(target);
        Object properties = its == null ? null : itsProperties.get(its);
        Object shared = its == null ? null : itsShared.get(its);
        boolean plain = properties != null
                && shared != null
                && isFalse(isBound.get(properties))
                && isFalse(capturesThis.get(properties));
        return plain && itsAddress.get(shared) instanceof Integer address ? address : 0;
    }

    @SuppressWarnings("ReferenceEquality") // JavaScript objects are compared by identity.
    private boolean isOurs(Object method, Object target) {
        if (applyMethod == null && Glue.isKnown(method, APPLY_METHOD)) {
            applyMethod = method;
            Object symbol = JsPlain.ownSymbol(target, "pyproxy.attrs");
            attributes = symbol == null ? null : new JsProperty(symbol);
        }
        return method == applyMethod && attributes != null;
    }

    private static boolean isFalse(Object value) {
        return value != null && !JsValues.toBoolean(value);
    }

    /** The glue's callPyObjectKwargs without keywords. */
    private Object call(int address, Object arguments, int count) {
        Object result;
        try {
            Object before = entry.enter();
            result = applyExport.call(address, arguments, count, noNames, 0);
            entry.mayStackSwitch(before);
        } catch (RuntimeException e) {
            if (!JsValues.isJsThrow(e)) {
                throw e;
            }
            entry.maybeFatal(e);
            return JsValues.undefined();
        }
        if (entry.isError(result)) {
            entry.throwPythonError();
        }
        entry.startCoroutine(address, result);
        return result;
    }
}
