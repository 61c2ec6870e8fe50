package dev.habu.js.wasm;

import dev.habu.js.JsValues;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.VectorType;

/** The names of value types in descriptors: the Web IDL enumerations {@code ValueType} and {@code TableKind}. */
final class ValueTypeNames {
    private ValueTypeNames() {}

    /** {@code ValueType}; throws a TypeError into JavaScript for any other string. */
    static ValueType valueType(Object name, String what) {
        String text = JsValues.toJavaString(name);
        return switch (text) {
            case "i32" -> NumberType.I32;
            case "i64" -> NumberType.I64;
            case "f32" -> NumberType.F32;
            case "f64" -> NumberType.F64;
            case "v128" -> VectorType.V128;
            case "externref" -> RefType.EXTERNREF;
            case "anyfunc" -> RefType.FUNCREF;
            default -> throw JsValues.typeError(what + ": \"" + text + "\" is no WebAssembly value type");
        };
    }

    /** {@code TableKind}; throws a TypeError into JavaScript for any other string. */
    static RefType tableKind(Object name, String what) {
        if (valueType(name, what) instanceof RefType type) {
            return type;
        }
        throw JsValues.typeError(what + ": the elements of a table must be \"externref\" or \"anyfunc\"");
    }
}
