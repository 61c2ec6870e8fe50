package dev.habu.js;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** What an embedder decides about a {@link JsRuntime}. Immutable; made with {@link #builder}. */
public final class JsOptions {
    /** The default stack of the loop thread, bytes of address space: deep Python recursion needs it. */
    public static final long DEFAULT_STACK_BYTES = 512L << 20;

    /** Supplies the bytes of a resource; asked each time the resource is read. */
    @FunctionalInterface
    public interface Resource {
        byte[] read() throws IOException;
    }

    final String threadName;
    final long stackBytes;
    final ConsoleSink console;
    final Map<String, Resource> resources;
    final HttpFetcher fetcher;
    final ImportSource imports;

    private JsOptions(Builder builder) {
        threadName = builder.threadName;
        stackBytes = builder.stackBytes;
        console = builder.console;
        resources = Map.copyOf(builder.resources);
        fetcher = builder.fetcher;
        imports = builder.imports;
    }

    /** Where {@code console} writes. */
    public ConsoleSink console() {
        return console;
    }

    /** What carries out {@code fetch}, or null. */
    public HttpFetcher fetcher() {
        return fetcher;
    }

    /** The resource of a {@code file:} URL, or null. */
    public Resource resource(String url) {
        return resources.get(URI.create(url).normalize().getPath());
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the choices; every one has a default. */
    public static final class Builder {
        private String threadName = "habu-js";
        private long stackBytes = DEFAULT_STACK_BYTES;
        private ConsoleSink console = ConsoleSink.standard();
        private HttpFetcher fetcher;
        private ImportSource imports = ImportSource.none();
        private final Map<String, Resource> resources = new TreeMap<>();

        private Builder() {}

        /** The name of the loop thread; {@code habu-js} by default. */
        public Builder threadName(String name) {
            threadName = name;
            return this;
        }

        /** Stack of the loop thread in bytes of address space, {@link #DEFAULT_STACK_BYTES} by default. */
        public Builder stackBytes(long bytes) {
            stackBytes = bytes;
            return this;
        }

        /** Where {@code console} writes; the process's standard streams by default. */
        public Builder console(ConsoleSink sink) {
            console = sink;
            return this;
        }

        /** Carries out {@code fetch}; by default every fetch but that of a {@link #resource} fails. */
        public Builder fetcher(HttpFetcher httpFetcher) {
            fetcher = httpFetcher;
            return this;
        }

        /** Where imports of other than a {@link #resource} are found; nowhere by default. */
        public Builder imports(ImportSource source) {
            imports = source;
            return this;
        }

        /**
         * Registers what {@code import(url)} and {@code fetch(url)} may read. Nothing else can be imported, and no
         * file of the host can be.
         *
         * @param url an absolute {@code file:///…} URL; it names no file of the host
         */
        public Builder resource(String url, Resource content) {
            URI uri = URI.create(url);
            if (!"file".equals(uri.getScheme())
                    || uri.getPath() == null
                    || !uri.getPath().startsWith("/")) {
                throw new IllegalArgumentException("A resource needs a file:///… URL, not " + url);
            }
            resources.put(uri.normalize().getPath(), content);
            return this;
        }

        /** As {@link #resource(String, Resource)} for bytes at hand. */
        public Builder resource(String url, byte[] content) {
            return resource(url, () -> content);
        }

        public JsOptions build() {
            return new JsOptions(this);
        }
    }
}
