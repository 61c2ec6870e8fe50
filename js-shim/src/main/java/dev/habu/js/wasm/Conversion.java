package dev.habu.js.wasm;

import com.oracle.truffle.js.runtime.BigInt;
import com.oracle.truffle.js.runtime.JSRuntime;
import com.oracle.truffle.js.runtime.objects.Null;
import com.oracle.truffle.js.runtime.objects.Undefined;
import dev.habu.js.JsValues;
import dev.habu.wasm.AbstractHeapType;
import dev.habu.wasm.FunctionReference;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.HeapType;
import dev.habu.wasm.I31;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.VectorType;
import dev.habu.wasm.WasmFunction;

/**
 * ToWebAssemblyValue and ToJSValue (JS API, section 5.6) for one value type. WebAssembly's null is Java's null; every other external reference is the raw
 * JavaScript value itself.
 */
abstract class Conversion {
    static final Conversion I32 = new Conversion() {
        @Override
        Object toWasm(Object value) {
            return value instanceof Integer ? value : (Integer) JSRuntime.toInt32(value);
        }

        @Override
        Object toJs(Object value) {
            return value;
        }

        @Override
        Object defaultValue() {
            return 0;
        }
    };

    static final Conversion I64 = new Conversion() {
        @Override
        Object toWasm(Object value) {
            return JsValues.toBigInt64(value);
        }

        @Override
        Object toJs(Object value) {
            return BigInt.valueOf((long) value);
        }

        @Override
        Object defaultValue() {
            return 0L;
        }
    };

    static final Conversion F32 = new Conversion() {
        @Override
        Object toWasm(Object value) {
            return (float) JsValues.toDouble(value);
        }

        @Override
        Object toJs(Object value) {
            return (double) (float) value;
        }

        @Override
        Object defaultValue() {
            return 0f;
        }
    };

    static final Conversion F64 = new Conversion() {
        @Override
        Object toWasm(Object value) {
            return value instanceof Double ? value : (Double) JsValues.toDouble(value);
        }

        @Override
        Object toJs(Object value) {
            return value;
        }

        @Override
        Object defaultValue() {
            return 0d;
        }
    };

    /** External references, and what becomes one by extern.convert_any. */
    private static final class External extends Conversion {
        private final GcObjects objects;

        External(GcObjects objects) {
            this.objects = objects;
        }

        @Override
        Object toWasm(Object value) {
            return GcObjects.toWasm(value);
        }

        @Override
        Object toJs(Object value) {
            return objects.toJs(value);
        }

        @Override
        Object defaultValue() {
            return Undefined.instance;
        }
    }

    /** The hierarchy of any: structures, arrays, small integers, and as any itself all values of JavaScript. Bottom types have null only. */
    private static final class Internal extends Conversion {
        private static final int MIN_I31 = -1 << 30;

        private final GcObjects objects;
        private final RefType type;

        Internal(GcObjects objects, RefType type) {
            this.objects = objects;
            this.type = type;
        }

        @Override
        Object toWasm(Object value) {
            Object reference = isI31(value) ? I31.of(((Number) value).intValue()) : GcObjects.toWasm(value);
            if (reference != null && !type.heapType().contains(reference)) {
                throw JsValues.typeError(JsValues.describe(value) + " is no value of the WebAssembly type " + type);
            }
            return reference;
        }

        private static boolean isI31(Object value) {
            return value instanceof Number number
                    && !(value instanceof BigInt)
                    && number.doubleValue() >= MIN_I31
                    && number.doubleValue() < -(double) MIN_I31
                    && number.intValue() == number.doubleValue();
        }

        @Override
        Object toJs(Object value) {
            return objects.toJs(value);
        }

        @Override
        Object defaultValue() {
            return null;
        }
    }

    private static final class NonNull extends Conversion {
        private final Conversion nullable;
        private final RefType type;

