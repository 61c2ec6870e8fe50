package dev.habu.compiler;

/** The module may be valid but is beyond a limit of this implementation; the message names the limit. */
public final class LimitException extends CompileException {
    private static final long serialVersionUID = 1L;

    private final long limit;

    /** Makes an exception for something that has no number. */
    public LimitException(String message, long offset) {
        super(message, offset);
        limit = -1;
    }

    /**
     * Makes an exception.
     *
     * @param what what there is too much of, with its number
     * @param limit the largest number that is possible
     */
    public LimitException(String what, long limit, long offset) {
        super(what + ", the limit is " + limit, offset);
        this.limit = limit;
    }

    /** The largest number that is possible, or -1 if the limit is no number. */
    public long limit() {
        return limit;
    }
}
