package dev.habu.wasm.wasi;

import java.io.IOException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;

/** The error numbers of WASI preview 1 that habu returns. */
enum Errno {
    ACCES(2),
    BADF(8),
    EXIST(20),
    FAULT(21),
    FBIG(22),
    ILSEQ(25),
    INTR(27),
    INVAL(28),
    IO(29),
    ISDIR(31),
    LOOP(32),
    NAMETOOLONG(37),
    NFILE(41),
    NOENT(44),
    NOSPC(51),
    NOTDIR(54),
    NOTEMPTY(55),
    NOTSOCK(57),
    NOTSUP(58),
    PERM(63),
    PIPE(64),
    ROFS(69),
    SPIPE(70),
    XDEV(75),
    NOTCAPABLE(76);

    /** What the operating system says where Java has no exception of its own. */
    private record Words(String text, Errno errno) {}

    private static final Words[] WORDS = {
        new Words("Is a directory", ISDIR),
        new Words("Not a directory", NOTDIR),
        new Words("Directory not empty", NOTEMPTY),
        new Words("Too many levels of symbolic links", LOOP),
        new Words("File name too long", NAMETOOLONG),
        new Words("No space left", NOSPC),
        new Words("Read-only file system", ROFS),
        new Words("not permitted", PERM),
        new Words("Broken pipe", PIPE),
        new Words("File too large", FBIG),
        new Words("Too many open files", NFILE),
    };

    final int code;

    Errno(int code) {
        this.code = code;
    }

    /** An exception that makes the function that runs return this number. */
    ErrnoException exception() {
        return new ErrnoException(this);
    }

    /** The number for what Java threw instead. */
    static Errno of(IOException error) {
        return switch (error) {
            case NoSuchFileException e -> NOENT;
            case FileAlreadyExistsException e -> EXIST;
            case DirectoryNotEmptyException e -> NOTEMPTY;
            case NotDirectoryException e -> NOTDIR;
            case NotLinkException e -> INVAL;
            case AccessDeniedException e -> ACCES;
            case AtomicMoveNotSupportedException e -> XDEV;
            case FileSystemLoopException e -> LOOP;
            default -> ofWords(error instanceof FileSystemException e ? e.getReason() : error.getMessage());
        };
    }

    /** The number for what Java threw instead. */
    static Errno of(RuntimeException error) {
        return switch (error) {
            case ErrnoException e -> e.errno;
            case InvalidPathException e -> ILSEQ;
            case NonReadableChannelException e -> BADF;
            case NonWritableChannelException e -> BADF;
            case UnsupportedOperationException e -> NOTSUP;
            default -> throw error;
        };
    }

    private static Errno ofWords(String reason) {
        for (Words words : WORDS) {
            if (reason != null && reason.contains(words.text)) {
                return words.errno;
            }
        }
        return IO;
    }
}
