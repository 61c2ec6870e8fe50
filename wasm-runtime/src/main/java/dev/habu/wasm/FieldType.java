package dev.habu.wasm;

/**
 * A field of a structure, or all elements of an array (WebAssembly 3.0, section 2.3.9).
 *
 * @param type what it holds
 * @param mutable whether it can be set
 */
public record FieldType(StorageType type, boolean mutable) {
    /** Whether it can stand in a subtype for {@code other} in the supertype (section 3.3.8). */
    public boolean matches(FieldType other) {
        return mutable == other.mutable && type.matches(other.type) && (!mutable || other.type.matches(type));
    }

    @Override
    public String toString() {
        return mutable ? "(mut " + type + ")" : type.toString();
    }
}
