package dev.habu.js;

import com.oracle.truffle.api.object.Property;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.Symbol;
import com.oracle.truffle.js.runtime.array.ScriptArray;
import com.oracle.truffle.js.runtime.builtins.JSArray;
import com.oracle.truffle.js.runtime.builtins.JSArrayObject;
import com.oracle.truffle.js.runtime.builtins.JSBooleanObject;
import com.oracle.truffle.js.runtime.builtins.JSDictionary;
import com.oracle.truffle.js.runtime.builtins.JSErrorObject;
import com.oracle.truffle.js.runtime.builtins.JSFinalizationRegistryObject;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.builtins.JSGlobalObject;
import com.oracle.truffle.js.runtime.builtins.JSMap;
import com.oracle.truffle.js.runtime.builtins.JSMapObject;
import com.oracle.truffle.js.runtime.builtins.JSNumberObject;
import com.oracle.truffle.js.runtime.builtins.JSObjectPrototypeObject;
import com.oracle.truffle.js.runtime.builtins.JSPromiseObject;
import com.oracle.truffle.js.runtime.builtins.JSProxy;
import com.oracle.truffle.js.runtime.builtins.JSProxyObject;
import com.oracle.truffle.js.runtime.builtins.JSSetObject;
import com.oracle.truffle.js.runtime.builtins.JSStringObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.JSOrdinaryObject;
import com.oracle.truffle.js.runtime.objects.JSProperty;
import com.oracle.truffle.js.runtime.objects.Null;
import com.oracle.truffle.js.runtime.objects.Undefined;
import com.oracle.truffle.js.runtime.util.JSHashMap;
import java.util.ArrayList;
import java.util.List;

/**
 * Operations on raw values (see {@link JsValues}) that never run a script. Where a getter, a Proxy or an exotic object would have a say they answer
 * {@code null} or {@code false} and have done nothing: the caller then goes the language's own way. Loop thread only.
 */
@SuppressWarnings("ReferenceEquality") // JavaScript objects are compared by identity.
public final class JsPlain {
    private static final Object CONSTRUCTOR = JsValues.string("constructor");
    private static final Object PUSH = JsValues.string("push");

    private JsPlain() {}

    /**
     * What {@code value[key]} is.
     *
     * @param key from {@link JsValues#string} and no number, or a symbol
     * @return the value, {@code undefined} if there is no such property, null if only a script can tell
     */
    public static Object get(Object value, Object key) {
        JSDynamicObject owner = owner(value, key);
        if (owner == null || owner == Null.instance) {
            return owner == null ? null : Undefined.instance;
        }
        Property property = owner.getShape().getProperty(key);
        return JSProperty.isData(property) && !JSProperty.isDataSpecial(property)
                ? JSDynamicObject.getOrNull(owner, key)
                : null;
    }

    /**
     * Whether a value or one of its prototypes has a property, a getter included.
     *
     * @param key as for {@link #get}
     * @return null if only a script can tell
     */
    public static Boolean has(Object value, Object key) {
        JSDynamicObject owner = owner(value, key);
        return owner == null ? null : (Boolean) (owner != Null.instance);
    }

    /** Whether reading {@code value[key]} surely runs no script, also where {@link #get} cannot say what it is. */
    public static boolean isQuiet(Object value, Object key) {
        JSDynamicObject owner = owner(value, key);
        return owner != null
                && (owner == Null.instance || JSProperty.isData(owner.getShape().getProperty(key)));
    }

    /** The object that a value has a property from: JavaScript's null if there is none, null if only a script can tell. */
    private static JSDynamicObject owner(Object value, Object key) {
        JSDynamicObject object = holder(value);
        while (object != Null.instance) {
            if (!isPlain(object)) {
                return null;
            }
            if (object.getShape().hasProperty(key)) {
                return object;
            }
            object = JSObject.getPrototype(object);
        }
        return object;
    }

    /** The next object of the value's prototype chain: JavaScript's null at its end, null if only a script can tell. */
    public static Object prototype(Object value) {
        return value instanceof JSDynamicObject object && isPlain(object) ? JSObject.getPrototype(object) : null;
    }

    /** The object whose properties a value has: itself, or the prototype of its primitive type. */
    private static JSDynamicObject holder(Object value) {
        JSRealm realm = JSRealm.get(null);
        return switch (value) {
            case Boolean b -> realm.getBooleanPrototype();
            case Number n -> realm.getNumberPrototype();
            case JSObject object -> object;
            default -> JsValues.isString(value) ? realm.getStringPrototype() : Undefined.instance;
        };
    }

