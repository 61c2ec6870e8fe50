package dev.habu.wasm.wasi;

import dev.habu.wasm.wasi.PathWalk.Place;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/** The functions {@code path_…}, on files below an open directory. */
final class PathCalls {
    private static final int FOLLOW = 1;
    private static final int CREATE = 1;
    private static final int DIRECTORY = 1 << 1;
    private static final int EXCLUSIVE = 1 << 2;
    private static final int TRUNCATE = 1 << 3;
    private static final CopyOption[] RENAME = {StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING};

    private final GuestMemory memory;
    private final DescriptorTable descriptors;

    PathCalls(GuestMemory memory, DescriptorTable descriptors) {
        this.memory = memory;
        this.descriptors = descriptors;
    }

    /** The place that a descriptor, an address and a length in the arguments mean. */
    private Place place(Arguments a, int first, boolean follow, long rights) throws IOException {
        OpenDirectory directory = descriptors.directory(a.i32(first), rights);
        return PathWalk.resolve(directory.path, memory.text(a.i32(first + 1), a.i32(first + 2)), follow);
    }

    /** As {@link #place}, with the lookup flags between the descriptor and the address. */
    private Place placeWithFlags(Arguments a, int first, long rights) throws IOException {
        OpenDirectory directory = descriptors.directory(a.i32(first), rights);
        String path = memory.text(a.i32(first + 2), a.i32(first + 3));
        return PathWalk.resolve(directory.path, path, (a.i32(first + 1) & FOLLOW) != 0);
    }

    void createDirectory(Arguments a) throws IOException {
        Files.createDirectory(place(a, 0, false, Rights.PATH_CREATE_DIRECTORY).path());
    }

    void filestatGet(Arguments a) throws IOException {
        placeWithFlags(a, 0, Rights.PATH_FILESTAT_GET).required().status().write(memory, a.i32(4));
    }

    void filestatSetTimes(Arguments a) throws IOException {
        FileTimes times = FileTimes.of(a.i64(4), a.i64(5), a.i32(6));
        times.set(
                placeWithFlags(a, 0, Rights.PATH_FILESTAT_SET_TIMES).required().path());
    }

    void link(Arguments a) throws IOException {
        if ((a.i32(1) & FOLLOW) != 0) {
            throw Errno.INVAL.exception();
        }
        Place source = placeWithFlags(a, 0, Rights.PATH_LINK_SOURCE).required();
        Place target = place(a, 4, false, Rights.PATH_LINK_TARGET);
        if (target.exists()) {
            throw Errno.EXIST.exception();
        }
        if (target.slash()) {
            throw Errno.NOENT.exception();
        }
        if (source.status().isDirectory()) {
            throw Errno.PERM.exception();
        }
        Files.createLink(target.path(), source.path());
    }

    void open(Arguments a) throws IOException {
        OpenDirectory parent = descriptors.directory(a.i32(0), Rights.PATH_OPEN);
        Place place = placeWithFlags(a, 0, 0);
        int how = a.i32(4);
        long wanted = a.i64(5);
        long rights = wanted & parent.inheriting();
        int flags = a.i32(7);
        if (place.exists() && (how & CREATE) != 0 && (how & EXCLUSIVE) != 0) {
            throw Errno.EXIST.exception();
        }
        if ((how & TRUNCATE) != 0) {
            parent.require(Rights.PATH_FILESTAT_SET_SIZE);
        }
        if (place.exists() && place.status().isLink()) {
            throw Errno.LOOP.exception();
        }
        Descriptor opened;
        if (place.exists() && place.status().isDirectory()) {
            boolean asFile = (how & (CREATE | TRUNCATE)) != 0 && (how & DIRECTORY) == 0;
            if ((wanted & Rights.FD_WRITE) != 0 || asFile) {
                throw Errno.ISDIR.exception();
            }
            opened = new OpenDirectory(
                    place.path(), null, rights & Rights.DIRECTORY, a.i64(6) & parent.inheriting(), flags);
        } else {
            opened = file(parent, place, how, rights & Rights.FILE, flags);
        }
        memory.i32(a.i32(8), descriptors.add(opened));
    }

