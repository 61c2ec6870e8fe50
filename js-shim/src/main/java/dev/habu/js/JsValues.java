package dev.habu.js;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.BigInt;
import com.oracle.truffle.js.runtime.Errors;
import com.oracle.truffle.js.runtime.GraalJSException;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.JSRuntime;
import com.oracle.truffle.js.runtime.Symbol;
import com.oracle.truffle.js.runtime.UserScriptException;
import com.oracle.truffle.js.runtime.builtins.JSArray;
import com.oracle.truffle.js.runtime.builtins.JSFunction;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.builtins.JSOrdinary;
import com.oracle.truffle.js.runtime.builtins.JSPromise;
import com.oracle.truffle.js.runtime.objects.JSAttributes;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;
import com.oracle.truffle.js.runtime.objects.Null;
import com.oracle.truffle.js.runtime.objects.Nullish;
import com.oracle.truffle.js.runtime.objects.Undefined;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.PolyglotException;

/**
 * Raw JavaScript values: what a {@link HostFunction} receives and returns.
 *
 * <p>A number is an {@link Integer} or a {@link Double}, a boolean a {@link Boolean}; strings, bigints, symbols,
 * objects, {@code undefined} and {@code null} are opaque and handled through the methods here. Raw values are passed
 * instead of polyglot ones because a call then costs a fifth, and because no Java object can leak into a script.
 * Everything here runs on the loop thread of the runtime that the values belong to.
 */
public final class JsValues {
    private static final TruffleString.FromJavaStringNode FROM_JAVA = TruffleString.FromJavaStringNode.getUncached();

    private JsValues() {}

    /** The JavaScript value {@code undefined}. */
    public static Object undefined() {
        return Undefined.instance;
    }

    /** The JavaScript value {@code null}. */
    public static Object nullValue() {
        return Null.instance;
    }

    /** Whether the value is {@code undefined} or {@code null}. */
    public static boolean isNullish(Object value) {
        return value instanceof Nullish || value == null;
    }

    public static boolean isUndefined(Object value) {
        return value == null || Undefined.instance.equals(value);
    }

    public static boolean isString(Object value) {
        return value instanceof TruffleString;
    }

    public static boolean isObject(Object value) {
        return value instanceof JSObject;
    }

    public static boolean isCallable(Object value) {
        return JSRuntime.isCallable(value);
    }

    public static boolean isSymbol(Object value) {
        return value instanceof Symbol;
    }

    public static boolean isBigInt(Object value) {
        return value instanceof BigInt;
    }

    /** The argument at {@code index}, undefined if the caller passed fewer. */
    public static Object arg(Object[] args, int index) {
        return index < args.length ? args[index] : Undefined.instance;
    }

    /** A JavaScript string; also a property key. Keep it in a constant when it is used often. */
    public static Object string(String value) {
        return FROM_JAVA.execute(value, TruffleString.Encoding.UTF_16);
    }

