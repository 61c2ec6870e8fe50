package dev.habu.python;

import java.io.Serial;

/** A Python exception that nothing in Python caught. Its message is the last line of Python's own report. */
public final class PythonException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String type;
    private final String value;
    private final String traceback;
    private final int exitCode;

    PythonException(String type, String value, String traceback, int exitCode) {
        super(value.isEmpty() ? type : type + ": " + value);
        this.type = type;
        this.value = value;
        this.traceback = traceback;
        this.exitCode = exitCode;
    }

    /** The name of the exception's class: {@code ValueError}, {@code json.decoder.JSONDecodeError}. */
    public String type() {
        return type;
    }

    /** The exception's own text, {@code str(e)} in Python. */
    public String value() {
        return value;
    }

    /** Python's report, {@code Traceback (most recent call last): …}, with a line end; frames of habu are left out. */
    public String traceback() {
        return traceback;
    }

    /** Whether it is a {@code SystemExit}: the program asked to end. */
    public boolean isSystemExit() {
        return type.equals("SystemExit");
    }

    /** The exit code that a {@code SystemExit} asks for; 0 for other exceptions. */
    public int exitCode() {
        return exitCode;
    }
}
