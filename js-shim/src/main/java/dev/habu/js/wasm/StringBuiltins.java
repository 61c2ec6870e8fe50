package dev.habu.js.wasm;

import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.Strings;
import dev.habu.js.JsValues;
import dev.habu.wasm.AbstractHeapType;
import dev.habu.wasm.ArrayInstance;
import dev.habu.wasm.FieldType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.HostFunction;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.PackedType;
import dev.habu.wasm.RecursionGroup;
import dev.habu.wasm.RefType;
import dev.habu.wasm.Trap;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.WasmFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The functions of the builtin set {@code js-string} (JS API, section 9.1): WebAssembly works on JavaScript's strings without a call into JavaScript. */
final class StringBuiltins {
    /** The name of the set in {@code {builtins: […]}}. */
    static final String SET = "js-string";

    /** The module that it is imported from. */
    static final String MODULE = "wasm:js-string";

    private static final ValueType I32 = NumberType.I32;
    private static final ValueType ANY = RefType.EXTERNREF;
    private static final ValueType STRING = new RefType(false, AbstractHeapType.EXTERN);
    private static final ValueType CHARS = arrayOfChars();
    private static final Map<String, WasmFunction> FUNCTIONS = new HashMap<>();

    static {
        define("test", List.of(ANY), I32, a -> JsValues.isString(a[0]) ? 1 : 0);
        define("cast", List.of(ANY), STRING, a -> string(a[0]));
        define("length", List.of(ANY), I32, a -> Strings.length(string(a[0])));
        define("charCodeAt", List.of(ANY, I32), I32, a -> {
            TruffleString string = string(a[0]);
            return (int) Strings.charAt(string, index(string, a[1]));
        });
        define("codePointAt", List.of(ANY, I32), I32, a -> {
            TruffleString string = string(a[0]);
            int index = index(string, a[1]);
            char first = Strings.charAt(string, index);
            if (Character.isHighSurrogate(first) && index + 1 < Strings.length(string)) {
                char second = Strings.charAt(string, index + 1);
                if (Character.isLowSurrogate(second)) {
                    return Character.toCodePoint(first, second);
                }
            }
            return (int) first;
        });
        define("fromCharCode", List.of(I32), STRING, a -> JsValues.string(String.valueOf((char) (int) a[0])));
        define("fromCodePoint", List.of(I32), STRING, a -> {
            if (!Character.isValidCodePoint((int) a[0])) {
                throw new Trap(Trap.Kind.CAST_FAILURE, Integer.toUnsignedString((int) a[0]) + " is no code point");
            }
            return JsValues.string(Character.toString((int) a[0]));
        });
        define("concat", List.of(ANY, ANY), STRING, a -> Strings.concat(string(a[0]), string(a[1])));
        define("substring", List.of(ANY, I32, I32), STRING, a -> {
            TruffleString string = string(a[0]);
            int start = clamped(string, a[1]);
            int end = clamped(string, a[2]);
            return start < end ? Strings.lazySubstring(string, start, end - start) : Strings.EMPTY_STRING;
        });
        define("equals", List.of(ANY, ANY), I32, a -> {
            TruffleString first = a[0] == null ? null : string(a[0]);
            TruffleString second = a[1] == null ? null : string(a[1]);
            boolean equal = first == null ? second == null : second != null && Strings.equals(first, second);
            return equal ? 1 : 0;
        });
        define("compare", List.of(ANY, ANY), I32, a -> Integer.signum(Strings.compareTo(string(a[0]), string(a[1]))));
        define("fromCharCodeArray", List.of(CHARS, I32, I32), STRING, a -> {
            short[] array = chars(a[0]);
            int start = (int) a[1];
            int count = Math.toIntExact(range(array, start, Integer.toUnsignedLong((int) a[2])));
            char[] chars = new char[count];
            for (int i = 0; i < count; i++) {
                chars[i] = (char) array[start + i];
            }
            return JsValues.string(new String(chars));
        });
        define("intoCharCodeArray", List.of(ANY, CHARS, I32), I32, a -> {
            String string = string(a[0]).toJavaStringUncached();
            short[] array = chars(a[1]);
            int start = (int) a[2];
            range(array, start, string.length());
            for (int i = 0; i < string.length(); i++) {
                array[start + i] = (short) string.charAt(i);
            }
            return string.length();
        });
    }

    private StringBuiltins() {}

    private interface Body {
        Object apply(Object[] arguments);
    }

    /** The function of a name, or null if the set has none. */
    static WasmFunction get(String name) {
        return FUNCTIONS.get(name);
    }

    private static void define(String name, List<ValueType> params, ValueType result, Body body) {
        HostFunction host = arguments -> new Object[] {body.apply(arguments)};
        FUNCTIONS.put(name, WasmFunction.of(new FunctionType(params, List.of(result)), host));
    }

    private static ValueType arrayOfChars() {
        RecursionGroup group = RecursionGroup.of(List.of(RecursionGroup.Kind.ARRAY));
        group.array(0, new FieldType(PackedType.I16, true));
        return new RefType(true, group.types().getFirst());
    }

    private static TruffleString string(Object value) {
        if (value instanceof TruffleString string) {
            return string;
        }
        throw new Trap(Trap.Kind.CAST_FAILURE, "not a string");
    }

    private static int index(TruffleString string, Object value) {
        int index = (int) value;
        if (index < 0 || index >= Strings.length(string)) {
            throw new Trap(
                    Trap.Kind.ARRAY_OUT_OF_BOUNDS,
                    "index " + Integer.toUnsignedString(index) + " of a string of length " + Strings.length(string));
        }
        return index;
    }

    private static int clamped(TruffleString string, Object value) {
        return (int) Math.min(Integer.toUnsignedLong((int) value), Strings.length(string));
    }

    private static short[] chars(Object array) {
        if (array == null) {
            throw new Trap(Trap.Kind.NULL_ARRAY_REFERENCE);
        }
        return ((ArrayInstance.I16) array).elements;
    }

    /** Checks that an array has {@code count} elements from {@code start}, and returns how many. */
    private static long range(short[] array, int start, long count) {
        if (Integer.toUnsignedLong(start) + count > array.length) {
            throw new Trap(
                    Trap.Kind.ARRAY_OUT_OF_BOUNDS,
                    count + " elements from " + Integer.toUnsignedString(start) + " of " + array.length);
        }
        return count;
    }
}
