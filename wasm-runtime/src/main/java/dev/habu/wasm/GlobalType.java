package dev.habu.wasm;

/**
 * The type of a global (WebAssembly 3.0, section 2.3.10).
 *
 * @param valueType the type of its value
 * @param mutable whether it can be set
 */
public record GlobalType(ValueType valueType, boolean mutable) implements ExternType {
    @Override
    public String toString() {
        return "global " + (mutable ? "(mut " + valueType + ")" : valueType.toString());
    }
}
