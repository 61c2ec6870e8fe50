package dev.habu.wasm;

/** An object that {@code ref.eq} compares (WebAssembly 3.0, heap type eq): a structure, an array or a small integer. */
public abstract sealed class EqObject permits StructInstance, ArrayInstance, I31 {
    EqObject() {}
}
