package dev.habu.worker.bundle;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.python.PypiPackage;
import dev.habu.worker.config.WranglerConfig;
import dev.habu.worker.config.WranglerOptions;
import dev.habu.worker.config.WranglerReader;
import java.nio.file.Path;
import java.util.Map;

/**
 * A worker as it stands on disk: what an isolate is made from.
 *
 * @param config its wrangler file
 * @param files its modules
 * @param sdk the files of the {@code workers} package by relative path; empty if the worker does not use it or brings its
 *     own
 */
public record Worker(WranglerConfig config, WorkerFiles files, Map<String, byte[]> sdk) {
    private static final PypiPackage SDK = new PypiPackage(
            "workers-runtime-sdk", "1.9.5", "f2b912660a3ab60d2a24920106422f9eaf4cd7a794e42b022237ad2444287fef");

    /**
     * Reads the worker in {@code folder}, and fetches the SDK if the worker needs it and the cache has no copy.
     *
     * @throws dev.habu.worker.UserException if its configuration or files cannot be used
     * @throws dev.habu.python.PyodideException if the SDK cannot be fetched
     */
    public static Worker open(Path folder, WranglerOptions options, CacheFolder cache, Progress progress) {
        WranglerConfig config = WranglerReader.read(folder, options);
        WorkerFiles files = WorkerFiles.read(config);
        Map<String, byte[]> sdk = files.needsSdk() ? WorkerFiles.readAll(SDK.fetch(cache, progress)) : Map.of();
        return new Worker(config, files, sdk);
    }
}
