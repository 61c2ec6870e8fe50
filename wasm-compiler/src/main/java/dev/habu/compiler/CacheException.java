package dev.habu.compiler;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * The cache folder cannot be used: it is read-only, its disk is full, or something else is in its place. The message
 * names the path and what to do about it and is meant to be shown as it is.
 */
public final class CacheException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    CacheException(String message, Throwable cause) {
        super(message, cause);
    }

    static CacheException of(Path path, Exception cause) {
        return new CacheException(describe(path, cause), cause);
    }

    private static String describe(Path path, Exception cause) {
        String reason = reasonOf(cause);
        if (reason.contains("No space left") || reason.contains("Disk quota exceeded")) {
            return "the disk is full: cannot write to the cache folder "
                    + path
                    + "; free some space or set HABU_CACHE to a folder on another disk";
        }
        if (cause instanceof AccessDeniedException
                || reason.contains("Read-only")
                || reason.contains("not permitted")) {
            return "the cache folder " + path + " is not writable; set HABU_CACHE to a folder that is";
        }
        if (cause instanceof FileAlreadyExistsException || reason.contains("Not a directory")) {
            return "the cache folder " + path + " cannot be made: a file of that name is in the way";
        }
        return "cannot use the cache folder " + path + ": " + reason;
    }

    private static String reasonOf(Exception cause) {
        if (cause instanceof FileSystemException e && e.getReason() != null) {
            return e.getReason();
        }
        String message = cause.getMessage();
        return cause instanceof IOException && message != null ? message : cause.toString();
    }
}
