package dev.habu.compiler;

/** The module is well-formed but not valid (WebAssembly 3.0, section 3). */
public final class ValidationException extends CompileException {
    private static final long serialVersionUID = 1L;

    /** Makes an exception. */
    public ValidationException(String message, long offset) {
        super(message, offset);
    }
}
