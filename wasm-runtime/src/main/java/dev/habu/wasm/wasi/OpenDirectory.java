package dev.habu.wasm.wasi;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An open directory: what lies in it and below can be reached through it, nothing else. */
final class OpenDirectory extends Descriptor {
    /** An entry of a directory. */
    record Entry(String name, long inode, int type) {}

    /** Its real path. */
    final Path path;

    /** The name under which the program was given it, or null if the program opened it itself. */
    final String preopenName;

    private List<Entry> entries;

    OpenDirectory(Path path, String preopenName, long rights, long inheriting, int flags) {
        super(rights, inheriting, flags);
        this.path = path;
        this.preopenName = preopenName;
    }

    @Override
    int type() {
        return FileStatus.DIRECTORY;
    }

    @Override
    FileStatus status() throws IOException {
        return FileStatus.of(path);
    }

    /** The entries in a fixed order; {@code afresh} reads them again. */
    List<Entry> entries(boolean afresh) throws IOException {
        if (entries == null || afresh) {
            long inode = status().inode();
            List<Path> files = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
                stream.forEach(files::add);
            }
            files.sort(null);
            entries = new ArrayList<>();
            entries.add(new Entry(".", inode, FileStatus.DIRECTORY));
            entries.add(new Entry("..", inode, FileStatus.DIRECTORY)); // Nothing is said of what lies outside.
            for (Path file : files) {
                FileStatus status = FileStatus.of(file);
                entries.add(new Entry(file.getFileName().toString(), status.inode(), status.type()));
            }
        }
        return entries;
    }

    @Override
    int read(java.nio.ByteBuffer buffer) {
        throw Errno.ISDIR.exception();
    }

    @Override
    int write(java.nio.ByteBuffer buffer) {
        throw Errno.ISDIR.exception();
    }

    @Override
    int readAt(java.nio.ByteBuffer buffer, long position) {
        throw Errno.ISDIR.exception();
    }

    @Override
    int writeAt(java.nio.ByteBuffer buffer, long position) {
        throw Errno.ISDIR.exception();
    }

    @Override
    long seek(long offset, int whence) {
        throw Errno.ISDIR.exception();
    }

    @Override
    void resize(long size) {
        throw Errno.ISDIR.exception();
    }

    @Override
    void allocate(long size) {
        throw Errno.ISDIR.exception();
    }

    @Override
    void setTimes(FileTimes times) throws IOException {
        times.set(path);
    }
}
