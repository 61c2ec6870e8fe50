package dev.habu.spec.programs;

import dev.habu.spec.fetch.FetchedFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Programs that other compilers make: Go, and C by way of Zig; both come from PyPI. SQLite's source and esbuild are in packages of npm. What a compiler has built
 * before it takes from its own cache.
 */
public final class Programs {
    private static final long TIMEOUT_MINUTES = 10;

    private final Path tools;
    private final Path packages;
    private final Path built;

    private Programs(Path tools, Path packages, Path built) {
        this.tools = tools;
        this.packages = packages;
        this.built = built;
    }

    /**
     * Fetches the compilers and packages unless they are there.
     *
     * @param built where programs are written
     * @throws IOException if something cannot be fetched, or there is no pip or npm
     */
    public static Programs install(Path built) throws IOException {
        return new Programs(
                FetchedFolder.pip("program-tools", Programs.class),
                FetchedFolder.npm("program-sources", Programs.class, List.of("package.json")),
                Files.createDirectories(built));
    }

    /** The source of Go's standard library, a folder for each package. */
    public Path goSource() {
        return tools.resolve("go/src");
    }

    /** Builds a resource of ours, for WASI preview 1. */
    public Path go(String source) throws IOException {
        Path wasm = built.resolve(source.replace(".go", ".wasm"));
        goTool(built, "build", "-o", wasm.toString(), resource(source).toString());
        return wasm;
    }

    /** Builds the tests of packages of Go's standard library; the results are in the order of the packages. */
    public List<Path> goTests(List<String> names) throws IOException {
        List<String> command = new ArrayList<>(List.of("test", "-c", "-o", built + "/"));
        command.addAll(names);
        goTool(goSource(), command.toArray(String[]::new));
        return names.stream()
                .map(name -> built.resolve(Path.of(name).getFileName() + ".test"))
                .toList();
    }

    private void goTool(Path folder, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(tools.resolve("go/bin/go").toString()));
        command.addAll(List.of(arguments));
        String cache = tools.resolve("go-cache").toString();
        run(
                folder,
                command,
                Map.of(
                        "GOROOT", tools.resolve("go").toString(),
                        "GOPATH", cache,
                        "GOCACHE", cache,
                        "GOENV", "off",
                        "GOTOOLCHAIN", "local",
                        "GOPROXY", "off",
                        "GOOS", "wasip1",
                        "GOARCH", "wasm"));
    }

    /** Builds a resource of ours with WASI's C library. */
    public Path c(String source, String... options) throws IOException {
        Path wasm = built.resolve(source.replace(".c", ".wasm"));
        List<String> command =
                new ArrayList<>(List.of(tools.resolve("ziglang/zig").toString(), "cc"));
        command.addAll(List.of(
                "-target",
                "wasm32-wasi",
                "-O2",
                "-o",
                wasm.toString(),
                resource(source).toString()));
        command.addAll(List.of(options));
        String cache = tools.resolve("zig-cache").toString();
        run(built, command, Map.of("ZIG_GLOBAL_CACHE_DIR", cache, "ZIG_LOCAL_CACHE_DIR", cache));
        return wasm;
    }

    /** Builds a program of ours with SQLite in it. */
    public Path database() throws IOException {
        Path sqlite = packages.resolve("node_modules/better-sqlite3/deps/sqlite3");
        return c(
                "database.c",
                sqlite.resolve("sqlite3.c").toString(),
                "-I" + sqlite,
                "-DSQLITE_THREADSAFE=0",
                "-DSQLITE_OMIT_LOAD_EXTENSION");
    }

    /** A program in which {@code longjmp} is a WebAssembly exception, in the instructions of 3.0 or the older ones. */
    public Path jumps(boolean legacy) throws IOException {
        return c(
                "jumps.c",
                "-mcpu=generic+exception_handling",
                "-mllvm",
                "-wasm-enable-sjlj",
                "-mllvm",
                "-wasm-use-legacy-eh=" + legacy);
    }

    /** Esbuild for JavaScript hosts, compiled by Go. */
    public Path esbuild() {
        return packages.resolve("node_modules/esbuild-wasm/esbuild.wasm");
    }

    private Path resource(String name) throws IOException {
        Path file = built.resolve(name);
        try (InputStream in = Programs.class.getResourceAsStream(name)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    private void run(Path folder, List<String> command, Map<String, String> environment) throws IOException {
        Path log = built.resolve("build.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException(command + " did not end in " + TIMEOUT_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroy();
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    command + ": " + Files.readString(log).strip());
        }
    }
}
