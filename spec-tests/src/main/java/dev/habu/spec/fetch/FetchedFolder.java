package dev.habu.spec.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Folders in habu's cache with what tests fetch from package registries, at the versions and hashes of a resource beside a class. */
public final class FetchedFolder {
    private static final String NPM_LOCK = "package-lock.json";
    private static final String PIP_LOCK = "requirements.txt";
    private static final long TIMEOUT_MINUTES = 10;

    private FetchedFolder() {}

    /**
     * A folder in which {@code npm ci} has been run.
     *
     * @param files more resources that are copied there
     * @throws IOException if npm is missing or cannot fetch the packages
     */
    public static Path npm(String name, Class<?> beside, List<String> files) throws IOException {
        List<String> command = List.of("npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts");
        return fetch(name, beside, NPM_LOCK, files, command);
    }

    /**
     * A folder into which {@code pip} has installed the wheels of {@code requirements.txt}.
     *
     * @throws IOException if pip is missing or cannot fetch them
     */
    public static Path pip(String name, Class<?> beside) throws IOException {
        List<String> command = new ArrayList<>(List.of("python3", "-m", "pip", "install", "--quiet", "--no-input"));
        command.addAll(List.of("--only-binary=:all:", "--no-compile", "--no-deps", "--require-hashes"));
        command.addAll(List.of("--upgrade", "--target", ".", "-r", PIP_LOCK));
        return fetch(name, beside, PIP_LOCK, List.of(), command);
    }

    private static Path fetch(String name, Class<?> beside, String pins, List<String> files, List<String> command)
            throws IOException {
        Path folder = Files.createDirectories(cacheFolder().resolve(name));
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            Path stamp = folder.resolve("installed-" + pins);
            boolean stale = !lock.isValid()
                    || !Files.exists(stamp)
                    || !Files.readString(stamp).equals(text(beside, pins));
            Files.writeString(folder.resolve(pins), text(beside, pins));
            for (String file : files) {
                Files.writeString(folder.resolve(file), text(beside, file));
            }
            if (stale) {
                run(name, folder, command);
                Files.copy(folder.resolve(pins), stamp, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return folder;
    }

    private static String text(Class<?> beside, String resource) throws IOException {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
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

    private static void run(String name, Path folder, List<String> command) throws IOException {
        Path log = folder.resolve("fetch.log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(
                        command.getFirst() + " did not fetch " + name + " in " + TIMEOUT_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + name + " was fetched", e);
        } finally {
            process.destroy();
        }
        if (process.exitValue() != 0) {
            throw new IOException(command.getFirst() + " could not fetch " + name + ": "
                    + Files.readString(log).strip());
        }
    }
}
