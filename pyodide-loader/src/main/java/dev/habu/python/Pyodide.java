package dev.habu.python;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.ModuleCache;
import dev.habu.compiler.Progress;
import dev.habu.js.JsBuffers;
import dev.habu.js.JsOptions;
import dev.habu.js.JsRuntime;
import dev.habu.js.ParseAhead;
import dev.habu.js.wasm.ModuleCompiler;
import dev.habu.python.packages.WheelFolder;
import dev.habu.wasm.Module;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * One Pyodide version, ready to run: its files in the cache folder and its WebAssembly module as JVM classes.
 *
 * <p>Immutable; one serves any number of interpreters on any threads.
 */
public final class Pyodide {
    static final String INDEX_URL = "file:///pyodide/";

    private static final String PACKAGES_URL = INDEX_URL + "packages/";

    private static final String FOLDER = "/pyodide/";
    private static final String LOADER = "pyodide.mjs";

    /**
     * Stands for the 9.6 MB of the module, which nobody needs to read once they are compiled: an empty module with a custom
     * section named "habu". Whoever else makes these bytes gets Pyodide's module, which is no secret.
     */
    private static final byte[] WASM_STAND_IN = {0, 'a', 's', 'm', 1, 0, 0, 0, 0, 5, 4, 'h', 'a', 'b', 'u'};

    private final PyodideDistribution distribution;
    private final ModuleCache compiled;
    private final Module module;
    private final Preload preload;
    private final Snapshot snapshot;
    private final WheelFolder wheels;
    private final CompletableFuture<?> parsed;

    private Pyodide(PyodideVersion version, CacheFolder cache, Progress progress, Preload preload) {
        this.preload = preload;
        distribution = PyodideDistribution.open(version, cache, progress);
        parsed = parseAhead();
        compiled = new ModuleCache(cache);
        module = compiled.get(
                version.wasmSha256(), () -> distribution.read(PyodideVersion.WASM), nameOf(version), progress);
        wheels = null;
        snapshot = new Snapshot(this, cache, progress);
    }

    private Pyodide(Pyodide other, WheelFolder wheels) {
        distribution = other.distribution;
        parsed = other.parsed;
        compiled = other.compiled;
        module = other.module;
        preload = other.preload;
        snapshot = other.snapshot;
        this.wheels = wheels;
    }

    /**
     * Opens a version from the cache folder. What is not there is made first: the files are fetched, the module is compiled. The
     * first interpreter that begins with the snapshot has Python started once for it.
     *
     * @throws PyodideException if it cannot be fetched or does not start
     * @throws dev.habu.compiler.CacheException if the cache folder cannot be written
     */
    public static Pyodide open(PyodideVersion version, CacheFolder cache, Progress progress) {
        return open(version, cache, progress, Preload.NONE);
    }

    /**
     * The same, for interpreters that have modules of the embedder's in memory when they begin.
     *
     * @throws PyodideException if it cannot be fetched or does not start, or if the preload's program fails
     * @throws dev.habu.compiler.CacheException if the cache folder cannot be written
     */
    public static Pyodide open(PyodideVersion version, CacheFolder cache, Progress progress, Preload preload) {
        return new Pyodide(version, cache, progress, preload);
    }

    /**
     * Makes all that {@link #open} and interpreters need, for a launcher that puts the jar on the class path: classes there are found by the
     * next {@code open}, and the JVM's AOT cache covers them.
     *
     * @return the jar of the compiled interpreter
     * @throws PyodideException if it cannot be fetched or does not start
     * @throws dev.habu.compiler.CacheException if the cache folder cannot be written
     */
    public static Path prepare(PyodideVersion version, CacheFolder cache, Progress progress, Preload preload) {
        Pyodide pyodide = open(version, cache, progress, preload);
        pyodide.snapshot.image();
        return pyodide.compiled.jar(
                version.wasmSha256(), () -> pyodide.distribution.read(PyodideVersion.WASM), nameOf(version), progress);
    }

