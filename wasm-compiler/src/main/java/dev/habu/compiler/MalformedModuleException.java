package dev.habu.compiler;

/** The bytes are no WebAssembly module (WebAssembly 3.0, section 5). */
public final class MalformedModuleException extends CompileException {
    private static final long serialVersionUID = 1L;

    /** Makes an exception. */
    public MalformedModuleException(String message, long offset) {
        super(message, offset);
    }
}
