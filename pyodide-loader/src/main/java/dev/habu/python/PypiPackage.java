package dev.habu.python;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One version of a pure Python package, pinned by its wheel's hash. It is fetched once through the user's own uv or pip,
 * so that their mirrors and proxies apply, and kept in the cache folder.
 *
 * @param name as in {@code pip install NAME}
 * @param version exact
 * @param sha256 of the wheel, lower-case hexadecimal; the tool compares it
 */
public record PypiPackage(String name, String version, String sha256) {
    private static final long TIMEOUT_MINUTES = 10;

    private static final List<String> UV = List.of("pip", "install", "--quiet", "--only-binary", ":all:");
    private static final List<String> PIP = List.of(
            "install", "--quiet", "--only-binary=:all:", "--no-compile", "--no-input", "--disable-pip-version-check");

    /**
     * The folder that holds the package's modules, for {@code sys.path}.
     *
     * @throws PyodideException if there is neither uv nor pip, or if it fails
     * @throws dev.habu.compiler.CacheException if the cache folder cannot be written
     */
    public Path fetch(CacheFolder cache, Progress progress) {
        return fetch(cache, progress, System.getenv("PATH"));
    }

    Path fetch(CacheFolder cache, Progress progress, String searchPath) {
        String entry = "pypi/" + name + "-" + version + "-" + sha256.substring(0, 16);
        Path folder = cache.entry(entry);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        String what = name + " " + version;
        Runnable wait = () -> progress.note("Another habu process is fetching " + what + "; waiting for it ...");
        try (CacheFolder.Lock _ = cache.lock(entry, wait)) {
            if (!Files.isDirectory(folder)) {
                List<String> tool = findTool(searchPath == null ? "" : searchPath);
                String toolName = Path.of(tool.getFirst()).getFileName().toString();
                try (Progress.Step step = progress.begin("Fetching " + what + " with " + toolName, 0)) {
                    cache.publish(entry, target -> install(tool, toolName, target));
                    step.done();
                }
            }
        }
        return folder;
    }

    private List<String> findTool(String searchPath) {
        for (String tool : List.of("uv", "pip", "pip3")) {
            for (String folder : searchPath.split(":", -1)) {
                Path candidate = Path.of(folder.isEmpty() ? "." : folder, tool).toAbsolutePath();
                if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                    List<String> command = new ArrayList<>(List.of(candidate.toString()));
                    command.addAll(tool.equals("uv") ? UV : PIP);
                    return command;
                }
            }
        }
        throw new PyodideException("uv or pip is needed once to fetch the Python package " + name + " " + version
                + ", and neither is on the PATH (Debian/Ubuntu: apt-get install python3-pip; macOS: brew install uv)");
    }

    private void install(List<String> tool, String toolName, Path target) throws IOException {
        Path work = Files.createTempDirectory("habu-pypi");
        Path requirements = work.resolve("requirements.txt");
        Path output = work.resolve("output.txt");
        try {
            Files.writeString(requirements, name + "==" + version + " --hash=sha256:" + sha256 + "\n");
            List<String> command = new ArrayList<>(tool);
            command.addAll(List.of("--no-deps", "--require-hashes", "--python-version", "3.14"));
            command.addAll(List.of("--target", target.toString(), "-r", requirements.toString()));
            Process process = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int exitCode = waitFor(process, toolName);
            if (exitCode != 0) {
                throw new PyodideException(toolName + " could not fetch " + name + " " + version + ": "
                        + reason(Files.readAllLines(output), exitCode));
            }
        } finally {
            Files.deleteIfExists(requirements);
            Files.deleteIfExists(output);
            Files.delete(work);
        }
    }

    private int waitFor(Process process, String toolName) {
        try {
            if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                throw new PyodideException(
                        toolName + " did not fetch " + name + " within " + TIMEOUT_MINUTES + " minutes");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PyodideException("interrupted while " + toolName + " was fetching " + name, e);
        } finally {
            process.destroy();
        }
    }

    /** The first line that tells of an error, and what follows it up to a blank line, as one line. */
    private static String reason(List<String> lines, int exitCode) {
        List<String> said = lines.stream()
                .map(String::strip)
                .dropWhile(line -> !line.toLowerCase(Locale.ROOT).startsWith("error"))
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.replaceFirst("(?i)^error: ", ""))
                .limit(3)
                .toList();
        return said.isEmpty() ? "exit code " + exitCode : String.join(" ", said);
    }
}