    /**
     * The same, with packages that interpreters load while they run ({@code loadPackage}, {@code micropip}) instead of those of that name
     * that Pyodide's makers have built.
     *
     * @param folder with wheels
     * @throws PyodideException if the folder cannot be read
     */
    public Pyodide withPackages(Path folder) {
        return new Pyodide(this, new WheelFolder(folder, version()));
    }

    private static String nameOf(PyodideVersion version) {
        return "Pyodide " + version.version();
    }

    /** Which version this is. */
    public PyodideVersion version() {
        return distribution.version();
    }

    /** Has Pyodide's scripts parsed on another thread; interpreters that start meanwhile wait for the end of it. */
    private CompletableFuture<?> parseAhead() {
        JsOptions.Builder options = JsOptions.builder();
        List<String> urls = new ArrayList<>();
        for (String script : modules()) {
            options.resource(INDEX_URL + script, () -> distribution.read(script));
            urls.add(INDEX_URL + script);
        }
        return ParseAhead.modules(options.build(), urls).handle((kept, _) -> kept); // an import tells what is wrong
    }

    /** Makes Pyodide's scripts importable, and the user's packages loadable, in the runtimes that are started with these options. */
    public void register(JsOptions.Builder options) {
        for (String script : modules()) {
            options.resource(INDEX_URL + script, () -> {
                parsed.join();
                return distribution.read(script);
            });
        }
        if (wheels != null) {
            for (Path wheel : wheels.files()) {
                options.resource(PACKAGES_URL + wheel.getFileName(), () -> PyodideDistribution.content(wheel));
            }
        }
    }

    /** The files that are modules; in older versions the glue is a script. */
    private List<String> modules() {
        return Stream.of(LOADER, PyodideVersion.GLUE_MODULE)
                .filter(version().files()::containsKey)
                .toList();
    }

    /** Whether the loader can run in a shell; else it takes the host for a web worker. */
    boolean knowsShells() {
        return new String(distribution.read(LOADER), StandardCharsets.UTF_8).contains("readbuffer");
    }

    /** The shell function {@code load}: runs one of Pyodide's files as a script. Loop thread. */
    void loadScript(JsRuntime js, String address) {
        String file = fileName(address);
        js.evaluate(
                "pyodide " + version().version() + "/" + file,
                () -> new String(distribution.read(file), StandardCharsets.UTF_8));
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
                compiled.get(content, path.substring(path.lastIndexOf('/') + 1), progress);
            }
        });
    }

    /** The shell function {@code readbuffer}: an {@code ArrayBuffer} of one of Pyodide's files. Loop thread. */
    Object readBuffer(String path) {
        String file = fileName(path);
        return JsBuffers.wrap(file.equals(PyodideVersion.WASM) ? WASM_STAND_IN.clone() : distribution.read(file));
    }

    /** @param place a path or an address of a file */
    private static String fileName(String place) {
        int folder = place.startsWith(INDEX_URL) ? INDEX_URL.length() : FOLDER.length();
        if (!place.startsWith(INDEX_URL) && !place.startsWith(FOLDER)) {
            throw new IllegalArgumentException("not a file of Pyodide: " + place);
        }
        return place.substring(folder);
    }

    /** Compiles for the realm's {@code WebAssembly}, and knows the interpreter's module when it sees its stand-in. */
    ModuleCompiler compiler() {
        return new ModuleCompiler() {
            @Override
            public Module compile(byte[] wasm) {
                return compiled.get(wasm);
            }

            @Override
            public Module recognise(ByteBuffer wasm) {
                return wasm.equals(ByteBuffer.wrap(WASM_STAND_IN)) ? module : null;
            }
        };
    }

    /** What its interpreters have beside Python. */
    Preload preload() {
        return preload;
    }

    /** The memory of an interpreter that has started. */
    Snapshot snapshot() {
        return snapshot;
    }

    /** Where an interpreter fetches the packages of the distribution while it runs. */
    String packageSite() {
        return distribution.packageSite().toString();
    }

    /** The text of the lock file, which names the packages of the distribution. */
    String lockFile() {
        return wheels == null
                ? new String(distribution.read("pyodide-lock.json"), StandardCharsets.UTF_8)
                : wheels.merged(distribution, PACKAGES_URL);
    }
}
