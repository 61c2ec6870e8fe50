package dev.habu.spec.wast;

/** A script uses something that the runner or the engine does not have yet. */
final class UnsupportedScriptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedScriptException(String what) {
        super("not supported: " + what);
    }
}
