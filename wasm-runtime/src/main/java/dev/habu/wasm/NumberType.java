package dev.habu.wasm;

/** The number types (WebAssembly 3.0, section 2.3.1). */
public enum NumberType implements ValueType {
    I32,
    I64,
    F32,
    F64;

    @Override
    public boolean matches(ValueType other) {
        return this == other;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
