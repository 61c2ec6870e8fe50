package dev.habu.wasm;

/** What a field of a structure or an element of an array holds (WebAssembly 3.0, section 2.3.9): a value type or a packed type. */
public sealed interface StorageType permits ValueType, PackedType {
    /** Whether a field of this type can stand where one of {@code other} that is only read is expected (section 3.3.8). */
    boolean matches(StorageType other);

    /** The type of the value that is read from it and written to it. */
    ValueType unpacked();
}
