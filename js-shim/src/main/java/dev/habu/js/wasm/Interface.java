package dev.habu.js.wasm;

import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.Symbol;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.builtins.JSObjectFactory;
import com.oracle.truffle.js.runtime.builtins.JSOrdinary;
import com.oracle.truffle.js.runtime.objects.JSAttributes;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;
import com.oracle.truffle.js.runtime.objects.Undefined;
import dev.habu.js.HostFunction;
import dev.habu.js.JsValues;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One interface of the {@code WebAssembly} namespace as Web IDL lays it out: constructor, prototype, members, and the check that a receiver is one of its
 * objects.
 *
 * @param <S> what the objects hold in their internal slot
 */
final class Interface<S> {
    private final ApiRealm realm;
    private final String name;
    private final Class<S> slotType;
    private final JSObject prototype;
    private final JSFunctionObject constructor;
    private final JSObjectFactory objects;
    private final Function<S, Object> knownObject;
    private final BiConsumer<S, Object> remember;

    /**
     * Defines an interface without members.
     *
     * @param length the number of required arguments of its constructor
     * @param create makes the slot of a new object out of the constructor's arguments, of which there are at least {@code length}
     * @param knownObject the object that stands for a slot already, or null; {@code remember} sets it
     */
    Interface(
            ApiRealm realm,
            String name,
            Class<S> slotType,
            int length,
            Function<Object[], S> create,
            Function<S, Object> knownObject,
            BiConsumer<S, Object> remember) {
        this.realm = realm;
        this.name = name;
        this.slotType = slotType;
        this.knownObject = knownObject;
        this.remember = remember;
        prototype = JSOrdinary.createInit(realm.js());
        JSContext context = realm.js().getContext();
        // BARE_INSTANCE: a layout that subclasses of JSObject may have.
        objects = JSObjectFactory.createUnbound(
                context, context.makeEmptyShapeWithPrototypeInObject(JSOrdinary.BARE_INSTANCE));
        constructor = realm.functions().constructor(name, length, (newTarget, args) -> {
            Idl.requireArguments(args, length, "WebAssembly." + name);
            return newObject(create.apply(args), prototypeFor(newTarget));
        });
        JSObjectUtil.putDataProperty(
                constructor, JSObject.PROTOTYPE, prototype, JSAttributes.notConfigurableNotEnumerableNotWritable());
        JSObjectUtil.putDataProperty(
                prototype, JSObject.CONSTRUCTOR, constructor, JSAttributes.configurableNotEnumerableWritable());
        JSObjectUtil.putDataProperty(
                prototype,
                Symbol.SYMBOL_TO_STRING_TAG,
                string("WebAssembly." + name),
                JSAttributes.configurableNotEnumerableNotWritable());
    }

    private JSDynamicObject prototypeFor(JSDynamicObject newTarget) {
        return JSObject.get(newTarget, JSObject.PROTOTYPE) instanceof JSObject own ? own : prototype;
    }

    private ApiObject newObject(S slot, JSDynamicObject proto) {
        ApiObject object = new ApiObject(objects.getShape(realm.js(), proto), proto, slot);
        objects.initProto(object, realm.js(), proto);
        remember.accept(slot, object);
        return object;
    }

    /** The object that stands for {@code slot}, made if there is none. */
    Object objectOf(S slot) {
        Object known = knownObject.apply(slot);
        return known == null ? newObject(slot, prototype) : known;
    }

    /** The slot of a value that is an object of this interface; null for any other value. */
    S unwrap(Object value) {
        return value instanceof ApiObject object && slotType.isInstance(object.slot())
                ? slotType.cast(object.slot())
                : null;
    }

    /** As {@link #unwrap}; throws a TypeError into JavaScript for other values, which {@code what} names. */
    S require(Object value, String what) {
        S slot = unwrap(value);
        if (slot == null) {
            throw JsValues.typeError(what + " must be a WebAssembly." + name);
        }
        return slot;
    }

    JSFunctionObject constructor() {
        return constructor;
    }

    /** Adds a method of the objects; {@code length} arguments are required. */
    Interface<S> method(String member, int length, BiFunction<S, Object[], Object> body) {
        String path = "WebAssembly." + name + "." + member;
        String receiver = receiver(member + "()");
        return put(prototype, member, length, (self, args) -> {
            S slot = require(self, receiver);
            Idl.requireArguments(args, length, path);
            return body.apply(slot, args);
        });
    }

    /** Adds a function of the constructor; {@code length} arguments are required. */
    Interface<S> staticMethod(String member, int length, Function<Object[], Object> body) {
        return put(constructor, member, length, (self, args) -> {
            Idl.requireArguments(args, length, "WebAssembly." + name + "." + member);
            return body.apply(args);
        });
    }

    private Interface<S> put(JSObject holder, String member, int length, HostFunction body) {
        JSObjectUtil.putDataProperty(
                holder,
                string(member),
                realm.functions().function(member, length, body),
                JSAttributes.configurableEnumerableWritable());
        return this;
    }

    /** Adds an attribute that cannot be set. */
    Interface<S> attribute(String member, Function<S, Object> getter) {
        return accessor(member, getter, Undefined.instance);
    }

    /** Adds an attribute. */
    Interface<S> attribute(String member, Function<S, Object> getter, BiConsumer<S, Object> setter) {
        String receiver = receiver(member);
        return accessor(member, getter, realm.functions().function("set " + member, 1, (self, args) -> {
            setter.accept(require(self, receiver), JsValues.arg(args, 0));
            return Undefined.instance;
        }));
    }

    private Interface<S> accessor(String member, Function<S, Object> getter, JSDynamicObject setter) {
        String receiver = receiver(member);
        JSObjectUtil.putBuiltinAccessorProperty(
                prototype,
                string(member),
                realm.functions().function("get " + member, 0, (self, args) -> getter.apply(require(self, receiver))),
                setter,
                JSAttributes.configurableEnumerableWritable());
        return this;
    }

    private String receiver(String member) {
        return "WebAssembly." + name + "." + member + ": receiver";
    }

    private static TruffleString string(String value) {
        return (TruffleString) JsValues.string(value);
    }
}
