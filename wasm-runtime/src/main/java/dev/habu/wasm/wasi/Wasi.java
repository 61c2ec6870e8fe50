package dev.habu.wasm.wasi;

import dev.habu.wasm.Extern;
import dev.habu.wasm.ExternType;
import dev.habu.wasm.Imports;
import dev.habu.wasm.Instance;
import dev.habu.wasm.Memory;
import dev.habu.wasm.Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * WASI preview 1: what a program compiled for {@code wasm32-wasip1} asks of an operating system. One object is one process: it has the arguments,
 * environment variables, standard streams and folders that its builder was given, and nothing else of this machine. A program reaches no file outside of
 * its folders: not by {@code ..}, an absolute path or a symbolic link. Other processes that swap folders for links while a program runs can mislead it,
 * since Java cannot open files relative to an open folder. There are no sockets.
 *
 * <p>Not thread-safe: one thread at a time, as the instance.
 *
 * {@snippet lang = java:
 * try (Wasi wasi = Wasi.builder().arguments("program", "x").folder(Path.of("data"), "/").build()) {
 *     int exitCode = wasi.run(module);
 * }
 * }
 */
public final class Wasi implements Imports, AutoCloseable {
    private final GuestMemory memory = new GuestMemory();
    private final DescriptorTable descriptors = new DescriptorTable();
    private final Preview1 functions;

    private Wasi(Builder builder) {
        int type = builder.terminal ? FileStatus.CHARACTER_DEVICE : FileStatus.UNKNOWN;
        descriptors.add(new StandardInput(builder.stdin, type));
        descriptors.add(new StandardOutput(builder.stdout, type));
        descriptors.add(new StandardOutput(builder.stderr, type));
        builder.folders.forEach(descriptors::add);
        functions = new Preview1(memory, descriptors, List.copyOf(builder.arguments), List.copyOf(builder.environment));
    }

    /** Begins a process with nothing: no arguments, no variables, no folders, an empty input, and output that is thrown away. */
    public static Builder builder() {
        return new Builder();
    }

    /** The functions of {@code wasi_snapshot_preview1}. */
    @Override
    public Extern resolve(String module, String name, ExternType type) {
        return module.equals(Preview1.MODULE) ? functions.function(name) : null;
    }

    /**
     * Runs a command: makes an instance with no imports but WASI and calls its {@code _start}.
     *
     * @return the exit code: what the program gave {@code proc_exit}, or 0 when it returned
     * @throws dev.habu.wasm.LinkException if the module imports something else
     * @throws IllegalArgumentException if it is no command: it exports no {@code _start} or no memory
     * @throws dev.habu.wasm.Trap if the program traps
     */
    public int run(Module module) {
        return start(module.instantiate(this));
    }

    /**
     * Calls the {@code _start} of an instance that was made with this object among its imports.
     *
     * @return the exit code, as of {@link #run}
     */
    public int start(Instance instance) {
        attach(instance);
        try {
            instance.function("_start").apply();
            return 0;
        } catch (WasiExit e) {
            return e.code();
        }
    }

    /**
     * Prepares an instance that was made with this object among its imports, so that its exports can be called (a <em>reactor</em>). Calls its
     * {@code _initialize} if there is one.
     *
     * @throws IllegalArgumentException if the instance exports no memory of the name {@code memory}
     * @throws WasiExit if the program exits at once; exported functions throw it too
     */
    public void initialise(Instance instance) {
        attach(instance);
        if (instance.export("_initialize") != null) {
            instance.function("_initialize").apply();
        }
    }

    private void attach(Instance instance) {
        if (!(instance.export("memory") instanceof Memory exported)) {
            throw new IllegalArgumentException("the module exports no memory \"memory\", which WASI needs");
        }
        memory.attach(exported);
    }

    /** Closes what the program has left open. The standard streams stay as they are. */
    @Override
    public void close() {
        descriptors.closeAll();
    }

    /** What a process is given. */
    public static final class Builder {
        private final List<String> arguments = new ArrayList<>();
        private final List<String> environment = new ArrayList<>();
        private final List<OpenDirectory> folders = new ArrayList<>();
        private InputStream stdin = InputStream.nullInputStream();
        private OutputStream stdout = OutputStream.nullOutputStream();
        private OutputStream stderr = OutputStream.nullOutputStream();
        private boolean terminal;

        private Builder() {}

        /** Adds arguments; the first one of all is by custom the name of the program. */
        public Builder arguments(String... values) {
            for (String value : values) {
                arguments.add(withoutNul(value));
            }
            return this;
        }

        /**
         * Sets an environment variable.
         *
         * @throws IllegalArgumentException if the name is empty or has a {@code =} in it
         */
        public Builder environment(String name, String value) {
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                throw new IllegalArgumentException("not the name of an environment variable: \"" + name + "\"");
            }
            environment.add(withoutNul(name + "=" + value));
            return this;
        }

        /**
         * Gives the program a folder with all that lies in it, to read and to write.
         *
         * @param folder the folder of this machine
         * @param name what the program calls it, such as {@code /data}
         * @throws IOException if it is no folder
         */
        public Builder folder(Path folder, String name) throws IOException {
            Path real = folder.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new NotDirectoryException(folder.toString());
            }
            folders.add(new OpenDirectory(real, withoutNul(name), Rights.DIRECTORY, Rights.DIRECTORY | Rights.FILE, 0));
            return this;
        }

        /** Where standard input comes from; read no further than the program reads, except while it polls. */
        public Builder stdin(InputStream in) {
            stdin = in;
            return this;
        }

        /** Where standard output goes; flushed after each write. */
        public Builder stdout(OutputStream out) {
            stdout = out;
            return this;
        }

        /** Where standard error goes; flushed after each write. */
        public Builder stderr(OutputStream err) {
            stderr = err;
            return this;
        }

        /** Whether the standard streams are a terminal, which makes programs write lines at once. */
        public Builder terminal(boolean isTerminal) {
            terminal = isTerminal;
            return this;
        }

        /** Makes the process. */
        public Wasi build() {
            return new Wasi(this);
        }

        private static String withoutNul(String text) {
            if (text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a text for a program has a NUL in it: " + text.replace('\0', '?'));
            }
            return text;
        }
    }
}
