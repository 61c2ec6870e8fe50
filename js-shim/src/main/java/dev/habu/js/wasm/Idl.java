package dev.habu.js.wasm;

import com.oracle.truffle.js.runtime.BigInt;
import com.oracle.truffle.js.runtime.JSRuntime;
import com.oracle.truffle.js.runtime.objects.IteratorRecord;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.habu.js.JsValues;
import dev.habu.wasm.Limits;
import java.util.ArrayList;
import java.util.List;

/** The conversions of Web IDL that the API's operations ask for; each throws a TypeError into JavaScript that names the argument. */
final class Idl {
    private static final long UINT32_MAX = 0xffff_ffffL;

    private Idl() {}

    static void requireArguments(Object[] args, int count, String operation) {
        if (args.length < count) {
            throw JsValues.typeError(operation + "(): " + count + " argument" + (count == 1 ? "" : "s")
                    + " required, but only " + args.length + " present");
        }
    }

    /** {@code [EnforceRange] unsigned long}. */
    static long unsignedLong(Object value, String what) {
        double number = JsValues.toDouble(value);
        double integer = number < 0 ? Math.ceil(number) : Math.floor(number);
        if (!(integer >= 0 && integer <= UINT32_MAX)) {
            throw JsValues.typeError(
                    what + " must be an integer from 0 to 4294967295, not " + JsValues.describe(value));
        }
        return (long) integer;
    }

    /** AddressValueToU64 (JS API, section 5.4): a number for 32-bit addresses, a BigInt for 64-bit ones; the result is unsigned. */
    static long address(Object value, boolean wide, String what) {
        if (!wide) {
            return unsignedLong(value, what);
        }
        BigInt number = JSRuntime.toBigInt(value);
        if (number.signum() < 0 || number.bigIntegerValue().bitLength() > Long.SIZE) {
            throw JsValues.typeError(what + " must be a BigInt from 0 to 2^64-1");
        }
        return number.longValue();
    }

    /** A size for JavaScript: the inverse of {@link #address}. */
    static Object addressToJs(long size, boolean wide) {
        return wide ? JsValues.bigInt(size) : JsValues.number(size);
    }

    /** A dictionary argument that has required members. */
    static Object dictionary(Object value, String what) {
        if (!JsValues.isObject(value)) {
            throw JsValues.typeError(what + " must be an object");
        }
        return value;
    }

    /** A member of a dictionary; undefined if it is missing. */
    static Object member(Object dictionary, String name) {
        return JSRuntime.get(dictionary, JsValues.string(name));
    }

    /** A required member of a dictionary. */
    static Object requiredMember(Object dictionary, String name, String what) {
        Object value = member(dictionary, name);
        if (JsValues.isUndefined(value)) {
            throw JsValues.typeError(what + ": property '" + name + "' is required");
        }
        return value;
    }

    /** Whether a descriptor asks for 64-bit addresses. */
    static boolean wideAddress(Object dictionary, String what) {
        Object value = member(dictionary, "address");
        if (JsValues.isUndefined(value)) {
            return false;
        }
        String text = JsValues.toJavaString(value);
        return switch (text) {
            case "i32" -> false;
            case "i64" -> true;
            default ->
                throw JsValues.typeError(
                        what + ": property 'address' must be \"i32\" or \"i64\", not \"" + text + "\"");
        };
    }

    /** The properties {@code initial} and {@code maximum} of a descriptor; throws a RangeError into JavaScript if they contradict. */
    static Limits limits(Object dictionary, boolean wide, String what) {
        long initial = address(requiredMember(dictionary, "initial", what), wide, what + ": property 'initial'");
        Object value = member(dictionary, "maximum");
        Long maximum = JsValues.isUndefined(value) ? null : address(value, wide, what + ": property 'maximum'");
        if (maximum != null && Long.compareUnsigned(initial, maximum) > 0) {
            throw JsValues.rangeError(what + ": property 'initial' is above 'maximum'");
        }
        return new Limits(initial, maximum);
    }

    /** {@code sequence<any>}. */
    static List<Object> sequence(Object value, String what) {
        if (!(value instanceof JSDynamicObject) || !JsValues.isObject(value)) {
            throw JsValues.typeError(what + " must be iterable");
        }
        IteratorRecord iterator = JSRuntime.getIterator(value);
        List<Object> values = new ArrayList<>();
        for (Object step = JSRuntime.iteratorStep(iterator);
                !Boolean.FALSE.equals(step);
                step = JSRuntime.iteratorStep(iterator)) {
            values.add(JSRuntime.iteratorValue(step));
        }
        return values;
    }
}
