package dev.habu.wasm;

/** The vector types (WebAssembly 3.0, section 2.3.2). */
public enum VectorType implements ValueType {
    V128;

    @Override
    public boolean matches(ValueType other) {
        return this == other;
    }

    @Override
    public String toString() {
        return "v128";
    }
}
