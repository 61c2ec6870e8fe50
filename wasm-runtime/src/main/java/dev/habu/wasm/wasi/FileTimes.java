package dev.habu.wasm.wasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/**
 * New times of a file; null leaves one as it is.
 *
 * @param accessed when it was last read
 * @param modified when it was last written
 */
record FileTimes(FileTime accessed, FileTime modified) {
    private static final int ACCESSED = 1;
    private static final int ACCESSED_NOW = 1 << 1;
    private static final int MODIFIED = 1 << 2;
    private static final int MODIFIED_NOW = 1 << 3;

    /** From the nanoseconds and {@code fstflags} of a call. */
    static FileTimes of(long accessed, long modified, int flags) {
        FileTime now = FileTime.fromMillis(System.currentTimeMillis());
        return new FileTimes(
                time(accessed, flags & ACCESSED, flags & ACCESSED_NOW, now),
                time(modified, flags & MODIFIED, flags & MODIFIED_NOW, now));
    }

    private static FileTime time(long nanos, int given, int current, FileTime now) {
        if (given != 0 && current != 0) {
            throw Errno.INVAL.exception();
        }
        return given != 0 ? FileTime.from(nanos, TimeUnit.NANOSECONDS) : current != 0 ? now : null;
    }

    /** Sets them for the file or symbolic link itself. */
    void set(Path path) throws IOException {
        Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(modified, accessed, null);
    }
}
