package dev.habu.spec.wast;

/** An assertion of a script does not hold. */
final class AssertionFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AssertionFailedException(String message) {
        super(message);
    }

    AssertionFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
