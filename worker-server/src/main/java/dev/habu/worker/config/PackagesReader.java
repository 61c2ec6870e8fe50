package dev.habu.worker.config;

import dev.habu.python.packages.PackageRequest;
import dev.habu.worker.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads which Python packages a project asks for: {@code pyproject.toml}, else {@code requirements.txt}. */
public final class PackagesReader {
    private static final String PROJECT = "pyproject.toml";
    private static final String REQUIREMENTS = "requirements.txt";
    private static final String VERSIONS_OF_2024 = "packages-2024.txt";
    private static final String HASH = "--hash=sha256:";

    private PackagesReader() {}

    /**
     * What the project asks for; empty if it asks for nothing.
     *
     * @throws UserException if the file cannot be understood
     */
    public static Optional<PackageRequest> read(Path projectFolder, PythonLine line) {
        Path project = projectFolder.resolve(PROJECT);
        Path requirements = projectFolder.resolve(REQUIREMENTS);
        PackageRequest request = PackageRequest.of(PROJECT, List.of());
        if (Files.exists(project)) {
            request = project(ConfigFile.read(project).table());
        }
        if (request.requirements().isEmpty() && Files.exists(requirements)) {
            request = line.isFirst()
                    ? bareNames(requirements)
                    : requirements(ConfigFile.text(requirements), requirements.toString());
        }
        return Optional.of(request).filter(any -> !any.requirements().isEmpty());
    }

    private static PackageRequest project(Map<String, ConfigNode> document) {
        Map<String, ConfigNode> uv = table(table(document, "tool"), "uv");
        return new PackageRequest(
                PROJECT,
                strings(table(document, "project"), "dependencies"),
                strings(uv, "override-dependencies"),
                strings(uv, "constraint-dependencies"),
                Map.of());
    }

    private static Map<String, ConfigNode> table(Map<String, ConfigNode> parent, String key) {
        return parent.containsKey(key) ? parent.get(key).table() : Map.of();
    }

    private static List<String> strings(Map<String, ConfigNode> parent, String key) {
        return parent.containsKey(key) ? parent.get(key).strings() : List.of();
    }

    /** The style of 2024: the version of a package follows from the compatibility date. */
    private static PackageRequest bareNames(Path file) {
        PackageRequest request = requirements(ConfigFile.text(file), file.toString());
        for (String requirement : request.requirements()) {
            if (!requirement.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw new UserException(
                        file + ": \"" + requirement
                                + "\" must be the bare name of a package: with this compatibility date the platform gives each package"
                                + " its version; --pyodide 314 runs the worker on a newer Python, where versions may be asked for");
            }
        }
        PackageRequest versions = requirements(versionsOf2024(), VERSIONS_OF_2024);
        return new PackageRequest(
                REQUIREMENTS, request.requirements(), List.of(), versions.requirements(), versions.hashes());
    }

    private static String versionsOf2024() {
        try (InputStream in = PackagesReader.class.getResourceAsStream(VERSIONS_OF_2024)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + VERSIONS_OF_2024, e);
        }
    }

    private static PackageRequest requirements(String content, String file) {
        List<String> requirements = new ArrayList<>();
        Map<String, Set<String>> hashes = new HashMap<>();
        // A line goes on behind a backslash; pip-compile and uv write a package's hashes so.
        String[] lines = content.replace("\\\r\n", " ").replace("\\\n", " ").split("\n", -1);
        for (String line : lines) {
            String text = line.replaceFirst("(^|\\s)#.*", "").strip();
            if (text.isEmpty()) {
                continue;
            }
            if (text.startsWith("-")) {
                throw new UserException(
                        file + ": \"" + text + "\" is an option of pip, and only names of packages with versions"
                                + " and --hash are understood");
            }
            int options = text.indexOf(" --");
            String requirement = options < 0 ? text : text.substring(0, options).strip();
            if (options >= 0) {
                Set<String> allowed = new HashSet<>();
                for (String option : text.substring(options).strip().split("\\s+")) {
                    if (!option.startsWith(HASH)) {
                        throw new UserException(
                                file + ": \"" + option + "\" is not understood; only --hash=sha256:… is");
                    }
                    allowed.add(option.substring(HASH.length()).toLowerCase(Locale.ROOT));
                }
                hashes.put(PackageRequest.nameOf(requirement), allowed);
            }
            requirements.add(requirement);
        }
        return new PackageRequest(REQUIREMENTS, requirements, List.of(), List.of(), hashes);
    }
}
