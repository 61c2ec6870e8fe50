package dev.habu.spec.differential;

import dev.habu.wasm.AbstractHeapType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.VectorType;
import java.util.List;
import java.util.Locale;

/** Values as text, the same for all engines: numbers by their bits, all NaNs alike, references only as null or not. */
final class ValueText {
    private ValueText() {}

    /** The word for a type in a plan. */
    static String type(ValueType type) {
        return type instanceof NumberType number ? number.name().toLowerCase(Locale.ROOT) : "ref";
    }

    /**
     * A value.
     *
     * @param bits a number's bits; for a reference 0 if it is null
     */
    static String of(ValueType type, long bits) {
        return switch (type) {
            case NumberType.I32 -> "i32:" + (int) bits;
            case NumberType.I64 -> "i64:" + bits;
            case NumberType.F32 ->
                "f32:" + (Float.isNaN(Float.intBitsToFloat((int) bits)) ? "nan" : Integer.toHexString((int) bits));
            case NumberType.F64 ->
                "f64:" + (Double.isNaN(Double.longBitsToDouble(bits)) ? "nan" : Long.toHexString(bits));
            default -> bits == 0 ? "null" : "ref";
        };
    }

    /** Whether a value of the type can be given to or taken from JavaScript, which every engine here is held to. */
    static boolean crosses(ValueType type) {
        return switch (type) {
            case NumberType n -> true;
            case VectorType v -> false;
            case RefType r ->
                !(r.heapType() instanceof AbstractHeapType heap
                        && (heap == AbstractHeapType.EXN || heap == AbstractHeapType.NOEXN));
        };
    }

    static boolean crosses(FunctionType type) {
        return crosses(type.params()) && crosses(type.results());
    }

    private static boolean crosses(List<ValueType> types) {
        return types.stream().allMatch(ValueText::crosses);
    }
}
