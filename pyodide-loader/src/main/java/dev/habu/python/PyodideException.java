package dev.habu.python;

import java.io.Serial;

/**
 * Pyodide cannot be fetched or started: a tool is missing, the network is away, a file has the wrong hash. The message
 * is one line that names the thing, the place and what to do; it is meant to be shown as it is.
 */
public class PyodideException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** With a message for the user. */
    public PyodideException(String message) {
        super(message);
    }

    /** With a message for the user, and what caused it for the log. */
    public PyodideException(String message, Throwable cause) {
        super(message, cause);
    }
}
