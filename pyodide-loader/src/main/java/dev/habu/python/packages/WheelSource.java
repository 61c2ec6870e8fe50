package dev.habu.python.packages;

import dev.habu.python.PyodideDistribution;
import dev.habu.python.PyodideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where wheels come from, in this order: the user's folder, if it has the package at all; the package index; Pyodide's own build of
 * a package for which the index has no wheel.
 */
final class WheelSource {
    private final Pip pip;
    private final PyodideDistribution distribution;
    private final LockFile lock;
    private final Path mirror;
    private final Path work;
    private final Set<String> inMirror;
    private final Set<String> downloaded = new HashSet<>();
    private int calls;

    /**
     * Prepares a search.
     *
     * @param mirror the user's folder with wheels, or null
     * @param work an empty folder for what is downloaded
     */
    WheelSource(Pip pip, PyodideDistribution distribution, Path mirror, Path work) {
        this.pip = pip;
        this.distribution = distribution;
        this.mirror = mirror;
        this.work = work;
        lock = LockFile.of(distribution);
        inMirror = mirror == null ? Set.of() : namesIn(mirror);
    }

    private static Set<String> namesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Wheel::isWheel)
                    .map(file -> Wheel.of(file).name())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new PyodideException("cannot read the packages folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * One wheel for each requirement.
     *
     * @throws Pip.NothingFound if there is none for one of them
     */
    List<Wheel> find(List<String> requirements) throws Pip.NothingFound, IOException {
        List<Wheel> wheels = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (String requirement : requirements) {
            if (inMirror.contains(Requirement.parse(requirement).name())) {
                wheels.addAll(fromMirror(requirement, rest));
            } else {
                rest.add(requirement);
            }
        }
        if (!rest.isEmpty()) {
            wheels.addAll(fromIndex(rest));
        }
        return wheels;
    }

    private List<Wheel> fromMirror(String requirement, List<String> rest) throws IOException {
        try {
            List<Wheel> wheels = pip.download(List.of(requirement), List.of(mirror), false, nextFolder());
            wheels.forEach(lock::check);
            return wheels;
        } catch (Pip.NothingFound e) {
            rest.add(requirement);
            return List.of();
        }
    }

    private List<Wheel> fromIndex(List<String> requirements) throws Pip.NothingFound, IOException {
        while (true) {
            List<Path> links = downloaded.isEmpty() ? List.of() : List.of(work.resolve("pyodide"));
            try {
                return pip.download(requirements, links, true, nextFolder());
            } catch (Pip.NothingFound e) {
                if (!lock.has(e.name) || !downloaded.add(e.name)) {
                    throw e;
                }
                lock.download(e.name, distribution, work.resolve("pyodide"));
            }
        }
    }

    private Path nextFolder() {
        return work.resolve(String.valueOf(calls++));
    }
}
