package dev.habu.wasm;

/** A module could not be instantiated because an import is missing or has another type (WebAssembly 3.0, section 4.7.2). */
public final class LinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes an exception whose message names the import, what was wanted and what was given. */
    public LinkException(String message) {
        super(message);
    }
}
