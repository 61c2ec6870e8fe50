package dev.habu.wasm;

/** What a reference points to (WebAssembly 3.0, section 2.3.3): an abstract heap type or a type that a module defines. */
public sealed interface HeapType permits AbstractHeapType, DefinedType {
    /** Whether every object of this heap type is also one of {@code other} (section 3.3.3). */
    boolean matches(HeapType other);

    /** Whether an object is of this heap type; null is of none. */
    boolean contains(Object object);
}