        NonNull(Conversion nullable, RefType type) {
            this.nullable = nullable;
            this.type = type;
        }

        @Override
        Object toWasm(Object value) {
            Object converted = nullable.toWasm(value);
            if (converted == null) {
                throw JsValues.typeError("null is not a value of the WebAssembly type " + type);
            }
            return converted;
        }

        @Override
        Object toJs(Object value) {
            return nullable.toJs(value);
        }
    }

    private static final class Functions extends Conversion {
        private final ApiRealm realm;
        private final RefType type;

        Functions(ApiRealm realm, RefType type) {
            this.realm = realm;
            this.type = type;
        }

        @Override
        Object toWasm(Object value) {
            FunctionReference reference = toReference(value);
            return reference == null ? null : reference.function();
        }

        @Override
        FunctionReference toReference(Object value) {
            if (isNull(value)) {
                return null;
            }
            if (value instanceof ExportedFunction function
                    && function.reference().type().matches(type.heapType())) {
                return function.reference();
            }
            throw JsValues.typeError("Only a function exported by WebAssembly or null can be converted to " + type
                    + ", not " + JsValues.describe(value));
        }

        @Override
        Object toJs(Object value) {
            return value == null ? Null.instance : realm.exportedFunction(((WasmFunction) value).reference());
        }

        @Override
        Object defaultValue() {
            return null;
        }
    }

    /** For types without values in JavaScript. */
    private static final class Impossible extends Conversion {
        private final ValueType type;

        Impossible(ValueType type) {
            this.type = type;
        }

        @Override
        Object toWasm(Object value) {
            throw refusal();
        }

        @Override
        Object toJs(Object value) {
            throw refusal();
        }

        @Override
        boolean isPossible() {
            return false;
        }

        private RuntimeException refusal() {
            return JsValues.typeError("A value of the WebAssembly type " + type + " cannot cross into JavaScript");
        }
    }

    private Conversion() {}

    @SuppressWarnings("ReferenceEquality") // JavaScript's null is one object.
    private static boolean isNull(Object value) {
        return value == Null.instance;
    }

    /** Makes the conversion for a type in a realm; see {@link ApiRealm#conversion}. */
    static Conversion of(ValueType type, ApiRealm realm) {
        return switch (type) {
            case NumberType.I32 -> I32;
            case NumberType.I64 -> I64;
            case NumberType.F32 -> F32;
            case NumberType.F64 -> F64;
            case VectorType v -> new Impossible(type);
            case RefType ref -> {
                Conversion nullable = ofNullable(ref, realm);
                yield ref.nullable() || !nullable.isPossible() ? nullable : new NonNull(nullable, ref);
            }
        };
    }

    private static Conversion ofNullable(RefType type, ApiRealm realm) {
        return switch (type.heapType()) {
            case AbstractHeapType.EXTERN -> new External(realm.gcObjects());
            case AbstractHeapType.FUNC, AbstractHeapType.NOFUNC -> new Functions(realm, type);
            case FunctionType function -> new Functions(realm, type);
            case AbstractHeapType.EXN, AbstractHeapType.NOEXN -> new Impossible(type);
            case HeapType other -> new Internal(realm.gcObjects(), type);
        };
    }

    /** Converts a raw JavaScript value; throws a TypeError into JavaScript if it has none in this type. */
    abstract Object toWasm(Object value);

    /** Converts a boxed WebAssembly value to a raw JavaScript one. */
    abstract Object toJs(Object value);

    /** As {@link #toWasm} for a function type, without making the function. */
    FunctionReference toReference(Object value) {
        throw new IllegalStateException("not a function type");
    }

    /** DefaultValue (JS API, section 5.5), as {@link #toWasm} returns it. */
    Object defaultValue() {
        throw JsValues.typeError("The WebAssembly type has no default value");
    }

    /** Whether values of the type can cross at all. */
    boolean isPossible() {
        return true;
    }
}
