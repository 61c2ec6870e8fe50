package dev.habu.wasm.wasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What {@code filestat} says of a file. Times are nanoseconds since 1970. */
record FileStatus(
        long device, long inode, int type, long links, long size, long accessed, long modified, long changed) {
    static final int UNKNOWN = 0;
    static final int CHARACTER_DEVICE = 2;
    static final int DIRECTORY = 3;
    static final int REGULAR_FILE = 4;
    static final int SYMBOLIC_LINK = 7;

    /** Of the file or symbolic link itself. */
    static FileStatus of(Path path) throws IOException {
        BasicFileAttributes basic = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        long device = 0;
        long inode = path.hashCode() & 0xFFFF_FFFFL; // where the file system has no numbers
        long links = 1;
        long changed = nanos(basic.lastModifiedTime());
        if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> unix =
                    Files.readAttributes(path, "unix:dev,ino,nlink,ctime", LinkOption.NOFOLLOW_LINKS);
            device = ((Number) unix.get("dev")).longValue();
            inode = ((Number) unix.get("ino")).longValue();
            links = ((Number) unix.get("nlink")).longValue();
            changed = nanos((FileTime) unix.get("ctime"));
        }
        return new FileStatus(
                device,
                inode,
                type(basic),
                links,
                basic.size(),
                nanos(basic.lastAccessTime()),
                nanos(basic.lastModifiedTime()),
                changed);
    }

    /** Of something that is no file. */
    static FileStatus ofType(int type) {
        return new FileStatus(0, 0, type, 1, 0, 0, 0, 0);
    }

    FileStatus withSize(long newSize) {
        return new FileStatus(device, inode, type, links, newSize, accessed, modified, changed);
    }

    boolean isSameFile(FileStatus other) {
        return device == other.device && inode == other.inode;
    }

    boolean isDirectory() {
        return type == DIRECTORY;
    }

    boolean isLink() {
        return type == SYMBOLIC_LINK;
    }

    void write(GuestMemory memory, int address) {
        memory.i64(address, device);
        memory.i64(address + 8, inode);
        memory.i64(address + 16, type);
        memory.i64(address + 24, links);
        memory.i64(address + 32, size);
        memory.i64(address + 40, accessed);
        memory.i64(address + 48, modified);
        memory.i64(address + 56, changed);
    }

    private static int type(BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            return REGULAR_FILE;
        }
        if (attributes.isDirectory()) {
            return DIRECTORY;
        }
        return attributes.isSymbolicLink() ? SYMBOLIC_LINK : UNKNOWN;
    }

    private static long nanos(FileTime time) {
        Instant instant = time.toInstant();
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }
}
