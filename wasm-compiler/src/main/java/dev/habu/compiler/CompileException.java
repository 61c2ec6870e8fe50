package dev.habu.compiler;

/** A module cannot be compiled: it is malformed, invalid, or beyond a limit of this implementation. The message names the place. */
public sealed class CompileException extends RuntimeException
        permits MalformedModuleException, TextFormatException, ValidationException, LimitException {
    private static final long serialVersionUID = 1L;

    private final long offset;
    private int function = -1;
    private String functionName;

    CompileException(String message, long offset) {
        super(message);
        this.offset = offset;
    }

    /** Says which function the fault is in, once that is known. */
    CompileException in(int index, String name) {
        if (function < 0) {
            function = index;
            functionName = name;
        }
        return this;
    }

    /** The offset in the binary module where the fault was seen, or -1 if it has no single place. */
    public long offset() {
        return offset;
    }

    /** The index of the function that the fault is in, or -1 if it is in none. */
    public int function() {
        return function;
    }

    /** What is wrong, then the function with its name and the offset in the module, as far as there are any. */
    @Override
    public String getMessage() {
        String inFunction = function < 0
                ? ""
                : "in function " + function + (functionName == null ? "" : " \"" + functionName + "\"");
        String atOffset = offset < 0 ? "" : "at offset 0x" + Long.toHexString(offset);
        String place = inFunction + (inFunction.isEmpty() || atOffset.isEmpty() ? "" : ", ") + atOffset;
        return place.isEmpty() ? super.getMessage() : super.getMessage() + " (" + place + ")";
    }
}
