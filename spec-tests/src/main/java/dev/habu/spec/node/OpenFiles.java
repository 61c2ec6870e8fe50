package dev.habu.spec.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/** The file descriptors of one process; the first three are the client's. Loop thread only. */
final class OpenFiles {
    private static final int WRITE_ONLY = 1;
    private static final int READ_WRITE = 2;
    private static final int CREATE = 0100;
    private static final int EXCLUSIVE = 0200;
    private static final int TRUNCATE = 01000;
    private static final int APPEND = 02000;
    private static final int NO_FOLLOW = 0400000;

    private static final Path TERMINAL = Path.of("/dev/tty");

    /** What a descriptor stands for: a file, or with no channel a stream of the client. */
    private record OpenFile(Path path, FileChannel channel, boolean append) {}

    private final Client client;
    private final TreeMap<Integer, OpenFile> files = new TreeMap<>();
    private byte[] input = {};
    private int inputPosition;

    OpenFiles(Client client) {
        this.client = client;
        for (int i = 0; i < 3; i++) {
            files.put(i, new OpenFile(Path.of("/dev/fd/" + i), null, false));
        }
    }

    int open(Path path, int flags, int mode) throws IOException {
        int descriptor = 0;
        while (files.containsKey(descriptor)) {
            descriptor++;
        }
        FileChannel channel = path.equals(TERMINAL) ? null : FileChannel.open(path, options(flags), permissions(mode));
        files.put(descriptor, new OpenFile(path, channel, (flags & APPEND) != 0));
        return descriptor;
    }

    private static Set<OpenOption> options(int flags) {
        Set<OpenOption> options = new HashSet<>();
        boolean writes = (flags & (WRITE_ONLY | READ_WRITE)) != 0;
        if ((flags & WRITE_ONLY) == 0) {
            options.add(StandardOpenOption.READ);
        }
        if (writes) {
            options.add(StandardOpenOption.WRITE);
        }
        if (writes && (flags & TRUNCATE) != 0) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        if ((flags & CREATE) != 0) {
            options.add((flags & EXCLUSIVE) != 0 ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
        }
        if ((flags & NO_FOLLOW) != 0) {
            options.add(LinkOption.NOFOLLOW_LINKS);
        }
        return options;
    }

    static FileAttribute<Set<PosixFilePermission>> permissions(int mode) {
        return PosixFilePermissions.asFileAttribute(permissionSet(mode));
    }

    static Set<PosixFilePermission> permissionSet(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) { // OWNER_READ first, as in a mode
            if (((mode >> (8 - permission.ordinal())) & 1) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    private OpenFile file(int descriptor) throws IOException {
        OpenFile file = files.get(descriptor);
        if (file == null) {
            throw new Errno.BadDescriptor(descriptor);
        }
        return file;
    }

    Path path(int descriptor) throws IOException {
        return file(descriptor).path();
    }

    FileChannel channel(int descriptor) throws IOException {
        FileChannel channel = file(descriptor).channel();
        if (channel == null) {
            throw new IOException("Invalid argument");
        }
        return channel;
    }

    /** Whether a descriptor was opened as the terminal; the client knows about its own streams. */
    boolean isTerminal(int descriptor) {
        OpenFile file = files.get(descriptor);
        return file != null && file.path().equals(TERMINAL);
    }

    void close(int descriptor) throws IOException {
        FileChannel channel = file(descriptor).channel();
        files.remove(descriptor);
        if (channel != null) {
            channel.close();
        }
    }

    /** Reads at a position, or with a negative one where the last read or write ended; 0 bytes at the end. */
    int read(int descriptor, ByteBuffer target, long position) throws IOException {
        FileChannel channel = file(descriptor).channel();
        if (channel == null) {
            return readInput(target);
        }
        return Math.max(0, position < 0 ? channel.read(target) : channel.read(target, position));
    }

    private int readInput(ByteBuffer target) throws IOException {
        if (inputPosition == input.length) {
            input = client.read();
            inputPosition = 0;
        }
        int count = Math.min(target.remaining(), input.length - inputPosition);
        target.put(input, inputPosition, count);
        inputPosition += count;
        return count;
    }

    int write(int descriptor, ByteBuffer source, long position) throws IOException {
        OpenFile file = file(descriptor);
        int count = source.remaining();
        if (file.channel() == null) {
            byte[] bytes = new byte[count];
            source.get(bytes);
            client.write(descriptor == 2, bytes);
            return count;
        }
        long at = file.append() ? file.channel().size() : position;
        return at < 0 ? file.channel().write(source) : file.channel().write(source, at);
    }
}
