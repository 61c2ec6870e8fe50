package dev.habu.wasm.wasi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The functions {@code fd_…}, on open descriptors. */
final class FileCalls {
    private static final int ENTRY_HEAD = 24;

    private final GuestMemory memory;
    private final DescriptorTable descriptors;

    FileCalls(GuestMemory memory, DescriptorTable descriptors) {
        this.memory = memory;
        this.descriptors = descriptors;
    }

    void advise(Arguments a) {
        descriptors.get(a.i32(0), Rights.FD_ADVISE);
        if (Integer.compareUnsigned(a.i32(3), 5) > 0) {
            throw Errno.INVAL.exception();
        }
    }

    void allocate(Arguments a) throws IOException {
        Descriptor file = descriptors.get(a.i32(0));
        long end = a.i64(1) + a.i64(2);
        if (a.i64(1) < 0 || a.i64(2) <= 0 || end < 0) {
            throw Errno.INVAL.exception();
        }
        file.require(Rights.FD_ALLOCATE);
        file.allocate(end);
    }

    void close(Arguments a) throws IOException {
        descriptors.close(a.i32(0));
    }

    void datasync(Arguments a) throws IOException {
        descriptors.get(a.i32(0), Rights.FD_DATASYNC).sync(false);
    }

    void sync(Arguments a) throws IOException {
        descriptors.get(a.i32(0), Rights.FD_SYNC).sync(true);
    }

    void fdstatGet(Arguments a) {
        Descriptor descriptor = descriptors.get(a.i32(0));
        int result = a.i32(1);
        memory.i64(result, descriptor.type() | (long) descriptor.flags() << 16);
        memory.i64(result + 8, descriptor.rights());
        memory.i64(result + 16, descriptor.inheriting());
    }

    void fdstatSetFlags(Arguments a) {
        descriptors.get(a.i32(0), Rights.FD_FDSTAT_SET_FLAGS).setFlags(a.i32(1));
    }

    void fdstatSetRights(Arguments a) {
        descriptors.get(a.i32(0)).reduce(a.i64(1), a.i64(2));
    }

    void filestatGet(Arguments a) throws IOException {
        descriptors.get(a.i32(0), Rights.FD_FILESTAT_GET).status().write(memory, a.i32(1));
    }

    void filestatSetSize(Arguments a) throws IOException {
        descriptors.get(a.i32(0), Rights.FD_FILESTAT_SET_SIZE).resize(a.i64(1));
    }

    void filestatSetTimes(Arguments a) throws IOException {
        descriptors.get(a.i32(0), Rights.FD_FILESTAT_SET_TIMES).setTimes(FileTimes.of(a.i64(1), a.i64(2), a.i32(3)));
    }

    void read(Arguments a) throws IOException {
        Descriptor file = descriptors.get(a.i32(0), Rights.FD_READ);
        memory.i32(
                a.i32(3),
                memory.eachBuffer(
                        a.i32(1),
                        a.i32(2),
                        (buffer, before) -> before > 0 && file.readable() == 0
                                ? 0 // What has been read is not held back for more.
                                : file.read(buffer)));
    }

    void pread(Arguments a) throws IOException {
        Descriptor file = descriptors.get(a.i32(0), Rights.FD_READ);
        memory.i32(
                a.i32(4),
                memory.eachBuffer(a.i32(1), a.i32(2), (buffer, before) -> file.readAt(buffer, a.i64(3) + before)));
    }

    void write(Arguments a) throws IOException {
        Descriptor file = descriptors.get(a.i32(0), Rights.FD_WRITE);
        memory.i32(a.i32(3), memory.eachBuffer(a.i32(1), a.i32(2), (buffer, before) -> file.write(buffer)));
    }

    void pwrite(Arguments a) throws IOException {
        Descriptor file = descriptors.get(a.i32(0), Rights.FD_WRITE);
        memory.i32(
                a.i32(4),
                memory.eachBuffer(a.i32(1), a.i32(2), (buffer, before) -> file.writeAt(buffer, a.i64(3) + before)));
    }

    void seek(Arguments a) throws IOException {
        Descriptor file = descriptors.get(a.i32(0));
        if (file instanceof OpenFile) {
            boolean tells = a.i64(1) == 0 && a.i32(2) == 1;
            file.require(tells ? 0 : Rights.FD_SEEK);
        }
        memory.i64(a.i32(3), file.seek(a.i64(1), a.i32(2)));
    }

    void tell(Arguments a) throws IOException {
        Descriptor file = descriptors.get(a.i32(0));
        if (file instanceof OpenFile) {
            file.require(Rights.FD_TELL);
        }
        memory.i64(a.i32(1), file.seek(0, 1));
    }

    void renumber(Arguments a) throws IOException {
        descriptors.renumber(a.i32(0), a.i32(1));
    }

    void prestatGet(Arguments a) {
        memory.i64(a.i32(1), (long) preopenName(a.i32(0)).length << 32);
    }

    void prestatDirName(Arguments a) {
        byte[] name = preopenName(a.i32(0));
        if (Integer.compareUnsigned(a.i32(2), name.length) < 0) {
            throw Errno.NAMETOOLONG.exception();
        }
        memory.put(a.i32(1), name, name.length);
    }

    private byte[] preopenName(int number) {
        if (descriptors.get(number) instanceof OpenDirectory directory && directory.preopenName != null) {
            return directory.preopenName.getBytes(StandardCharsets.UTF_8);
        }
        throw Errno.BADF.exception();
    }

    /** Fills the buffer with entries from the cookie on; the last one may be cut off, which tells the program to ask again. */
    void readdir(Arguments a) throws IOException {
        OpenDirectory directory = descriptors.directory(a.i32(0), Rights.FD_READDIR);
        int buffer = a.i32(1);
        int room = a.i32(2);
        long cookie = a.i64(3);
        List<OpenDirectory.Entry> entries = directory.entries(cookie == 0);
        int used = 0;
        for (long i = cookie; i >= 0 && i < entries.size() && used < room; i++) {
            OpenDirectory.Entry entry = entries.get((int) i);
            byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
            java.nio.ByteBuffer bytes =
                    java.nio.ByteBuffer.allocate(ENTRY_HEAD + name.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            bytes.putLong(i + 1)
                    .putLong(entry.inode())
                    .putInt(name.length)
                    .putInt(entry.type())
                    .put(name);
            int length = Math.min(bytes.capacity(), room - used);
            memory.put(buffer + used, bytes.array(), length);
            used += length;
        }
        memory.i32(a.i32(4), used);
    }
}
