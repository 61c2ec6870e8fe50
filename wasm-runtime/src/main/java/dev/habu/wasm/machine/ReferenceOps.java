package dev.habu.wasm.machine;

import dev.habu.wasm.Trap;
import dev.habu.wasm.WasmException;

/** Instructions on references (WebAssembly 3.0, section 4.6.6) that need more than a JVM instruction. */
public final class ReferenceOps {
    private ReferenceOps() {}

    /** The exception that {@code throw_ref} throws. */
    public static WasmException thrown(Object exception) {
        if (exception == null) {
            throw new Trap(Trap.Kind.NULL_EXCEPTION_REFERENCE);
        }
        return (WasmException) exception;
    }
}
