package dev.habu.compiler;

/** The module may be valid but is beyond a limit of this implementation; the message names the limit. */
public final class LimitException extends CompileException {
    private static final long serialVersionUID = 1L;

    /** Makes an exception. */
    public LimitException(String message, long offset) {
        super(message, offset);
    }
}
