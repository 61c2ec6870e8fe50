package dev.habu.worker.isolate;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.js.HttpFetcher;
import dev.habu.python.Pyodide;
import dev.habu.worker.binding.Bindings;
import dev.habu.worker.bundle.PythonOptions;
import dev.habu.worker.bundle.Worker;
import dev.habu.worker.config.WranglerOptions;
import dev.habu.worker.http.WorkerServer;
import dev.habu.worker.storage.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A worker that is served as {@code habu dev} does. Each is started once and shared by all tests of the JVM. */
public final class ServedWorker implements AutoCloseable {
    private static final Map<Path, ServedWorker> STARTED = new ConcurrentHashMap<>();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final Isolate isolate;
    private final WorkerServer server;
    private final StateFolder state;

    private ServedWorker(
            Path folder,
            WranglerOptions options,
            PythonOptions python,
            Path stateFolder,
            UnaryOperator<HttpFetcher> network) {
        try {
            server = WorkerServer.listen("127.0.0.1", 0, true);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        state = new StateFolder(stateFolder);
        CacheFolder cache = CacheFolder.standard();
        Progress progress = Progress.onStandardError();
        Worker worker = Worker.open(folder, options, python, cache, progress);
        Pyodide pyodide = worker.openPyodide(cache, progress);
        isolate = Isolate.start(
                pyodide,
                worker.withByteCode(pyodide, cache, progress),
                Bindings.of(worker.config(), state),
                network.apply(server.fetcher()));
        server.serve(isolate);
    }

    /** One of the workers in {@code src/test/workers}. */
    public static ServedWorker named(String name) {
        return in(Path.of("src/test/workers", name));
    }

    public static ServedWorker in(Path folder) {
        return STARTED.computeIfAbsent(
                folder,
                key -> new ServedWorker(key, WranglerOptions.NONE, PythonOptions.NONE, nothingStored(), real -> real));
    }

    /** Not the worker's own folder: each run of the tests begins with nothing stored. */
    private static Path nothingStored() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target/state")), "run");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A worker that is not shared, with what is stored in its folder: the caller closes it. */
    public static ServedWorker start(Path folder, WranglerOptions options) {
        return start(folder, options, PythonOptions.NONE);
    }

    public static ServedWorker start(Path folder, WranglerOptions options, PythonOptions python) {
        return new ServedWorker(folder, options, python, folder, real -> real);
    }

    /** A worker whose {@code fetch} is another one. */
    public static ServedWorker start(Path folder, PythonOptions python, UnaryOperator<HttpFetcher> network) {
        return new ServedWorker(folder, WranglerOptions.NONE, python, folder, network);
    }

    @Override
    public void close() {
        server.close();
        isolate.close();
        state.close();
    }

    public Isolate isolate() {
        return isolate;
    }

    public int port() {
        return server.port();
    }

    public URI uri(String target) {
        return URI.create("http://127.0.0.1:" + port() + target);
    }

    public HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(target)).build());
    }

    public String text(String target) throws IOException, InterruptedException {
        return get(target).body();
    }

    public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<byte[]> sendForBytes(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
