package dev.habu.wasm.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** An open file. */
final class OpenFile extends Descriptor {
    private final FileChannel channel;
    private final Path path;
    private final FileStatus opened;

    /**
     * Makes a descriptor.
     *
     * @param path where the file was when it was opened
     */
    OpenFile(FileChannel channel, Path path, long rights, int flags) throws IOException {
        super(rights, 0, flags);
        this.channel = channel;
        this.path = path;
        this.opened = FileStatus.of(path);
    }

    @Override
    int type() {
        return opened.type();
    }

    /** As the path says, if it still leads to this file; else as it was, with the current size. */
    @Override
    FileStatus status() throws IOException {
        return (isStillThere() ? FileStatus.of(path) : opened).withSize(channel.size());
    }

    private boolean isStillThere() {
        try {
            return FileStatus.of(path).isSameFile(opened);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    int read(ByteBuffer buffer) throws IOException {
        return channel.read(buffer);
    }

    @Override
    int readAt(ByteBuffer buffer, long position) throws IOException {
        return channel.read(buffer, position(position));
    }

    @Override
    int write(ByteBuffer buffer) throws IOException {
        if (has(APPEND)) {
            channel.position(channel.size());
        }
        int count = channel.write(buffer);
        written();
        return count;
    }

    /** As POSIX has it, that is, not like Linux, where a file opened for appending ignores the position. */
    @Override
    int writeAt(ByteBuffer buffer, long position) throws IOException {
        int count = channel.write(buffer, position(position));
        written();
        return count;
    }

    private void written() throws IOException {
        if (has(SYNC | DSYNC | RSYNC)) {
            sync(has(SYNC));
        }
    }

    @Override
    long seek(long offset, int whence) throws IOException {
        long base = switch (whence) {
            case 0 -> 0;
            case 1 -> channel.position();
            case 2 -> channel.size();
            default -> throw Errno.INVAL.exception();
        };
        long position = position(base + offset);
        channel.position(position);
        return position;
    }

    private static long position(long position) {
        if (position < 0) {
            throw Errno.INVAL.exception();
        }
        return position;
    }

    @Override
    void sync(boolean withMetadata) throws IOException {
        channel.force(withMetadata);
    }

    @Override
    void resize(long size) throws IOException {
        position(size);
        long position = channel.position();
        if (size < channel.size()) {
            channel.truncate(size);
            channel.position(position); // Java moves it to the new end, POSIX does not.
        } else {
            allocate(size);
        }
    }

    @Override
    void allocate(long size) throws IOException {
        if (position(size) > channel.size()) {
            channel.write(ByteBuffer.allocate(1), size - 1);
        }
    }

    @Override
    void setTimes(FileTimes times) throws IOException {
        if (!isStillThere()) {
            throw Errno.NOENT.exception();
        }
        times.set(path);
    }

    @Override
    void close() throws IOException {
        channel.close();
    }
}
