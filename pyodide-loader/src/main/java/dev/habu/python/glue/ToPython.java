package dev.habu.python.glue;

import static dev.habu.js.wasm.ImportShortcut.LEFT;

import dev.habu.js.JsPlain;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.js.wasm.ImportShortcut;
import dev.habu.wasm.EqObject;
import dev.habu.wasm.HostFunction;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/** Values of JavaScript become Python objects: {@code js2python} of the glue. Addresses are WebAssembly's; 0 says that Python's error is set. */
final class ToPython {
    private static final double LARGEST_SAFE_INTEGER = 9007199254740991.0;
    private static final int DEEPEST = 200;

    private final Strings strings;
    private final Glue.Export none;
    private final Glue.Export jsNull;
    private final Glue.Export yes;
    private final Glue.Export no;
    private final Glue.Export whole;
    private final Glue.Export fraction;
    private final Glue.Export proxy;
    private final Glue.Export newList;
    private final Glue.Export setItem;
    private final Glue.Export newDict;
    private final Glue.Export setEntry;
    private final Glue.Export incRef;
    private final Glue.Export decRef;

    // Prototypes that are none of a PyProxy.
    private final Set<Object> foreign = Collections.newSetFromMap(new WeakHashMap<>());

    private ToPython(Glue glue, Strings strings) {
        this.strings = strings;
        none = glue.new Export("_js2python_none");
        jsNull = glue.new Export("_js2python_null");
        yes = glue.new Export("_js2python_true");
        no = glue.new Export("_js2python_false");
        whole = glue.new Export("PyLong_FromDouble");
        fraction = glue.new Export("PyFloat_FromDouble");
        proxy = glue.new Export("JsProxy_create");
        newList = glue.new Export("PyList_New");
        setItem = glue.new Export("PyList_SetItem");
        newDict = glue.new Export("PyDict_New");
        setEntry = glue.new Export("PyDict_SetItem");
        incRef = glue.new Export("Py_IncRef");
        decRef = glue.new Export("Py_DecRef");
    }

    static void addTo(Glue glue, JsRuntime js, Strings strings) {
        ToPython here = new ToPython(glue, strings);
        TypeFlags typeFlags = new TypeFlags(js, here::isForeign);
        glue.add("JsProxy_compute_typeflags", -1713006082, (args, _) -> typeFlags.of(args[0], (int) args[1] != 0));
        glue.add("pyproxy_Check", -1686414155, here::isPyProxy);
        glue.add("js2python_js", 740778458, (args, _) -> here.convert(args[0]));
        glue.add("js2python_immutable_js", -331438606, (args, _) -> {
            Object value = args[0];
            return JsValues.isObject(value) ? here.isForeign(value) ? 0 : LEFT : here.primitive(value);
        });
        glue.add("js2python_convert", -530705480, (args, _) -> here.deep(args[0], (int) args[1], args[2]));
    }

    private Object isPyProxy(Object[] args, HostFunction function) {
        Object value = args[0];
        if (isForeign(value)) {
            return 0;
        }
        int answer = (int) function.call(args)[0];
        if (answer == 0) {
            remember(value);
        }
        return answer;
    }

    /** Whether a value is certainly no PyProxy. */
    private boolean isForeign(Object value) {
        if (!JsValues.isObject(value)) {
            return !(value instanceof EqObject);
        }
        Object prototype = JsPlain.prototype(value);
        while (prototype != null && foreign.contains(prototype)) {
            prototype = JsPlain.prototype(prototype);
        }
        return prototype != null && JsValues.isNullish(prototype);
    }

    /** The glue has found that a value is no PyProxy: so no prototype of its is one of PyProxies, now and later. */
    private void remember(Object value) {
        Object prototype = JsPlain.prototype(value);
        while (prototype != null && !JsValues.isNullish(prototype)) {
            foreign.add(prototype);
            prototype = JsPlain.prototype(prototype);
        }
    }

    /** A Python object for any value, a JsProxy for objects; its address or {@code LEFT}. */
    private Object convert(Object value) {
        if (!JsValues.isObject(value)) {
            return primitive(value);
        }
        return isForeign(value) ? (Object) proxy.call(value) : LEFT;
    }

    private Object primitive(Object value) {
        return switch (value) {
            case null -> jsNull.call();
            case Boolean b -> (b ? yes : no).call();
            case Integer i -> whole.call((double) i);
            case Double d ->
                (Math.rint(d) == d && Math.abs(d) <= LARGEST_SAFE_INTEGER ? whole : fraction).call((double) d);
            default -> {
                if (JsValues.isString(value)) {
                    yield strings.toPython(JsValues.toJavaString(value));
                }
                yield JsValues.isUndefined(value) ? (Object) none.call() : LEFT;
            }
        };
    }

    /** {@code to_py()} of arrays and literals down to the last primitive value. */
    private Object deep(Object value, int depth, Object defaultConverter) {
        boolean plain = depth < 0 && JsValues.isNullish(defaultConverter);
        return plain && JsValues.isObject(value) && isPlain(value, new IdentityHashMap<>(), 0)
                ? (Object) build(value, new IdentityHashMap<>())
                : LEFT;
    }

    private boolean isPlain(Object value, Map<Object, Object> seen, int depth) {
        if (!JsValues.isObject(value)) {
            return value instanceof Integer
                    || value instanceof Double
                    || value instanceof Boolean
                    || JsValues.isString(value)
                    || (JsValues.isNullish(value) && value != null);
        }
        if (seen.put(value, value) != null) {
            return true;
        }
        if (depth > DEEPEST || !isForeign(value)) {
            return false;
        }
        long length = JsPlain.arrayLength(value);
        if (length < 0) {
            Object[] entries = JsPlain.entries(value);
            if (entries == null) {
                return false;
            }
            for (int i = 1; i < entries.length; i += 2) {
                if (!isPlain(entries[i], seen, depth + 1)) {
                    return false;
                }
            }
            return true;
        }
        for (int i = 0; i < length; i++) {
            if (!isPlain(JsPlain.element(value, i), seen, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private int build(Object value, Map<Object, Integer> made) {
        if (!JsValues.isObject(value)) {
            return (int) primitive(ImportShortcut.external(value));
        }
        Integer known = made.get(value);
        if (known != null) {
            incRef.call(known);
            return known;
        }
        long length = JsPlain.arrayLength(value);
        return length < 0 ? dict(value, made) : list(value, (int) length, made);
    }

    private int list(Object array, int length, Map<Object, Integer> made) {
        int list = newList.call(length);
        if (list == 0) {
            return 0;
        }
        made.put(array, list);
        for (int i = 0; i < length; i++) {
            int item = build(JsPlain.element(array, i), made);
            if (item == 0 || setItem.call(list, i, item) == -1) {
                decRef.call(list);
                return 0;
            }
        }
        return list;
    }

    private int dict(Object object, Map<Object, Integer> made) {
        int dict = newDict.call();
        if (dict == 0) {
            return 0;
        }
        made.put(object, dict);
        Object[] entries = JsPlain.entries(object);
        for (int i = 0; i < entries.length; i += 2) {
            int key = build(entries[i], made);
            int value = key == 0 ? 0 : build(entries[i + 1], made);
            boolean failed = value == 0 || setEntry.call(dict, key, value) == -1;
            if (key != 0) {
                decRef.call(key);
            }
            if (value != 0) {
                decRef.call(value);
            }
            if (failed) {
                decRef.call(dict);
                return 0;
            }
        }
        return dict;
    }
}
