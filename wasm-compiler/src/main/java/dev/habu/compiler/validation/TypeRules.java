package dev.habu.compiler.validation;

import dev.habu.compiler.Limit;
import dev.habu.compiler.LimitException;
import dev.habu.compiler.ValidationException;
import dev.habu.wasm.ArrayType;
import dev.habu.wasm.DefinedType;
import dev.habu.wasm.FieldType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.StorageType;
import dev.habu.wasm.StructType;
import dev.habu.wasm.ValueType;
import java.util.List;

/** The rules for the types that a module defines (WebAssembly 3.0, section 3.2), and the limits of this implementation for them. */
final class TypeRules {
    private TypeRules() {}

    static void check(List<DefinedType> types) {
        for (int i = 0; i < types.size(); i++) {
            DefinedType type = types.get(i);
            checkLimits(type);
            DefinedType supertype = type.supertype();
            if (supertype != null && (supertype.isFinal() || !extendsForm(type, supertype))) {
                throw new ValidationException("sub type: type " + i + " does not match its supertype " + supertype, -1);
            }
        }
    }

    /** Whether the form of a type fits that of its supertype (section 3.3.9). */
    private static boolean extendsForm(DefinedType type, DefinedType supertype) {
        return switch (type) {
            case FunctionType function ->
                supertype instanceof FunctionType above
                        && ControlStack.matches(above.params(), function.params())
                        && ControlStack.matches(function.results(), above.results());
            case StructType struct -> supertype instanceof StructType above && matches(struct.fields(), above.fields());
            case ArrayType array ->
                supertype instanceof ArrayType above && array.element().matches(above.element());
        };
    }

    private static boolean matches(List<FieldType> fields, List<FieldType> above) {
        boolean matches = fields.size() >= above.size();
        for (int i = 0; matches && i < above.size(); i++) {
            matches = fields.get(i).matches(above.get(i));
        }
        return matches;
    }

    private static void checkLimits(DefinedType type) {
        switch (type) {
            case FunctionType function -> {
                checkSlots("function type", "parameter", function.params(), Limit.PARAMETER_SLOTS);
                if (function.results().size() > Limit.RESULTS) {
                    throw new LimitException(
                            "function type with " + function.results().size() + " results", Limit.RESULTS, -1);
                }
            }
            case StructType struct ->
                checkSlots(
                        "structure type",
                        "field",
                        struct.fields().stream().map(FieldType::type).toList(),
                        Limit.FIELD_SLOTS);
            case ArrayType array -> {}
        }
    }

    private static void checkSlots(String what, String kind, List<? extends StorageType> types, int limit) {
        int slots = 0;
        for (StorageType type : types) {
            ValueType value = type.unpacked();
            slots += value == NumberType.I64 || value == NumberType.F64 ? 2 : 1;
        }
        if (slots > limit) {
            throw new LimitException(what + " with " + slots + " " + kind + " slots", limit, -1);
        }
    }
}
