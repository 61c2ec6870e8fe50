package dev.habu.wasm.wasi;

/** Ends a WASI function that fails: its result is the number. */
final class ErrnoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final Errno errno;

    ErrnoException(Errno errno) {
        super(errno.name(), null, false, false);
        this.errno = errno;
    }
}
