package dev.habu.wasm.machine;

import dev.habu.wasm.Trap;
import dev.habu.wasm.WasmException;

/** Instructions on references (WebAssembly 3.0, section 4.6.6) that need more than a JVM instruction. */
public final class ReferenceOps {
    private ReferenceOps() {}

    /** {@code ref.as_non_null}. */
    public static Object nonNull(Object reference) {
        if (reference == null) {
            throw new Trap(Trap.Kind.NULL_REFERENCE);
        }
        return reference;
    }

    /** The function that {@code call_ref} calls. */
    public static Object function(Object reference) {
        if (reference == null) {
            throw new Trap(Trap.Kind.NULL_FUNCTION_REFERENCE);
        }
        return reference;
    }

    /** The exception that {@code throw_ref} throws. */
    public static WasmException thrown(Object exception) {
        if (exception == null) {
            throw new Trap(Trap.Kind.NULL_EXCEPTION_REFERENCE);
        }
        return (WasmException) exception;
    }
}
