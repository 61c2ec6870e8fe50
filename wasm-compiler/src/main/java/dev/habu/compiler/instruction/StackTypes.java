package dev.habu.compiler.instruction;

import dev.habu.wasm.AbstractHeapType;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.VectorType;
import java.util.ArrayList;
import java.util.List;

/** The letters of stack types in the rows of {@link Instruction}, which explains them. */
final class StackTypes {
    private StackTypes() {}

    /** The types that the letters stand for; four times, for each answer to which of the memories or tables have 64-bit addresses. */
    static List<List<ValueType>> of(String letters) {
        List<ValueType> narrow = of(letters, 0);
        return letters.matches(".*[xyz].*")
                ? List.of(narrow, of(letters, 1), of(letters, 2), of(letters, 3))
                : List.of(narrow, narrow, narrow, narrow);
    }

    private static List<ValueType> of(String letters, int wide) {
        List<ValueType> types = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            types.add(
                    switch (letters.charAt(i)) {
                        case 'x' -> address((wide & 1) != 0);
                        case 'y' -> address((wide & 2) != 0);
                        case 'z' -> address(wide == 3);
                        case 'i' -> NumberType.I32;
                        case 'j' -> NumberType.I64;
                        case 'f' -> NumberType.F32;
                        case 'd' -> NumberType.F64;
                        case 'v' -> VectorType.V128;
                        case 'e' -> new RefType(true, AbstractHeapType.EQ);
                        case 'a' -> new RefType(true, AbstractHeapType.ARRAY);
                        case 'n' -> new RefType(true, AbstractHeapType.I31);
                        case 't' -> new RefType(false, AbstractHeapType.I31);
                        default -> throw new AssertionError(letters);
                    });
        }
        return List.copyOf(types);
    }

    private static ValueType address(boolean wide) {
        return wide ? NumberType.I64 : NumberType.I32;
    }
}
