package dev.habu.wasm;

/**
 * A trap (WebAssembly 3.0, section 4.2.2): execution was aborted. WebAssembly code cannot catch it. The instance stays usable. The stack trace names
 * the WebAssembly functions; its line numbers are offsets of instructions in the module.
 */
public final class Trap extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why execution was aborted; {@link #message()} is the text that the specification's test suite uses. */
    public enum Kind {
        UNREACHABLE("unreachable"),
        MEMORY_OUT_OF_BOUNDS("out of bounds memory access"),
        TABLE_OUT_OF_BOUNDS("out of bounds table access"),
        UNDEFINED_ELEMENT("undefined element"),
        UNINITIALIZED_ELEMENT("uninitialized element"),
        INDIRECT_CALL_TYPE_MISMATCH("indirect call type mismatch"),
        INTEGER_DIVIDE_BY_ZERO("integer divide by zero"),
        INTEGER_OVERFLOW("integer overflow"),
        INVALID_CONVERSION_TO_INTEGER("invalid conversion to integer"),
        UNALIGNED_ATOMIC("unaligned atomic"),
        EXPECTED_SHARED_MEMORY("expected shared memory"),
        NULL_REFERENCE("null reference"),
        NULL_STRUCTURE_REFERENCE("null structure reference"),
        NULL_ARRAY_REFERENCE("null array reference"),
        NULL_I31_REFERENCE("null i31 reference"),
        NULL_FUNCTION_REFERENCE("null function reference"),
        NULL_EXCEPTION_REFERENCE("null exception reference"),
        ARRAY_OUT_OF_BOUNDS("out of bounds array access"),
        ARRAY_TOO_LARGE("array too large"),
        CAST_FAILURE("cast failure"),
        CALL_STACK_EXHAUSTED("call stack exhausted");

        private final String message;

        Kind(String message) {
            this.message = message;
        }

        /** The specification's words for this kind. */
        public String message() {
            return message;
        }
    }

    private final Kind kind;

    /** Makes a trap whose message is the kind's own. */
    public Trap(Kind kind) {
        this(kind, null, null);
    }

    /** Makes a trap with further facts (which address, which limit) in its message. */
    public Trap(Kind kind, String detail) {
        this(kind, detail, null);
    }

    /** Makes a trap for an exception of the JVM that stands for it. */
    public Trap(Kind kind, String detail, Throwable cause) {
        super(detail == null ? kind.message() : kind.message() + ": " + detail, cause);
        this.kind = kind;
    }

    /** Why execution was aborted. */
    public Kind kind() {
        return kind;
    }

    /**
     * The trap for an error that the JVM raised in compiled code, or {@code error} itself. Division by zero and stack exhaustion are left to the JVM to
     * detect because its checks are free.
     */
    public static RuntimeException of(Throwable error) {
        return switch (error) {
            case ArithmeticException e -> withTraceOf(e, Kind.INTEGER_DIVIDE_BY_ZERO);
            case StackOverflowError e -> new Trap(Kind.CALL_STACK_EXHAUSTED, null, null);
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(error);
        };
    }

    private static Trap withTraceOf(Throwable error, Kind kind) {
        Trap trap = new Trap(kind);
        trap.setStackTrace(error.getStackTrace());
        return trap;
    }
}
