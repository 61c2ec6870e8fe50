package dev.habu.python;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an embedder decides about an {@link Interpreter}. Immutable; made with {@link #builder}. */
public final class InterpreterOptions {
    final Map<String, String> environment;
    final List<String> arguments;
    final Map<String, byte[]> files;
    final Map<String, byte[]> readOnlyFiles;
    final InputStream stdin;
    final OutputStream stdout;
    final OutputStream stderr;
    final boolean forSnapshot;

    private InterpreterOptions(Builder builder) {
        environment = Map.copyOf(builder.environment);
        arguments = List.copyOf(builder.arguments);
        files = new TreeMap<>(builder.files);
        readOnlyFiles = new TreeMap<>(builder.readOnlyFiles);
        stdin = builder.stdin;
        stdout = builder.stdout;
        stderr = builder.stderr;
        forSnapshot = builder.forSnapshot;
    }

    /** Whether an interpreter that has started already can become this one. */
    boolean fitSnapshot() {
        return !forSnapshot
                && arguments.isEmpty()
                && environment.keySet().stream().noneMatch(name -> name.startsWith("PYTHON"));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the choices; every one has a default. */
    public static final class Builder {
        private final Map<String, String> environment = new TreeMap<>();
        private List<String> arguments = List.of();
        private final Map<String, byte[]> files = new TreeMap<>();
        private final Map<String, byte[]> readOnlyFiles = new TreeMap<>();
        private InputStream stdin = InputStream.nullInputStream();
        private OutputStream stdout = OutputStream.nullOutputStream();
        private OutputStream stderr = OutputStream.nullOutputStream();
        private boolean forSnapshot;

        private Builder() {}

        /**
         * Sets a variable of Python's {@code os.environ}; nothing of the host's environment gets there by itself. One whose
         * name begins with {@code PYTHON} makes the interpreter start afresh, see {@link #arguments}.
         */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /**
         * The arguments of CPython's command line, without the program's name; none by default. With arguments the
         * interpreter starts afresh, not from the memory of one that has started before, which takes seconds longer.
         */
        public Builder arguments(List<String> all) {
            arguments = List.copyOf(all);
            return this;
        }

        /**
         * Puts a file into the interpreter's file system before Python starts.
         *
         * @param path absolute in the interpreter, with {@code /}
         */
        public Builder file(String path, byte[] content) {
            files.put(absolute(path), content.clone());
            return this;
        }

        /** As {@link #file}, with permission to read only. */
        public Builder readOnlyFile(String path, byte[] content) {
            readOnlyFiles.put(absolute(path), content.clone());
            return this;
        }

        /** Where Python reads its standard input; empty by default. Reading blocks the interpreter's thread. */
        public Builder stdin(InputStream in) {
            stdin = in;
            return this;
        }

        /** Where Python's standard output goes, byte for byte as Python flushes it; nowhere by default. */
        public Builder stdout(OutputStream out) {
            stdout = out;
            return this;
        }

        /** As {@link #stdout} for the standard error. */
        public Builder stderr(OutputStream err) {
            stderr = err;
            return this;
        }

        /** Lets the interpreter be made a snapshot of. */
        Builder forSnapshot() {
            forSnapshot = true;
            return this;
        }

        public InterpreterOptions build() {
            return new InterpreterOptions(this);
        }

        private static String absolute(String path) {
            if (!path.startsWith("/") || path.endsWith("/")) {
                throw new IllegalArgumentException("not the absolute path of a file: " + path);
            }
            return path;
        }
    }
}
