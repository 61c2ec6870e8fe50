package dev.habu.wasm.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Something that is open. What a kind of descriptor cannot do fails with the number that POSIX has for it. */
abstract class Descriptor {
    static final int APPEND = 1;
    static final int DSYNC = 1 << 1;
    static final int RSYNC = 1 << 3;
    static final int SYNC = 1 << 4;

    private long rights;
    private long inheriting;
    private int flags;

    /**
     * Makes a descriptor.
     *
     * @param rights what may be done with it
     * @param inheriting what may be done with what is opened through it
     */
    Descriptor(long rights, long inheriting, int flags) {
        this.rights = rights;
        this.inheriting = inheriting;
        this.flags = flags;
    }

    /** The file type as in {@link FileStatus}. */
    abstract int type();

    abstract FileStatus status() throws IOException;

    final long rights() {
        return rights;
    }

    final long inheriting() {
        return inheriting;
    }

    final int flags() {
        return flags;
    }

    final boolean has(int flag) {
        return (flags & flag) != 0;
    }

    void setFlags(int newFlags) {
        flags = newFlags;
    }

    /** Gives rights up. */
    final void reduce(long newRights, long newInheriting) {
        if ((newRights & ~rights) != 0 || (newInheriting & ~inheriting) != 0) {
            throw Errno.NOTCAPABLE.exception();
        }
        rights = newRights;
        inheriting = newInheriting;
    }

    /** Fails unless all of some rights are there. */
    final void require(long needed) {
        if ((rights & needed) != needed) {
            throw Errno.NOTCAPABLE.exception();
        }
    }

    /** Reads what is there, at most what fits; -1 or 0 at the end. */
    int read(ByteBuffer buffer) throws IOException {
        throw Errno.BADF.exception();
    }

    int write(ByteBuffer buffer) throws IOException {
        throw Errno.BADF.exception();
    }

    int readAt(ByteBuffer buffer, long position) throws IOException {
        throw Errno.SPIPE.exception();
    }

    int writeAt(ByteBuffer buffer, long position) throws IOException {
        throw Errno.SPIPE.exception();
    }

    /** Moves the position and returns it; {@code whence} is 0 for the start, 1 for here, 2 for the end. */
    long seek(long offset, int whence) throws IOException {
        throw Errno.SPIPE.exception();
    }

    void sync(boolean withMetadata) throws IOException {}

    void resize(long size) throws IOException {
        throw Errno.INVAL.exception();
    }

    /** Makes the file at least that large. */
    void allocate(long size) throws IOException {
        throw Errno.INVAL.exception();
    }

    void setTimes(FileTimes times) throws IOException {
        throw Errno.INVAL.exception();
    }

    /** How many bytes can be read without waiting: at least 1 if {@link #read} would return at once, 0 if it would wait. */
    long readable() throws IOException {
        return 1;
    }

    void close() throws IOException {}
}