    /** A JavaScript string of bytes that are ISO-8859-1 characters. */
    static Object latin1String(byte[] bytes) {
        return string(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** ECMAScript ToString; throws a TypeError into JavaScript for a symbol. */
    public static String toJavaString(Object value) {
        return JSRuntime.toString(value).toJavaStringUncached();
    }

    /** Text for a log or a message; never throws and never runs script. */
    public static String describe(Object value) {
        return JSRuntime.safeToString(value).toJavaStringUncached();
    }

    /** ECMAScript ToNumber. */
    public static double toDouble(Object value) {
        return value instanceof Integer i ? i : JSRuntime.toDouble(value);
    }

    /** ECMAScript ToInt32. */
    public static int toInt32(Object value) {
        return value instanceof Integer i ? i : JSRuntime.toInt32(value);
    }

    /** ECMAScript ToBoolean. */
    public static boolean toBoolean(Object value) {
        return JSRuntime.toBoolean(value);
    }

    /** A JavaScript bigint of a signed 64-bit value. */
    public static Object bigInt(long value) {
        return BigInt.valueOf(value);
    }

    public static Object bigInt(BigInteger value) {
        return BigInt.fromBigInteger(value);
    }

    /** ECMAScript ToBigInt, then the low 64 bits (ToBigInt64). */
    public static long toBigInt64(Object value) {
        return JSRuntime.toBigInt(value).longValue();
    }

    /** A JavaScript number: an {@link Integer} where the value fits, so that scripts take the fast integer paths. */
    public static Object number(long value) {
        return value == (int) value ? (Object) (int) value : (Object) (double) value;
    }

    /** Converts what Java code returns: {@code null} to undefined, {@link String} and {@code long}; others as they are. */
    static Object fromJava(Object value) {
        if (value == null) {
            return Undefined.instance;
        }
        if (value instanceof String string) {
            return string(string);
        }
        if (value instanceof Long number) {
            return number(number);
        }
        return value;
    }

    /** A new ordinary object. */
    public static Object newObject() {
        JSRealm realm = JSRealm.get(null);
        return JSOrdinary.create(realm.getContext(), realm);
    }

    /** A new ordinary object with another prototype. */
    public static Object newObject(Object prototype) {
        return JSOrdinary.createWithPrototype(
                (JSDynamicObject) prototype, JSRealm.get(null).getContext());
    }

    /** A new array that takes over {@code elements}. */
    public static Object newArray(Object... elements) {
        JSRealm realm = JSRealm.get(null);
        return JSArray.createConstantObjectArray(realm.getContext(), realm, elements);
    }

    public static Object get(Object object, String key) {
        return JSObject.get((JSDynamicObject) object, string(key));
    }

    /** Reads a property; {@code key} comes from {@link #string} or is a symbol. */
    public static Object get(Object object, Object key) {
        return JSObject.get((JSDynamicObject) object, key);
    }

    public static Object getElement(Object object, long index) {
        return JSObject.get((JSDynamicObject) object, index);
    }

    /** Writes a property; {@code value} is converted like a {@link HostFunction}'s result. */
    public static void set(Object object, String key, Object value) {
        JSObject.set((JSDynamicObject) object, string(key), fromJava(value));
    }

    /** Writes a property; {@code key} comes from {@link #string} or is a symbol. */
    public static void set(Object object, Object key, Object value) {
        JSObject.set((JSDynamicObject) object, key, fromJava(value));
    }

    /** Defines what a class's method is: a property that {@code for in} does not list. */
    public static void define(Object object, String key, Object value) {
        JSObjectUtil.putDataProperty(
                (JSDynamicObject) object,
                string(key),
                fromJava(value),
                JSAttributes.configurableNotEnumerableWritable());
    }

    /** Calls a JavaScript function. What it throws passes through as the same exception. */
    public static Object call(Object function, Object self, Object... args) {
        return function instanceof JSFunctionObject f
                ? JSFunction.call(f, self, args)
                : JSRuntime.call(function, self, args);
    }

    /** JavaScript's {@code new constructor(...args)}. */
    public static Object construct(Object constructor, Object... args) {
        return JSRuntime.construct(constructor, args);
    }

    public static Object call(Object object, String method, Object... args) {
        return call(get(object, method), object, args);
    }

    /** A value that a script can keep and hand back but not look into: it stands for a Java object. */
    public static Object opaque(Object javaObject) {
        return new Opaque(javaObject);
    }

    /** The Java object behind a value of {@link #opaque}, or null if it is none or of another type. */
    public static <T> T fromOpaque(Object value, Class<T> type) {
        return value instanceof Opaque opaque && type.isInstance(opaque.object()) ? type.cast(opaque.object()) : null;
    }

    private record Opaque(Object object) implements TruffleObject {}

    public static boolean isPromise(Object value) {
        return JSPromise.isJSPromise(value);
    }

    /** An exception that throws {@code new TypeError(message)} into JavaScript. */
    public static RuntimeException typeError(String message) {
        return Errors.createTypeError(message);
    }

    public static RuntimeException rangeError(String message) {
        return Errors.createRangeError(message);
    }

    public static RuntimeException error(String message) {
        return Errors.createError(message);
    }

    /** An exception that throws {@code value}, whatever it is, into JavaScript. */
    public static RuntimeException thrown(Object value) {
        return UserScriptException.create(value);
    }

    /** Whether this exception is one that JavaScript's {@code catch} would see. */
    public static boolean isJsThrow(Throwable e) {
        return e instanceof AbstractTruffleException || e instanceof StackOverflowError;
    }

    /** The JavaScript value that {@code catch} would bind for this exception. */
    @TruffleBoundary
    public static Object thrownValue(Throwable e) {
        return switch (e) {
            case GraalJSException js -> js.getErrorObject();
            case AbstractTruffleException guest -> guest;
            case PolyglotException polyglot -> thrownValue(thrownBy(polyglot));
            case StackOverflowError overflow ->
                thrownValue(Errors.createRangeError("Maximum call stack size exceeded"));
            default -> thrownValue(Errors.createError(e.getMessage() == null ? e.toString() : e.getMessage()));
        };
    }

    /** The exception inside a polyglot one, for rethrowing it on the JavaScript side. */
    static RuntimeException thrownBy(PolyglotException e) {
        return e.getGuestObject() != null && e.isGuestException()
                ? thrown(JsRuntime.raw(e.getGuestObject()))
                : Errors.createError(e.getMessage());
    }
}
