package dev.habu.python;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of one Pyodide version in the cache folder, unmodified. They are fetched once through the npm client.
 *
 * <p>Immutable; safe for use by any thread. Two processes that fetch at once wait for one another.
 */
public final class PyodideDistribution {
    private static final Pattern PACKAGE_SITE = Pattern.compile("https://[^\"'`\\s]+/pyodide/v[^\"'`\\s]+/full/");

    private final PyodideVersion version;
    private final Path folder;

    private PyodideDistribution(PyodideVersion version, Path folder) {
        this.version = version;
        this.folder = folder;
    }

    /**
     * Opens the files in the cache, and fetches them first if they are missing or damaged.
     *
     * @throws PyodideException if they cannot be fetched
     * @throws dev.habu.compiler.CacheException if the cache folder cannot be written
     */
    public static PyodideDistribution open(PyodideVersion version, CacheFolder cache, Progress progress) {
        return open(version, cache, progress, NpmPackage.onPath(System.getenv("PATH")));
    }

    static PyodideDistribution open(PyodideVersion version, CacheFolder cache, Progress progress, NpmPackage npm) {
        String entry = "pyodide/" + version.version();
        PyodideDistribution distribution = new PyodideDistribution(version, cache.entry(entry));
        if (distribution.isWhole()) {
            return distribution;
        }
        String what = "Pyodide " + version.version();
        Runnable wait = () -> progress.note("Another habu process is fetching " + what + "; waiting for it ...");
        try (CacheFolder.Lock _ = cache.lock(entry, wait)) {
            if (!distribution.isWhole()) {
                try (Progress.Step step = progress.begin("Fetching " + what + " with npm", 0)) {
                    cache.publish(entry, target -> npm.unpack(version, target));
                    step.done();
                }
            }
        }
        return distribution;
    }

    /**
     * Whether every file is there with its size. The content was checked before the folder got its name, so that
     * hashing 13 MB at every start is left out.
     */
    private boolean isWhole() {
        return version.files().entrySet().stream().allMatch(file -> {
            try {
                return Files.size(folder.resolve(file.getKey()))
                        == file.getValue().size();
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Which version this is. */
    public PyodideVersion version() {
        return version;
    }

    /** Where a file of it is, such as {@code python_stdlib.zip}. */
    public Path path(String file) {
        if (!version.files().containsKey(file)) {
            throw new IllegalArgumentException("no file of Pyodide " + version.version() + ": " + file);
        }
        return folder.resolve(file);
    }

    /**
     * The content of a file of it.
     *
     * @throws PyodideException if it cannot be read
     */
    public byte[] read(String file) {
        return content(path(file));
    }

    static byte[] content(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new PyodideException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /**
     * Where Pyodide's loader fetches packages that are built for it; a folder, so its address ends with {@code /}. Read in the loader itself.
     *
     * @throws PyodideException if the loader names no place
     */
    public URI packageSite() {
        Matcher site = PACKAGE_SITE.matcher(new String(read("pyodide.mjs"), StandardCharsets.UTF_8));
        if (!site.find()) {
            throw new PyodideException("Pyodide " + version.version() + " names no place for its packages");
        }
        return URI.create(site.group().replaceFirst("\\$\\{[^}]*}", version.version()));
    }
}
