package dev.habu.spec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder with the real launcher in it and everything it calls replaced: {@code java} prints its arguments, {@code mvnw}
 * writes what Maven would, and the PATH has only the tools that the launcher may count on.
 */
final class FakeClone {
    private static final List<String> TOOLS =
            List.of("find stat cksum mkdir mv rm grep sed head nice readlink".split(" "));

    final Path root;
    final Path cache;
    private final Path bin;
    private final Path jdk;
    private final Map<String, String> environment = new TreeMap<>();

    FakeClone(Path folder) throws IOException {
        root = Files.createDirectories(folder.resolve("a clone")).toRealPath();
        cache = folder.resolve("cache");
        bin = Files.createDirectories(folder.resolve("bin"));
        jdk = folder.resolve("jdk");
        Files.copy(House.ROOT.resolve("habu"), root.resolve("habu"));
        Files.createDirectories(root.resolve(".build"));
        for (String script : List.of("find-jdk.sh", "find-maven.sh", "first-use.sh")) {
            Files.copy(
                    House.ROOT.resolve(".build").resolve(script),
                    root.resolve(".build").resolve(script));
        }
        root.resolve("habu").toFile().setExecutable(true);
        for (House.Room room : House.ROOMS) {
            Files.createDirectories(root.resolve(room.module()).resolve("src/main"));
        }
        Files.createFile(root.resolve("pom.xml"));
        for (String tool : TOOLS) {
            borrow(tool);
        }
        script(bin.resolve("npm"), "");
        script(bin.resolve("mvn"), "echo Apache Maven 3.9.9");
        maven("""
                echo '[INFO] Building js-shim 0.1.0                      [1/2]'
                echo '[INFO] Building worker-server 0.1.0                [2/2]'
                cd "${0%/*}" && mkdir -p js-shim/target js-shim/node_modules
                cd worker-server/target && mkdir -p lib && echo jar >lib/asm.jar && echo jar >worker-server-0.1.0.jar
                """);
        script(jdk.resolve("bin/javac"), "");
        jdkVersion("25.0.3");
        java("");
        environment.put("PATH", bin.toString());
        environment.put("JAVA_HOME", jdk.toString());
        environment.put("HOME", folder.toString());
        environment.put("HABU_CACHE", cache.toString());
    }

    /** Replaces what the build does. */
    void maven(String body) throws IOException {
        script(root.resolve("mvnw"), body);
    }

    /**
     * Makes {@code java} run this first. It then writes the file after -XX:AOTCacheOutput, answers {@code prepare} with the
     * path of a jar, and prints its arguments, one a line, for everything else.
     */
    void java(String first) throws IOException {
        script(jdk.resolve("bin/java"), first + """

                for word; do case $word in -XX:AOTCacheOutput=*) echo cache >"${word#*=}"; exit ;; esac; done
                case "$*" in *" dev.habu.worker.Main prepare") echo "preparing" >&2; echo jar >"$HOME/pyodide.jar"; echo "$HOME/pyodide.jar"; exit ;; esac
                for word; do printf '%s\\n' "$word"; done
                pwd
                """);
    }

    /** Hides the machine's JDKs from the launcher: JAVA_HOME is all that is left. */
    void hideOtherJdks() throws IOException {
        Path script = root.resolve(".build/find-jdk.sh");
        String folders = "/usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk*";
        String text = Files.readString(script);
        if (!text.contains(folders)) {
            throw new AssertionError(folders + " is not in " + script);
        }
        Files.writeString(script, text.replace(folders, ""));
    }

    void jdkVersion(String version) throws IOException {
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    void without(String tool) throws IOException {
        Files.delete(bin.resolve(tool));
    }

    void tool(String name, String body) throws IOException {
        script(bin.resolve(name), body);
    }

    void environment(String name, String value) {
        environment.put(name, value);
    }

    /** The file of this name in the folder of a build, waited for, since the AOT cache comes in the background. */
    Path awaitFile(String name) throws IOException, InterruptedException {
        Instant end = Instant.now().plusSeconds(30);
        while (Instant.now().isBefore(end)) {
            try (Stream<Path> builds = Files.list(cache.resolve("launch"))) {
                Optional<Path> found = builds.map(build -> build.resolve(name))
                        .filter(Files::exists)
                        .findAny();
                if (found.isPresent()) {
                    return found.get();
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no " + name + " below " + cache);
    }

    /** Waits for the AOT caches that are still being made: what writes into the folder would keep it from being removed. */
    void awaitAotCaches() throws IOException, InterruptedException {
        if (!Files.isDirectory(cache.resolve("launch"))) {
            return;
        }
        List<Path> makers;
        try (Stream<Path> builds = Files.list(cache.resolve("launch"))) {
            makers = builds.map(build -> build.resolve("aot.pid")).toList();
        }
        Instant end = Instant.now().plusSeconds(30);
        for (Path maker : makers) {
            while (isRunning(maker)) {
                if (Instant.now().isAfter(end)) {
                    throw new AssertionError("what " + maker + " names does not end");
                }
                Thread.sleep(20);
            }
        }
    }

    private static boolean isRunning(Path pid) throws IOException {
        if (Files.exists(pid.resolveSibling("habu.aot")) || Files.exists(pid.resolveSibling("aot.failed"))) {
            return false; // all that it still does is to remove files
        }
        try {
            String text = Files.readString(pid).trim();
            return text.isEmpty() || ProcessHandle.of(Long.parseLong(text)).isPresent();
        } catch (NoSuchFileException e) {
            return false; // it removes the file when it is done
        }
    }

    record Outcome(int exitCode, List<String> out, String err) {}

    Outcome habu(String... arguments) throws IOException, InterruptedException {
        return start(root.resolve("habu"), root, arguments);
    }

    Outcome start(Path launcher, Path cwd, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("habu", ".out");
        Path err = Files.createTempFile("habu", ".err");
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(cwd.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("habu does not end: " + Files.readString(err));
        }
        Outcome outcome = new Outcome(process.exitValue(), Files.readAllLines(out), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return outcome;
    }

    /** A script and not a link: JUnit warns of links when it removes its folder. */
    private void borrow(String tool) throws IOException {
        for (String folder : System.getenv("PATH").split(":")) {
            Path real = Path.of(folder, tool);
            if (Files.isExecutable(real)) {
                script(bin.resolve(tool), "exec " + real + " \"$@\"");
                return;
            }
        }
        throw new IOException(tool + " is not on the PATH");
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, ("#!/bin/sh\n" + body + "\n").getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
