package dev.habu.worker;

import java.io.Serial;

/**
 * Something the user can put right. The message names the thing, the place and the limit and is shown as it is, without a
 * stack trace; the command then ends with {@link Main#EXIT_FAILURE}.
 */
public final class UserException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public UserException(String message) {
        super(message, null, false, false);
    }
}
