package dev.habu.wasm.signature;

import dev.habu.wasm.DefinedType;

/** Makes the classes that stand for types; the compiler provides it as a service. */
public interface SignatureSource {
    /** The class file of the subclass of WasmFunction, StructInstance or ArrayInstance for {@code type}, named {@link Signatures#className}. */
    byte[] classFile(DefinedType type);
}
