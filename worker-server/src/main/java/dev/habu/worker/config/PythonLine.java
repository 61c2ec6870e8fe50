package dev.habu.worker.config;

import dev.habu.python.PyodideVersion;
import java.util.List;

/**
 * Which Pyodide, and so which Python, a worker runs on.
 *
 * @param version the pinned version
 * @param reason why, for a person
 */
public record PythonLine(PyodideVersion version, String reason) {
    private record Release(String flag, String pyodide) {}

    /** The newest first. */
    private static final List<Release> RELEASES = List.of(
            new Release("python_workers_20260817", "314"),
            new Release("python_workers_20260610", "314"),
            new Release("python_workers_20250116", "0.28"),
            new Release(CompatibilityFlags.PYTHON_WORKERS, "0.26"));

    /**
     * The line of a worker: that of the newest release flag in force, unless the command line asks for another one.
     *
     * @param asked a version or the beginning of one, such as {@code 314}; null for none
     * @throws dev.habu.python.PyodideException if there is no such version
     */
    public static PythonLine of(CompatibilityFlags flags, String asked) {
        if (asked != null) {
            return new PythonLine(PyodideVersion.of(asked), "--pyodide " + asked);
        }
        Release release = RELEASES.stream()
                .filter(one -> flags.isEnabled(one.flag))
                .findFirst()
                .orElse(RELEASES.getLast());
        return new PythonLine(
                PyodideVersion.of(release.pyodide),
                "flag " + release.flag + ", " + flags.enabled().getOrDefault(release.flag, "the first"));
    }

    /** Whether it is the line of 2024: packages are bare names, the SDK is {@code cloudflare.workers}. */
    public boolean isFirst() {
        return version.version().startsWith("0.26.");
    }

    /** As in {@code Python 3.14.2 (Pyodide 314.0.7): flag python_workers_20260610, listed}. */
    @Override
    public String toString() {
        return "Python " + version.python() + " (Pyodide " + version.version() + "): " + reason;
    }
}
