package dev.habu.wasm;

import java.util.Locale;

/** The types of integers that are stored in less than 32 bits (WebAssembly 3.0, section 2.3.9). */
public enum PackedType implements StorageType {
    I8,
    I16;

    @Override
    public boolean matches(StorageType other) {
        return this == other;
    }

    @Override
    public ValueType unpacked() {
        return NumberType.I32;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
