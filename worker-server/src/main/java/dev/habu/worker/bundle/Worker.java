package dev.habu.worker.bundle;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.python.ByteCode;
import dev.habu.python.Pyodide;
import dev.habu.python.PypiPackage;
import dev.habu.python.packages.PackageFolder;
import dev.habu.python.packages.PackageRequest;
import dev.habu.worker.config.PackagesReader;
import dev.habu.worker.config.PythonLine;
import dev.habu.worker.config.WranglerConfig;
import dev.habu.worker.config.WranglerOptions;
import dev.habu.worker.config.WranglerReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A worker as it stands on disk: what an isolate is made from.
 *
 * @param config its wrangler file
 * @param line the Pyodide that it runs on
 * @param files its modules and packages
 * @param packages name, version and more of its packages, a line each
 * @param sdk the files of the {@code workers} package by relative path; empty if the worker does not use it or brings its
 *     own
 * @param wheels a folder with the packages that it may load while it runs
 */
public record Worker(
        WranglerConfig config,
        PythonLine line,
        WorkerFiles files,
        List<String> packages,
        Map<String, byte[]> sdk,
        Optional<Path> wheels) {
    /** Where an interpreter has the worker's files. */
    public static final String FOLDER = "/session/metadata/";

    /** Where it has the SDK's. */
    public static final String SDK_FOLDER = "/session/sdk/";

    private static final PypiPackage SDK = new PypiPackage(
            "workers-runtime-sdk", "1.9.5", "f2b912660a3ab60d2a24920106422f9eaf4cd7a794e42b022237ad2444287fef");

    /**
     * Reads the worker in {@code project}, and fetches the SDK and the packages that the worker needs and the cache lacks.
     *
     * @throws dev.habu.worker.UserException if its configuration or files cannot be used
     * @throws dev.habu.python.PyodideException if the SDK or a package cannot be fetched
     */
    public static Worker open(
            Path project, WranglerOptions options, PythonOptions python, CacheFolder cache, Progress progress) {
        WranglerConfig config = WranglerReader.read(project, options);
        PythonLine line = PythonLine.of(config.flags(), python.pyodide());
        Path vendored = config.projectFolder().resolve(WorkerFiles.VENDORED);
        Optional<Path> folder = Optional.of(vendored).filter(Files::isDirectory);
        List<String> packages = folder.map(VendoredPackages::list).orElse(List.of());
        Optional<PackageRequest> request =
                folder.isPresent() ? Optional.empty() : PackagesReader.read(config.projectFolder(), line);
        if (request.isPresent()) {
            PackageFolder fetched =
                    PackageFolder.open(request.get(), line.version(), python.packages(), cache, progress);
            folder = Optional.of(fetched.modules());
            packages = fetched.list();
        }
        WorkerFiles files = WorkerFiles.read(config, folder);
        Map<String, byte[]> sdk = files.needsSdk() ? WorkerFiles.readAll(SDK.fetch(cache, progress)) : Map.of();
        return new Worker(config, line, files, packages, sdk, Optional.ofNullable(python.packages()));
    }

    /**
     * Opens the Pyodide that the worker runs on, with the compiled parts of its packages.
     *
     * @throws dev.habu.python.PyodideException if it cannot be fetched or started
     */
    public Pyodide openPyodide(CacheFolder cache, Progress progress) {
        Pyodide pyodide = Pyodide.open(line.version(), cache, progress, HabuModules.of(line));
        pyodide.compileSideModules(files.content(), progress);
        return wheels.map(pyodide::withPackages).orElse(pyodide);
    }

    /**
     * The worker with the byte code of its packages, which is made once for the same packages. Its own modules change too often for that.
     *
     * @param pyodide what {@link #openPyodide} gave
     * @throws dev.habu.python.PyodideException if the interpreter does not start
     */
    public Worker withByteCode(Pyodide pyodide, CacheFolder cache, Progress progress) {
        SortedMap<String, byte[]> sources = new TreeMap<>();
        files.content().forEach((name, content) -> {
            if (name.startsWith(WorkerFiles.VENDORED + "/") && name.endsWith(".py")) {
                sources.put(FOLDER + name, content);
            }
        });
        sdk.forEach((name, content) -> {
            if (name.endsWith(".py")) {
                sources.put(SDK_FOLDER + name, content);
            }
        });
        Map<String, byte[]> ownFiles = new TreeMap<>(files.content());
        Map<String, byte[]> sdkFiles = new TreeMap<>(sdk);
        ByteCode.of(pyodide, sources, cache, progress).forEach((path, content) -> {
            if (path.startsWith(FOLDER)) {
                ownFiles.put(path.substring(FOLDER.length()), content);
            } else {
                sdkFiles.put(path.substring(SDK_FOLDER.length()), content);
            }
        });
        return new Worker(config, line, new WorkerFiles(files.entry(), ownFiles), packages, sdkFiles, wheels);
    }

    /**
     * The text of one of the worker's own files.
     *
     * @param file as a traceback names it, relative to the project: for example {@code src/entry.py}
     * @return null if there is no such file
     */
    public String source(String file) {
        String folder = config.sourceFolderName();
        String prefix = folder.isEmpty() ? "" : folder + "/";
        byte[] content = file.startsWith(prefix) ? files.content().get(file.substring(prefix.length())) : null;
        return content == null ? null : new String(content, StandardCharsets.UTF_8);
    }
}