    private static boolean isPlain(JSDynamicObject object) {
        return switch (object) {
            // What was an object with many properties may have them in a table that shapes do not know.
            case JSOrdinaryObject o -> !JSDictionary.isJSDictionaryObject(o);
            case JSObjectPrototypeObject o -> true;
            case JSFunctionObject o -> true;
            case JSGlobalObject o -> true;
            case JSArrayObject o -> true;
            case JSPromiseObject o -> true;
            case JSErrorObject o -> true;
            case JSFinalizationRegistryObject o -> true;
            case JSMapObject o -> true;
            case JSSetObject o -> true;
            case JSNumberObject o -> true;
            case JSBooleanObject o -> true;
            case JSStringObject o -> true;
            default -> false;
        };
    }

    /** The handler of a Proxy, null for other values. */
    public static Object proxyHandler(Object value) {
        return value instanceof JSProxyObject proxy ? JSProxy.getHandler(proxy) : null;
    }

    /** The target of a Proxy, null for other values. */
    public static Object proxyTarget(Object value) {
        return value instanceof JSProxyObject proxy ? JSProxy.getTarget(proxy) : null;
    }

    /** The symbol of that description among an object's own keys, null if only a script can tell or there is none. */
    public static Object ownSymbol(Object value, String description) {
        if (value instanceof JSDynamicObject object && isPlain(object)) {
            for (Object key : JSObject.ownPropertyKeys(object)) {
                if (key instanceof Symbol symbol && JsValues.string(description).equals(symbol.getDescription())) {
                    return symbol;
                }
            }
        }
        return null;
    }

    /** The symbol {@code Symbol.toStringTag}. */
    public static Object toStringTag() {
        return Symbol.SYMBOL_TO_STRING_TAG;
    }

    /** The length of an array whose elements can be read without a script, -1 for all other values. */
    public static long arrayLength(Object value) {
        return JSArray.isJSFastArray(value) ? type(value).length((JSDynamicObject) value) : -1;
    }

    /** The element of an array for which {@link #arrayLength} is larger than {@code index}; null for a hole. */
    public static Object element(Object array, long index) {
        ScriptArray type = type(array);
        JSDynamicObject object = (JSDynamicObject) array;
        return type.hasElement(object, index) ? type.getElement(object, index) : null;
    }

    /**
     * The own enumerable properties of an object that was written as a literal, as {@code Object.entries} gives them.
     *
     * @return keys and values in turn; null for all other objects, and if one of the values needs a script
     */
    public static Object[] entries(Object value) {
        JSRealm realm = JSRealm.get(null);
        if (!(value instanceof JSOrdinaryObject object)
                || JSObject.getPrototype(object) != realm.getObjectPrototype()
                || !Undefined.instance.equals(get(value, Symbol.SYMBOL_TO_STRING_TAG))
                || get(value, CONSTRUCTOR) != realm.getObjectConstructor()) {
            return null;
        }
        List<Object> entries = new ArrayList<>();
        for (Object key : JSObject.ownPropertyKeys(object)) {
            Property property = object.getShape().getProperty(key);
            if (property == null || !JSProperty.isData(property) || JSProperty.isDataSpecial(property)) {
                return null;
            }
            if (JsValues.isString(key) && JSProperty.isEnumerable(property)) {
                entries.add(key);
                entries.add(JSDynamicObject.getOrNull(object, key));
            }
        }
        return entries.toArray();
    }

    private static ScriptArray type(Object array) {
        return ((JSArrayObject) array).getArrayType();
    }

    /**
     * What {@code array.push(value)} does.
     *
     * @return the new length, -1 if it is left to {@code push}
     */
    public static long push(Object array, Object value) {
        long length = arrayLength(array);
        if (length < 0 || length >= Integer.MAX_VALUE) {
            return -1;
        }
        JSArrayObject object = (JSArrayObject) array;
        JSRealm realm = JSRealm.get(null);
        ScriptArray type = object.getArrayType();
        boolean ordinary = JSObject.getPrototype(object) == realm.getArrayPrototype()
                && object.getShape().getProperty(PUSH) == null
                && type.isExtensible()
                && !type.isSealed()
                && !type.isLengthNotWritable()
                && realm.getContext().getArrayPrototypeNoElementsAssumption().isValid();
        if (!ordinary) {
            return -1;
        }
        object.setArrayType(type.setElement(object, length, value, false));
        return length + 1;
    }

    /** A new empty array. */
    public static Object newArray() {
        JSRealm realm = JSRealm.get(null);
        return JSArray.createEmptyZeroLength(realm.getContext(), realm);
    }

    /** The entries of a {@code Map}, null for other values. Keys must be ints, strings, booleans or objects. */
    public static JsMap map(Object value) {
        return value instanceof JSMapObject map ? new JsMap(JSMap.getInternalMap(map)) : null;
    }

    /** The entries of a JavaScript {@code Map} as its built-in methods see them. */
    public record JsMap(JSHashMap entries) {
        /** The value, or null if there is none. */
        public Object get(Object key) {
            return entries.get(key);
        }

        public void set(Object key, Object value) {
            entries.put(key, value);
        }

        public void delete(Object key) {
            entries.remove(key);
        }
    }
}
