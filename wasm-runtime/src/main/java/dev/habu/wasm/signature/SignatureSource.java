package dev.habu.wasm.signature;

import dev.habu.wasm.FunctionType;

/** Makes the classes that stand for function types; the compiler provides it as a service. */
public interface SignatureSource {
    /** The class file of the subclass of WasmFunction for {@code type}, named {@link Signatures#className}. */
    byte[] classFile(FunctionType type);
}
