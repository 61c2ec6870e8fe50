package dev.habu.python.packages;

import dev.habu.python.PyodideException;
import dev.habu.python.PyodideVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Downloads wheels with the user's own pip, so that their mirrors, proxies and credentials apply. */
final class Pip {
    private static final long TIMEOUT_MINUTES = 15;
    private static final Pattern NOTHING_FOUND = Pattern.compile(
            "(?m)^ERROR: (?:Could not find a version that satisfies the requirement|No matching distribution found for) ([A-Za-z0-9._-]+)");
    private static final Pattern NO_NETWORK = Pattern.compile(
            "(?i)NewConnectionError|Failed to establish|Name or service not known|ConnectTimeout|ProxyError|Temporary failure in name resolution|Max retries exceeded");

    /** There is no file that satisfies a requirement. */
    static final class NothingFound extends Exception {
        private static final long serialVersionUID = 1L;

        final transient String name;

        NothingFound(String name) {
            super(name);
            this.name = name;
        }
    }

    private final List<String> command;
    private final List<String> target;

    private Pip(List<String> command, List<String> target) {
        this.command = command;
        this.target = target;
    }

    /**
     * The pip that a search path names, itself or by way of uv.
     *
     * @throws PyodideException if there is none
     */
    static Pip on(String searchPath, PyodideVersion version) {
        List<String> target = new ArrayList<>(List.of("--only-binary=:all:", "--implementation", "cp"));
        version.wheelPlatforms().forEach(platform -> target.addAll(List.of("--platform", platform)));
        String[] python = version.python().split("\\.", -1);
        target.addAll(List.of("--python-version", python[0] + "." + python[1]));
        for (String abi : List.of("cp" + python[0] + python[1], "abi3", "none")) {
            target.addAll(List.of("--abi", abi));
        }
        return new Pip(find(searchPath == null ? "" : searchPath), target);
    }

    private static List<String> find(String searchPath) {
        List<List<String>> ways =
                List.of(List.of("pip"), List.of("pip3"), List.of("uv", "tool", "run", "--quiet", "pip"));
        for (List<String> way : ways) {
            for (String folder : searchPath.split(":", -1)) {
                Path candidate =
                        Path.of(folder.isEmpty() ? "." : folder, way.getFirst()).toAbsolutePath();
                if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                    List<String> command = new ArrayList<>(way);
                    command.set(0, candidate.toString());
                    return command;
                }
            }
        }
        throw new PyodideException("pip or uv is needed to fetch Python packages, and neither is on the PATH"
                + " (Debian/Ubuntu: apt-get install python3-pip; macOS: brew install uv)");
    }

    /**
     * Downloads one wheel for each requirement, without what they require in turn.
     *
     * @param requirements lines as in requirements.txt
     * @param links folders with wheels that are considered, too
     * @param useIndex whether the package index is asked
     * @param folder where the wheels go; it is made
     * @throws NothingFound if there is no wheel for one of them
     * @throws PyodideException if pip fails otherwise
     */
    List<Wheel> download(List<String> requirements, List<Path> links, boolean useIndex, Path folder)
            throws NothingFound, IOException {
        Files.createDirectories(folder);
        Path list = folder.resolve("requirements.txt");
        Files.write(list, requirements);
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of("download", "--quiet", "--no-deps", "--no-input", "--disable-pip-version-check"));
        arguments.addAll(List.of("--retries", "1", "--dest", folder.toString(), "-r", list.toString()));
        arguments.addAll(target);
        links.forEach(link -> arguments.addAll(List.of("--find-links", link.toString())));
        if (!useIndex) {
            arguments.add("--no-index");
        }
        run(arguments, folder.resolve("output.txt"));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Wheel::isWheel).map(Wheel::of).toList();
        }
    }

    private static void run(List<String> arguments, Path output) throws NothingFound, IOException {
        Process process = new ProcessBuilder(arguments)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                throw new PyodideException("pip did not end within " + TIMEOUT_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PyodideException("interrupted while pip was fetching packages", e);
        } finally {
            process.destroy();
        }
        if (process.exitValue() != 0) {
            String said = Files.readString(output);
            if (NO_NETWORK.matcher(said).find()) {
                throw new PyodideException("pip cannot reach the package index: is there a network?"
                        + " (--packages DIR names a folder with wheels)");
            }
            Matcher nothing = NOTHING_FOUND.matcher(said);
            if (nothing.find()) {
                throw new NothingFound(Requirement.normalize(nothing.group(1)));
            }
            String reason = said.lines()
                    .filter(line -> line.startsWith("ERROR: "))
                    .map(line -> line.substring("ERROR: ".length()))
                    .findFirst()
                    .orElse("exit code " + process.exitValue());
            throw new PyodideException("pip could not fetch packages: " + reason);
        }
    }
}
