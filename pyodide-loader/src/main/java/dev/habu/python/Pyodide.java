package dev.habu.python;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.ModuleCache;
import dev.habu.compiler.Progress;
import dev.habu.js.JsBuffers;
import dev.habu.js.JsOptions;
import dev.habu.js.wasm.ModuleCompiler;
import dev.habu.wasm.Module;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * One Pyodide version, ready to run: its files in the cache folder and its WebAssembly module as JVM classes.
 *
 * <p>Immutable; one serves any number of interpreters on any threads.
 */
public final class Pyodide {
    static final String INDEX_URL = "file:///pyodide/";

    private static final String FOLDER = "/pyodide/";
    private static final String GLUE = "pyodide.asm.mjs";

    /**
     * Stands for the 9.6 MB of the module, which nobody needs to read once they are compiled: an empty module with a custom
     * section named "habu". Whoever else makes these bytes gets Pyodide's module, which is no secret.
     */
    private static final byte[] WASM_STAND_IN = {0, 'a', 's', 'm', 1, 0, 0, 0, 0, 5, 4, 'h', 'a', 'b', 'u'};

    private final PyodideDistribution distribution;
    private final ModuleCache modules;
    private final Module module;
    private final Snapshot snapshot;

    private Pyodide(PyodideVersion version, CacheFolder cache, Progress progress) {
        distribution = PyodideDistribution.open(version, cache, progress);
        modules = new ModuleCache(cache);
        module = modules.get(
                version.wasmSha256(), () -> distribution.read(PyodideVersion.WASM), nameOf(version), progress);
        snapshot = Snapshot.open(this, cache, progress);
    }

    /**
     * Opens a version from the cache folder. What is not there is made first: the files are fetched, the module is compiled,
     * Python is started once.
     *
     * @throws PyodideException if it cannot be fetched or does not start
     * @throws dev.habu.compiler.CacheException if the cache folder cannot be written
     */
    public static Pyodide open(PyodideVersion version, CacheFolder cache, Progress progress) {
        return new Pyodide(version, cache, progress);
    }

    /**
     * Makes all that {@link #open} needs, for a launcher that puts the jar on the class path: classes there are found by the
     * next {@code open}, and the JVM's AOT cache covers them.
     *
     * @return the jar of the compiled interpreter
     * @throws PyodideException if it cannot be fetched or does not start
     * @throws dev.habu.compiler.CacheException if the cache folder cannot be written
     */
    public static Path prepare(PyodideVersion version, CacheFolder cache, Progress progress) {
        Pyodide pyodide = open(version, cache, progress);
        return pyodide.modules.jar(
                version.wasmSha256(), () -> pyodide.distribution.read(PyodideVersion.WASM), nameOf(version), progress);
    }

    private static String nameOf(PyodideVersion version) {
        return "Pyodide " + version.version();
    }

    /** Which version this is. */
    public PyodideVersion version() {
        return distribution.version();
    }

    /** Makes Pyodide's scripts importable in the runtimes that are started with these options. */
    public void register(JsOptions.Builder options) {
        for (String script : new String[] {"pyodide.mjs", GLUE}) {
            options.resource(INDEX_URL + script, () -> distribution.read(script));
        }
    }

    /**
     * Compiles what is a WebAssembly module among an interpreter's files (the compiled parts of Python packages), unless the cache has it: an
     * import would do it as well, but one after the other and without telling.
     *
     * @param files contents by path
     */
    public void compileSideModules(Map<String, byte[]> files, Progress progress) {
        files.forEach((path, content) -> {
            if (path.endsWith(".so") && Arrays.equals(content, 0, Math.min(4, content.length), WASM_STAND_IN, 0, 4)) {
                modules.get(content, path.substring(path.lastIndexOf('/') + 1), progress);
            }
        });
    }

    /** The shell function {@code readbuffer}: an {@code ArrayBuffer} of one of Pyodide's files. Loop thread. */
    Object readBuffer(String path) {
        if (!path.startsWith(FOLDER)) {
            throw new IllegalArgumentException("not a file of Pyodide: " + path);
        }
        String file = path.substring(FOLDER.length());
        return JsBuffers.wrap(file.equals(PyodideVersion.WASM) ? WASM_STAND_IN.clone() : distribution.read(file));
    }

    /** Compiles for the realm's {@code WebAssembly}, and knows the interpreter's module when it sees its stand-in. */
    ModuleCompiler compiler() {
        return new ModuleCompiler() {
            @Override
            public Module compile(byte[] wasm) {
                return modules.get(wasm);
            }

            @Override
            public Module recognise(ByteBuffer wasm) {
                return wasm.equals(ByteBuffer.wrap(WASM_STAND_IN)) ? module : null;
            }
        };
    }

    /** The memory of an interpreter that has started. */
    Snapshot snapshot() {
        return snapshot;
    }

    /** The text of the lock file, which names the packages of the distribution. */
    String lockFile() {
        return new String(distribution.read("pyodide-lock.json"), StandardCharsets.UTF_8);
    }
}
