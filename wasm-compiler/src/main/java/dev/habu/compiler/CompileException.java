package dev.habu.compiler;

/** A module cannot be compiled: it is malformed, invalid, or beyond a limit of this implementation. The message names the place. */
public sealed class CompileException extends RuntimeException
        permits MalformedModuleException, TextFormatException, ValidationException, LimitException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    CompileException(String message, long offset) {
        super(offset < 0 ? message : message + " (at offset 0x" + Long.toHexString(offset) + ")");
        this.offset = offset;
    }

    /** The offset in the binary module where the fault was seen, or -1 if it has no single place. */
    public long offset() {
        return offset;
    }
}
