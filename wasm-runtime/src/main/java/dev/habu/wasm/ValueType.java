package dev.habu.wasm;

/** A value type (WebAssembly 3.0, section 2.3.5): a number, a vector or a reference. Immutable. */
public sealed interface ValueType extends StorageType permits NumberType, VectorType, RefType {
    /** Whether a value of this type can stand where {@code other} is expected (section 3.3). */
    boolean matches(ValueType other);

    @Override
    default boolean matches(StorageType other) {
        return other instanceof ValueType type && matches(type);
    }

    @Override
    default ValueType unpacked() {
        return this;
    }

    /** Whether locals of this type start with a value of their own (zero or null). */
    default boolean isDefaultable() {
        return true;
    }
}
