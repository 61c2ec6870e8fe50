package dev.habu.python.glue;

import static dev.habu.js.wasm.ImportShortcut.LEFT;

import dev.habu.js.JsPlain;
import dev.habu.js.JsValues;
import dev.habu.js.wasm.ImportShortcut;
import dev.habu.wasm.EqObject;
import dev.habu.wasm.HostFunction;
import java.util.Set;

/** Python objects become values of JavaScript: {@code python2js} of the glue, and the arrays that it fills. */
final class ToJavaScript {
    // Module.error of the glue, once it has given it.
    private Object error;

    private ToJavaScript() {}

    static void addTo(Glue glue, Strings strings) {
        ToJavaScript here = new ToJavaScript();
        glue.add("JsvNum_fromInt", 1139001292, (args, _) -> args[0]);
        glue.add("JsvNum_fromDouble", 1203624904, (args, _) -> args[0]);
        glue.add("JsvArray_New", 1222293638, (_, _) -> JsPlain.newArray());
        glue.add("JsvArray_Push", -1793706177, (args, _) -> push(args[0], args[1]));
        glue.add("JsvArray_Get", 1958262022, (args, _) -> element(args[0], (int) args[1]));
        glue.add("_python2js_cache_lookup", 289791526, here::lookUp);
        glue.add("_python2js_add_to_cache", 1413053509, (args, _) -> {
            JsPlain.JsMap map = JsPlain.map(args[0]);
            if (map == null || args[2] == null || args[2] instanceof EqObject) {
                return LEFT;
            }
            map.set(args[1], args[2]);
            return 0;
        });
        ImportShortcut latin1 = (args, _) -> JsValues.string(strings.latin1((int) args[0], (int) args[1]));
        glue.add("_python2js_ascii", 836339399, latin1);
        glue.addAlone("_python2js_ucs1", Set.of(-972457927, 148791990, 1343653029), latin1);
        glue.addAlone(
                "_python2js_ucs2",
                Set.of(-772994100, 924102942, -977195251),
                (args, _) -> JsValues.string(strings.utf16((int) args[0], (int) args[1])));
        glue.addAlone(
                "_python2js_ucs4",
                Set.of(1730670275, 250554725, 865114580),
                (args, _) -> JsValues.string(strings.utf32((int) args[0], (int) args[1])));
    }

    private static Object push(Object array, Object value) {
        if (value instanceof EqObject) {
            return LEFT;
        }
        long length = JsPlain.push(array, value == null ? JsValues.nullValue() : value);
        return length < 0 ? LEFT : (Object) (int) length;
    }

    private static Object element(Object array, int index) {
        if (index < 0 || index >= JsPlain.arrayLength(array)) {
            return LEFT;
        }
        Object element = JsPlain.element(array, index);
        return element == null ? LEFT : ImportShortcut.external(element);
    }

    private Object lookUp(Object[] args, HostFunction function) {
        JsPlain.JsMap map = JsPlain.map(args[0]);
        if (map == null) {
            return LEFT;
        }
        Object known = map.get(args[1]);
        if (known != null) {
            return JsValues.isObject(known) ? ImportShortcut.external(known) : LEFT;
        }
        if (error == null) {
            error = function.call(args)[0];
        }
        return error;
    }
}
