package dev.habu.js.wasm;

import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSObjectFactory;
import com.oracle.truffle.js.runtime.builtins.JSOrdinary;
import com.oracle.truffle.js.runtime.objects.Null;
import dev.habu.wasm.EqObject;
import dev.habu.wasm.I31;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Structures and arrays in JavaScript (JS API, section 5.6, Exported GC Objects): frozen objects without a prototype, one for each structure or array as long as
 * somebody holds it. Small integers are numbers.
 */
final class GcObjects {
    private final JSRealm realm;
    private final JSObjectFactory objects;

    /** A value holds its key, so it must not be held here. */
    private final Map<EqObject, WeakReference<ApiObject>> known = new WeakHashMap<>();

    GcObjects(JSRealm realm) {
        this.realm = realm;
        JSContext context = realm.getContext();
        objects = JSObjectFactory.createUnbound(
                context, context.makeEmptyShapeWithPrototypeInObject(JSOrdinary.BARE_INSTANCE));
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

    private ApiObject objectOf(EqObject object) {
        WeakReference<ApiObject> reference = known.get(object);
        ApiObject made = reference == null ? null : reference.get();
        if (made == null) {
            made = new ApiObject(objects.getShape(realm, Null.instance), Null.instance, object);
            objects.initProto(made, realm, Null.instance);
            made.preventExtensions(true);
            known.put(object, new WeakReference<>(made));
        }
        return made;
    }

    /** The structure or array that a JavaScript value stands for; any other value is a reference to itself, null is Java's null. */
    @SuppressWarnings("ReferenceEquality") // JavaScript's null is one object.
    static Object toWasm(Object value) {
        return value == Null.instance
                ? null
                : value instanceof ApiObject object && object.slot() instanceof EqObject slot ? slot : value;
    }
}
