package dev.habu.spec.node;

import dev.habu.js.JsBuffers;
import dev.habu.js.JsValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The files of the machine as the calls of POSIX that Node's {@code fs} is made of. Paths are absolute. Loop thread only. */
final class HostFiles {
    private final HostFunctions host;
    private final OpenFiles open;

    HostFiles(HostFunctions host, Client client) {
        this.host = host;
        open = new OpenFiles(client);
    }

    private interface Call {
        Object run(Object[] args) throws IOException;
    }

    private void add(String name, int length, Call call) {
        host.add(name, length, (_, args) -> {
            try {
                return call.run(args);
            } catch (IOException e) {
                throw Errno.of(e).toJs(e, name);
            }
        });
    }

    void install() {
        add("open", 3, args -> open.open(path(args[0]), JsValues.toInt32(args[1]), JsValues.toInt32(args[2])));
        add("close", 1, args -> {
            open.close(JsValues.toInt32(args[0]));
            return null;
        });
        add(
                "read",
                3,
                args -> open.read(
                        JsValues.toInt32(args[0]), JsBuffers.bytesOf(args[1]), (long) JsValues.toDouble(args[2])));
        add(
                "write",
                3,
                args -> open.write(
                        JsValues.toInt32(args[0]), JsBuffers.bytesOf(args[1]), (long) JsValues.toDouble(args[2])));
        add("fsync", 1, args -> {
            open.channel(JsValues.toInt32(args[0])).force(true);
            return null;
        });
        add(
                "ftruncate",
                2,
                args -> truncate(open.channel(JsValues.toInt32(args[0])), (long) JsValues.toDouble(args[1])));
        add("truncate", 2, args -> {
            try (FileChannel channel = FileChannel.open(path(args[0]), StandardOpenOption.WRITE)) {
                return truncate(channel, (long) JsValues.toDouble(args[1]));
            }
        });
        add("fdPath", 1, args -> open.path(JsValues.toInt32(args[0])).toString());
        add("isTerminal", 1, args -> open.isTerminal(JsValues.toInt32(args[0])));
        add("stat", 2, args -> stat(path(args[0]), JsValues.toBoolean(args[1])));
        add("statfs", 1, args -> statfs(path(args[0])));
        add("readdir", 1, args -> readdir(path(args[0])));
        add("mkdir", 2, args -> {
            Files.createDirectory(path(args[0]), OpenFiles.permissions(JsValues.toInt32(args[1])));
            return null;
        });
        add("rmdir", 1, args -> remove(path(args[0]), true));
        add("unlink", 1, args -> remove(path(args[0]), false));
        add(
                "rename",
                2,
                args -> Files.move(path(args[0]), path(args[1]), StandardCopyOption.REPLACE_EXISTING)
                        .toString());
        add(
                "symlink",
                2,
                args -> Files.createSymbolicLink(path(args[1]), path(args[0])).toString());
        add("readlink", 1, args -> Files.readSymbolicLink(path(args[0])).toString());
        add("realpath", 1, args -> path(args[0]).toRealPath().toString());
        add("chmod", 2, args -> {
            Files.setPosixFilePermissions(path(args[0]), OpenFiles.permissionSet(JsValues.toInt32(args[1])));
            return null;
        });
        add("utimes", 3, args -> {
            Files.getFileAttributeView(path(args[0]), BasicFileAttributeView.class)
                    .setTimes(time(args[2]), time(args[1]), null);
            return null;
        });
    }

    private static Path path(Object value) {
        return Path.of(JsValues.toJavaString(value));
    }

    private static FileTime time(Object millis) {
        return FileTime.from((long) (JsValues.toDouble(millis) * 1000), TimeUnit.MICROSECONDS);
    }

    /** Numbers in the order that {@code fs.js} reads them in; times in milliseconds. */
    private static Object stat(Path path, boolean followLinks) throws IOException {
        LinkOption[] options = followLinks ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        Map<String, Object> all = Files.readAttributes(path, "unix:*", options);
        List<Object> numbers = new ArrayList<>();
        for (String name : new String[] {"dev", "ino", "mode", "nlink", "uid", "gid", "rdev", "size"}) {
            numbers.add(((Number) all.get(name)).doubleValue());
        }
        for (String name : new String[] {"lastAccessTime", "lastModifiedTime", "ctime"}) {
            numbers.add(((FileTime) all.get(name)).to(TimeUnit.MICROSECONDS) / 1e3);
        }
        return JsValues.newArray(numbers.toArray());
    }

    private static Object statfs(Path path) throws IOException {
        FileStore store = Files.getFileStore(path);
        long block = store.getBlockSize();
        return JsValues.newArray(
                JsValues.number(block),
                JsValues.number(store.getTotalSpace() / block),
                JsValues.number(store.getUnallocatedSpace() / block),
                JsValues.number(store.getUsableSpace() / block));
    }

    private static Object readdir(Path path) throws IOException {
        try (Stream<Path> children = Files.list(path)) {
            return JsValues.newArray(children.map(child -> child.getFileName().toString())
                    .sorted()
                    .map(JsValues::string)
                    .toArray());
        }
    }

    private static Object remove(Path path, boolean folder) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) != folder
                && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(path.toString(), null, folder ? "Not a directory" : "Is a directory");
        }
        Files.delete(path);
        return null;
    }

    private static Object truncate(FileChannel channel, long length) throws IOException {
        if (length < channel.size()) {
            channel.truncate(length);
        } else if (length > channel.size()) {
            channel.write(ByteBuffer.allocate(1), length - 1);
        }
        return null;
    }
}
