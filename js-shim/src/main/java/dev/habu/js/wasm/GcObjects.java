package dev.habu.js.wasm;

import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSObjectFactory;
import com.oracle.truffle.js.runtime.builtins.JSOrdinary;
import com.oracle.truffle.js.runtime.builtins.JSProxy;
import com.oracle.truffle.js.runtime.builtins.JSProxyObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.Null;
import dev.habu.js.HostFunction;
import dev.habu.js.JsValues;
import dev.habu.wasm.EqObject;
import dev.habu.wasm.I31;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Structures and arrays in JavaScript (JS API, section 5.6, Exported GC Objects): objects without properties and prototype, one for each structure or
 * array as long as somebody holds it. Small integers are numbers.
 *
 * <p>Whatever would change such an object throws, in sloppy code, too. Among JavaScript's objects only a proxy does that: its target holds the structure or array,
 * and its handler refuses.
 */
final class GcObjects {
    private final JSRealm realm;
    private final JSObjectFactory targets;
    private final JSObject handler;

    /** A value holds its key, so it must not be held here. */
    private final Map<EqObject, WeakReference<JSProxyObject>> known = new WeakHashMap<>();

    GcObjects(JSRealm realm, Functions functions) {
        this.realm = realm;
        JSContext context = realm.getContext();
        targets = JSObjectFactory.createUnbound(
                context, context.makeEmptyShapeWithPrototypeInObject(JSOrdinary.BARE_INSTANCE));
        handler = JSOrdinary.createWithNullPrototype(context);
        HostFunction refusal = (self, args) -> {
            throw JsValues.typeError("WebAssembly objects are opaque: they cannot be changed");
        };
        for (String trap : List.of("set", "defineProperty", "deleteProperty", "setPrototypeOf", "preventExtensions")) {
            JsValues.set(handler, trap, functions.function(trap, 0, refusal));
        }
    }

    /** The JavaScript value for a reference that is none to a function or exception. */
    Object toJs(Object reference) {
        return switch (reference) {
            case null -> Null.instance;
            case I31 integer -> integer.signed();
            case EqObject object -> objectOf(object);
            default -> reference;
        };
    }

    private JSProxyObject objectOf(EqObject object) {
        WeakReference<JSProxyObject> reference = known.get(object);
        JSProxyObject made = reference == null ? null : reference.get();
        if (made == null) {
            ApiObject target = new ApiObject(targets.getShape(realm, Null.instance), Null.instance, object);
            targets.initProto(target, realm, Null.instance);
            target.preventExtensions(true);
            made = JSProxy.create(realm.getContext(), realm, target, handler);
            known.put(object, new WeakReference<>(made));
        }
        return made;
    }

    /** The structure or array that a JavaScript value stands for; any other value is a reference to itself, null is Java's null. */
    @SuppressWarnings("ReferenceEquality") // JavaScript's null is one object.
    static Object toWasm(Object value) {
        return value == Null.instance
                ? null
                : value instanceof JSProxyObject proxy
                                && proxy.getProxyTarget() instanceof ApiObject target
                                && target.slot() instanceof EqObject slot
                        ? slot
                        : value;
    }
}
