package dev.habu.wasm.machine;

import dev.habu.wasm.I31;
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

    /** {@code ref.eq}. */
    @SuppressWarnings("ReferenceEquality") // the identity of a structure or array is what is asked for
    public static int eq(Object a, Object b) {
        return a == b || (a instanceof I31 i && i.equals(b)) ? 1 : 0;
    }

    /** {@code ref.i31}. */
    public static Object i31(int value) {
        return I31.of(value);
    }

    /** {@code i31.get_s}. */
    public static int i31Signed(Object reference) {
        return i31(reference).signed();
    }

    /** {@code i31.get_u}. */
    public static int i31Unsigned(Object reference) {
        return i31(reference).unsigned();
    }

    private static I31 i31(Object reference) {
        if (reference == null) {
            throw new Trap(Trap.Kind.NULL_I31_REFERENCE);
        }
        return (I31) reference;
    }

    /** The structure whose field is read or written. */
    public static Object structure(Object reference) {
        if (reference == null) {
            throw new Trap(Trap.Kind.NULL_STRUCTURE_REFERENCE);
        }
        return reference;
    }

    /** The trap of {@code ref.cast}. */
    public static Trap castFailure(Object reference, String type) {
        return new Trap(
                Trap.Kind.CAST_FAILURE,
                (reference == null ? "null" : reference.getClass().getSimpleName()) + " is no " + type);
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
