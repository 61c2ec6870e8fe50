package dev.habu.wasm;

/** What a reference points to (WebAssembly 3.0, section 2.3.3): an abstract heap type or a function type. */
public sealed interface HeapType permits AbstractHeapType, FunctionType {
    /** Whether every object of this heap type is also one of {@code other} (section 3.3.3). */
    boolean matches(HeapType other);
}
