package dev.habu.js;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;

/**
 * The only files that a script's {@code import} can see: the resources of {@link JsOptions} and what its {@link
 * ImportSource} has, read-only.
 */
final class ResourceFileSystem implements FileSystem {
    private final Map<String, JsOptions.Resource> resources;
    private final ImportSource imports;

    ResourceFileSystem(Map<String, JsOptions.Resource> resources, ImportSource imports) {
        this.resources = resources;
        this.imports = imports;
    }

    @Override
    public Path parsePath(URI uri) {
        if ("file".equals(uri.getScheme())) {
            return Path.of(uri.getPath());
        }
        String module = imports.resolve(uri.toString());
        if (module == null) {
            throw new UnsupportedOperationException("Only registered file: resources can be imported, not " + uri);
        }
        return Path.of(module);
    }

    @Override
    public Path parsePath(String path) {
        String module = path.startsWith("/") || path.startsWith(".") ? null : imports.resolve(path);
        return Path.of(module == null ? path : module);
    }

    private byte[] read(Path path) throws IOException {
        byte[] content = find(key(path));
        if (content == null) {
            throw new NoSuchFileException(path.toString());
        }
        return content;
    }

    private byte[] find(String path) throws IOException {
        JsOptions.Resource resource = resources.get(path);
        if (resource != null) {
            return resource.read();
        }
        return imports.read(path);
    }

    private static String key(Path path) {
        return Path.of("/").resolve(path).normalize().toString();
    }

    @Override
    public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... linkOptions) throws IOException {
        if (modes.contains(AccessMode.WRITE) || modes.contains(AccessMode.EXECUTE)) {
            throw new AccessDeniedException(path.toString());
        }
        if (!resources.containsKey(key(path))) {
            read(path);
        }
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return new BytesChannel(ByteBuffer.wrap(read(path)).asReadOnlyBuffer());
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return Map.of("isRegularFile", true, "isDirectory", false, "size", (long) read(path).length);
    }

    @Override
    public Path toAbsolutePath(Path path) {
        return Path.of("/").resolve(path);
    }

    @Override
    public Path toRealPath(Path path, LinkOption... linkOptions) throws IOException {
        checkAccess(path, Set.of());
        return Path.of(key(path));
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        throw new AccessDeniedException(path.toString());
    }

    @Override
    public void delete(Path path) throws IOException {
        throw new AccessDeniedException(path.toString());
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        throw new AccessDeniedException(path.toString());
    }

    private static final class BytesChannel implements SeekableByteChannel {
        private final ByteBuffer content;

        BytesChannel(ByteBuffer content) {
            this.content = content;
        }

        @Override
        public int read(ByteBuffer target) {
            if (!content.hasRemaining()) {
                return -1;
            }
            int count = Math.min(target.remaining(), content.remaining());
            target.put(content.slice(content.position(), count));
            content.position(content.position() + count);
            return count;
        }

        @Override
        public int write(ByteBuffer source) {
            throw new NonWritableChannelException();
        }

        @Override
        public long position() {
            return content.position();
        }

        @Override
        public SeekableByteChannel position(long position) {
            content.position((int) Math.min(position, content.limit()));
            return this;
        }

        @Override
        public long size() {
            return content.limit();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // Holds only memory.
        }
    }
}
