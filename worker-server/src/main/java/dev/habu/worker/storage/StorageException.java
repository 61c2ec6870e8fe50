package dev.habu.worker.storage;

import java.io.Serial;

/** A database refused an operation; the message is what the worker sees of it. Has no stack trace: it is no bug. */
public final class StorageException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    public StorageException(String message) {
        super(message, null, false, false);
    }
}
