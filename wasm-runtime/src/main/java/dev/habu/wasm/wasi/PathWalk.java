package dev.habu.wasm.wasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Follows a program's path below a directory, symbolic link by symbolic link, so that it never leaves the directory: not by {@code ..}, not by an
 * absolute path, not by a link. The result has no link in it except perhaps as its last step.
 */
final class PathWalk {
    private static final int MAX_LINKS = 40;

    /**
     * Where a path leads.
     *
     * @param path the host's path
     * @param status what is there, or null if nothing is
     * @param slash whether the program's path demands a directory by a slash at its end
     */
    record Place(Path path, FileStatus status, boolean slash) {
        boolean exists() {
            return status != null;
        }

        /** Fails unless something is there, and a directory if a slash demands it. */
        Place required() {
            if (status == null) {
                throw Errno.NOENT.exception();
            }
            if (slash && !status.isDirectory()) {
                throw Errno.NOTDIR.exception();
            }
            return this;
        }
    }

    private final Path root;
    private final Deque<String> steps = new ArrayDeque<>();
    private Path current;
    private int links;

    private PathWalk(Path root) {
        this.root = root;
        this.current = root;
    }

    /**
     * Follows a path.
     *
     * @param root the real path of the directory
     * @param follow whether a link at the path's end is followed
     */
    static Place resolve(Path root, String path, boolean follow) throws IOException {
        if (path.isEmpty()) {
            throw Errno.NOENT.exception();
        }
        if (path.indexOf('\0') >= 0) {
            throw Errno.ILSEQ.exception();
        }
        PathWalk walk = new PathWalk(root);
        walk.push(path);
        return walk.run(follow);
    }

    private void push(String path) {
        if (path.startsWith("/")) {
            throw Errno.NOTCAPABLE.exception();
        }
        String[] names = path.split("/", -1);
        for (int i = names.length - 1; i >= 0; i--) {
            steps.push(names[i]);
        }
    }

    private Place run(boolean follow) throws IOException {
        FileStatus status = FileStatus.of(current);
        boolean slash = false;
        while (!steps.isEmpty()) {
            String step = steps.pop();
            slash = step.isEmpty() && steps.stream().allMatch(String::isEmpty);
            if (step.isEmpty() || step.equals(".")) {
                continue;
            }
            if (step.equals("..")) {
                if (current.equals(root)) {
                    throw Errno.NOTCAPABLE.exception();
                }
                current = current.getParent();
                status = FileStatus.of(current);
                continue;
            }
            if (step.indexOf('\\') >= 0 && !root.getFileSystem().getSeparator().equals("/")) {
                throw Errno.NOTCAPABLE.exception(); // several steps for the host
            }
            Path next = current.resolve(step);
            boolean last = steps.stream().allMatch(String::isEmpty);
            status = statusOrNull(next);
            if (status == null && !last) {
                throw Errno.NOENT.exception();
            }
            // As in POSIX, a slash at the end follows a link too.
            if (status != null && status.isLink() && (!last || follow || !steps.isEmpty())) {
                if (++links > MAX_LINKS) {
                    throw Errno.LOOP.exception();
                }
                push(Files.readSymbolicLink(next).toString());
                status = FileStatus.of(current);
                continue;
            }
            if (status != null && !status.isDirectory() && !last) {
                throw Errno.NOTDIR.exception();
            }
            current = next;
        }
        return new Place(current, status, slash);
    }

    private static FileStatus statusOrNull(Path path) throws IOException {
        try {
            return FileStatus.of(path);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
