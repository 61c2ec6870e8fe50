package dev.habu.python.glue;

import static dev.habu.js.wasm.ImportShortcut.LEFT;

import dev.habu.js.JsPlain;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.js.wasm.ImportShortcut;
import dev.habu.wasm.EqObject;
import dev.habu.wasm.HostFunction;
import java.util.Set;

/** What Python asks of a JavaScript object: its attributes, its kind, and calls of it. */
final class Proxies {
    private static final Object THEN = JsValues.string("then");
    private static final Object NO_VALUE = JsValues.string("noValueMarker");
    // Typed arrays take these for numbers.
    private static final Set<Object> NUMBERS = Set.of(JsValues.string("Infinity"), JsValues.string("NaN"));

    private final Strings strings;
    private final OnceCallables once;
    private final Object rethrow;
    private RuntimeException thrown;

    private Proxies(JsRuntime js, Strings strings, OnceCallables once) {
        this.strings = strings;
        this.once = once;
        rethrow = js.function("rethrow", 0, (_, _) -> {
            throw thrown;
        });
    }

    static void addTo(Glue glue, JsRuntime js, Strings strings, OnceCallables once) {
        Proxies here = new Proxies(js, strings, once);
        glue.add("JsProxy_GetAttr_js", -1356588902, (args, _) -> here.attribute(args[0], (int) args[1]));
        glue.add("JsvFunction_CallBound", 1707155020, here::call);
        glue.add("JsvFunction_Check", -1743523212, (args, _) -> JsValues.isCallable(args[0]) ? 1 : 0);
        glue.add("JsvPromise_Check", -1595211751, (args, _) -> {
            if (JsValues.isNullish(args[0])) {
                return 0;
            }
            Object then = JsPlain.get(args[0], THEN);
            return then == null ? LEFT : (Object) (JsValues.isCallable(then) ? 1 : 0);
        });
        glue.add("JsvGenerator_Check", -1444693643, (args, _) -> hasNoTag(args[0]));
        glue.add("JsvAsyncGenerator_Check", 910671565, (args, _) -> hasNoTag(args[0]));
        glue.add("JsvNoValue_Check", 558125452, (args, _) -> {
            boolean other = JsValues.isNullish(args[0]) || JsValues.isUndefined(JsPlain.get(args[0], NO_VALUE));
            return other ? 0 : LEFT;
        });
        glue.add("destroy_proxies", 718264139, (args, _) -> JsPlain.arrayLength(args[0]) == 0 ? 0 : LEFT);
        // Its expression fails wherever it is not false.
        glue.add("is_comlink_proxy", 1159037976, (_, _) -> 0);
        glue.add("__hiwire_deduplicate_get", 716143212, (args, _) -> {
            JsPlain.JsMap map = keyed(args);
            if (map == null) {
                return LEFT;
            }
            return map.get(args[1]) instanceof Integer reference ? reference : 0;
        });
        glue.add("__hiwire_deduplicate_set", -1353351130, (args, _) -> {
            JsPlain.JsMap map = keyed(args);
            if (map == null) {
                return LEFT;
            }
            map.set(args[1], args[2]);
            return 0;
        });
        glue.add("__hiwire_deduplicate_delete", -421320394, (args, _) -> {
            JsPlain.JsMap map = keyed(args);
            if (map == null) {
                return LEFT;
            }
            map.delete(args[1]);
            return 0;
        });
    }

    /** The map of a call, if the key is an object. */
    private static JsPlain.JsMap keyed(Object[] args) {
        return JsValues.isObject(args[1]) ? JsPlain.map(args[0]) : null;
    }

    private Object attribute(Object object, int name) {
        Object key = JsValues.isObject(object) ? strings.identifier(name) : null;
        if (key == null || NUMBERS.contains(key)) {
            return LEFT;
        }
        Object value = JsPlain.get(object, key);
        return value == null || JsValues.isUndefined(value) ? LEFT : ImportShortcut.external(value);
    }

    private Object call(Object[] args, HostFunction function) {
        Object callable = args[0];
        int count = (int) JsPlain.arrayLength(args[2]);
        if (count < 0 || !JsValues.isCallable(callable) || args[1] instanceof EqObject) {
            return LEFT;
        }
        Object[] arguments = new Object[count];
        for (int i = 0; i < count; i++) {
            arguments[i] = JsPlain.element(args[2], i);
            if (arguments[i] == null) {
                return LEFT;
            }
        }
        if (once.schedule(callable, arguments)) {
            return ImportShortcut.external(JsValues.undefined());
        }
        try {
            Object self = args[1] == null ? JsValues.nullValue() : args[1];
            return ImportShortcut.external(JsValues.call(callable, self, arguments));
        } catch (RuntimeException e) {
            if (!JsValues.isJsThrow(e)) {
                throw e;
            }
            thrown = e;
            return function.call(new Object[] {rethrow, args[1], args[2]})[0];
        }
    }

    private static Object hasNoTag(Object value) {
        if (JsValues.isNullish(value)) {
            return 0;
        }
        Object tag = JsPlain.get(value, JsPlain.toStringTag());
        return tag != null && JsValues.isUndefined(tag) ? 0 : LEFT;
    }
}
