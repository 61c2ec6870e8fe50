package dev.habu.spec.node;

import dev.habu.js.JsValues;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;

/** The errors of POSIX that Java reports in its own ways. */
enum Errno {
    ENOENT("no such file or directory"),
    EEXIST("file already exists"),
    ENOTEMPTY("directory not empty"),
    ENOTDIR("not a directory"),
    EISDIR("is a directory"),
    EACCES("permission denied"),
    EPERM("operation not permitted"),
    EINVAL("invalid argument"),
    ELOOP("too many symbolic links encountered"),
    ENAMETOOLONG("name too long"),
    EROFS("read-only file system"),
    EBADF("bad file descriptor"),
    EIO("i/o error");

    private final String text;

    Errno(String text) {
        this.text = text;
    }

    static Errno of(IOException e) {
        return switch (e) {
            case BadDescriptor _ -> EBADF;
            case NoSuchFileException _ -> ENOENT;
            case FileAlreadyExistsException _ -> EEXIST;
            case DirectoryNotEmptyException _ -> ENOTEMPTY;
            case NotDirectoryException _ -> ENOTDIR;
            case AccessDeniedException _ -> EACCES;
            case NotLinkException _ -> EINVAL;
            case FileSystemException other -> ofReason(String.valueOf(other.getReason()));
            default -> ofReason(String.valueOf(e.getMessage()));
        };
    }

    private static Errno ofReason(String reason) {
        return switch (reason) {
            case "Not a directory" -> ENOTDIR;
            case "Is a directory" -> EISDIR;
            case "Operation not permitted" -> EPERM;
            case "Invalid argument" -> EINVAL;
            case "Too many levels of symbolic links" -> ELOOP;
            case "File name too long" -> ENAMETOOLONG;
            case "Read-only file system" -> EROFS;
            case "Directory not empty" -> ENOTEMPTY;
            default -> EIO;
        };
    }

    /** Node's error for a failed system call. */
    RuntimeException toJs(IOException e, String call) {
        String file = e instanceof FileSystemException failed ? failed.getFile() : null;
        Object error = JsValues.thrownValue(
                JsValues.error(name() + ": " + text + ", " + call + (file == null ? "" : " '" + file + "'")));
        JsValues.set(error, "code", name());
        JsValues.set(error, "syscall", call);
        if (file != null) {
            JsValues.set(error, "path", file);
        }
        return JsValues.thrown(error);
    }

    /** A file descriptor that is not open. */
    static final class BadDescriptor extends IOException {
        private static final long serialVersionUID = 1L;

        BadDescriptor(int descriptor) {
            super("descriptor " + descriptor);
        }
    }
}