    private static Descriptor file(OpenDirectory parent, Place place, int how, long rights, int flags)
            throws IOException {
        if (place.exists()) {
            place.required();
        }
        if ((how & DIRECTORY) != 0) {
            throw (place.exists() ? Errno.NOTDIR : Errno.NOENT).exception();
        }
        Set<OpenOption> options = new HashSet<>();
        options.add(LinkOption.NOFOLLOW_LINKS);
        boolean writes = (rights & (Rights.FD_WRITE | Rights.FD_ALLOCATE | Rights.FD_FILESTAT_SET_SIZE)) != 0;
        if (!place.exists()) {
            if ((how & CREATE) == 0 || place.slash()) {
                throw ((how & CREATE) != 0 ? Errno.ISDIR : Errno.NOENT).exception();
            }
            parent.require(Rights.PATH_CREATE_FILE);
            options.add(StandardOpenOption.CREATE_NEW);
            writes = true;
        }
        if ((how & TRUNCATE) != 0) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
            writes = true;
        }
        if (writes) {
            options.add(StandardOpenOption.WRITE);
        }
        if (!writes || (rights & Rights.FD_READ) != 0) {
            options.add(StandardOpenOption.READ);
        }
        return new OpenFile(FileChannel.open(place.path(), options), place.path(), rights, flags);
    }

    void readlink(Arguments a) throws IOException {
        Place place = place(a, 0, false, Rights.PATH_READLINK).required();
        byte[] target = Files.readSymbolicLink(place.path()).toString().getBytes(StandardCharsets.UTF_8);
        int length = (int) Math.min(target.length, Integer.toUnsignedLong(a.i32(4)));
        memory.put(a.i32(3), target, length);
        memory.i32(a.i32(5), length);
    }

    void removeDirectory(Arguments a) throws IOException {
        OpenDirectory directory = descriptors.directory(a.i32(0), 0);
        Place place = place(a, 0, false, Rights.PATH_REMOVE_DIRECTORY).required();
        if (!place.status().isDirectory()) {
            throw Errno.NOTDIR.exception();
        }
        if (place.path().equals(directory.path)) {
            throw Errno.INVAL.exception();
        }
        Files.delete(place.path());
    }

    void rename(Arguments a) throws IOException {
        Place source = place(a, 0, false, Rights.PATH_RENAME_SOURCE).required();
        Place target = place(a, 3, false, Rights.PATH_RENAME_TARGET);
        boolean directory = source.status().isDirectory();
        if (target.slash() && !directory) {
            throw Errno.NOTDIR.exception();
        }
        if (target.exists() && target.status().isDirectory() != directory) {
            throw (directory ? Errno.NOTDIR : Errno.ISDIR).exception();
        }
        if (source.path().equals(descriptors.directory(a.i32(0), 0).path)
                || target.path().equals(descriptors.directory(a.i32(3), 0).path)) {
            throw Errno.INVAL.exception();
        }
        if (directory && !source.path().equals(target.path()) && target.path().startsWith(source.path())) {
            throw Errno.INVAL.exception();
        }
        if (directory && target.exists() && !isEmpty(target.path())) {
            throw Errno.NOTEMPTY.exception();
        }
        Files.move(source.path(), target.path(), RENAME);
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var entries = Files.newDirectoryStream(directory)) {
            return !entries.iterator().hasNext();
        }
    }

    /** A link to an absolute path would mean another file inside of the program than outside. */
    void symlink(Arguments a) throws IOException {
        String content = memory.text(a.i32(0), a.i32(1));
        Place place = place(a, 2, false, Rights.PATH_SYMLINK);
        if (content.isEmpty()) {
            throw Errno.NOENT.exception();
        }
        if (content.startsWith("/")) {
            throw Errno.NOTCAPABLE.exception();
        }
        if (place.exists()) {
            throw Errno.EXIST.exception();
        }
        if (place.slash()) {
            throw Errno.NOENT.exception();
        }
        Files.createSymbolicLink(place.path(), Path.of(content));
    }

    void unlinkFile(Arguments a) throws IOException {
        Place place = place(a, 0, false, Rights.PATH_UNLINK_FILE).required();
        if (place.status().isDirectory()) {
            throw Errno.ISDIR.exception();
        }
        Files.delete(place.path());
    }
}
