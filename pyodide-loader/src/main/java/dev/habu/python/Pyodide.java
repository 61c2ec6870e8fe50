package dev.habu.python;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.js.JsBuffers;
import dev.habu.js.JsOptions;
import java.nio.charset.StandardCharsets;

/**
 * One Pyodide version, ready to run: its files in the cache folder and its WebAssembly module as JVM classes.
 *
 * <p>Immutable; one serves any number of interpreters on any threads.
 */
public final class Pyodide {
    static final String INDEX_URL = "file:///pyodide/";

    private static final String FOLDER = "/pyodide/";

    private final PyodideDistribution distribution;

    private Pyodide(PyodideDistribution distribution) {
        this.distribution = distribution;
    }

    /**
     * Opens a version from the cache folder, and fetches and compiles it first if it is not there.
     *
     * @throws PyodideException if it cannot be fetched
     * @throws dev.habu.compiler.CacheException if the cache folder cannot be written
     */
    public static Pyodide open(PyodideVersion version, CacheFolder cache, Progress progress) {
        return new Pyodide(PyodideDistribution.open(version, cache, progress));
    }

    /** Which version this is. */
    public PyodideVersion version() {
        return distribution.version();
    }

    /** Makes Pyodide's scripts importable in the runtimes that are started with these options. */
    public void register(JsOptions.Builder options) {
        for (String script : new String[] {"pyodide.mjs", "pyodide.asm.mjs"}) {
            options.resource(INDEX_URL + script, () -> distribution.read(script));
        }
    }

    /** The shell function {@code readbuffer}: an {@code ArrayBuffer} of one of Pyodide's files. Loop thread. */
    Object readBuffer(String path) {
        if (!path.startsWith(FOLDER)) {
            throw new IllegalArgumentException("not a file of Pyodide: " + path);
        }
        return JsBuffers.wrap(distribution.read(path.substring(FOLDER.length())));
    }

    /** The text of the lock file, which names the packages of the distribution. */
    String lockFile() {
        return new String(distribution.read("pyodide-lock.json"), StandardCharsets.UTF_8);
    }
}
