package dev.habu.worker.command;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.python.Pyodide;
import dev.habu.worker.Main;
import dev.habu.worker.bundle.PythonOptions;
import dev.habu.worker.bundle.Worker;
import dev.habu.worker.config.WranglerOptions;
import dev.habu.worker.http.WorkerServer;
import dev.habu.worker.isolate.Isolate;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code habu train DIR}: serves one request of the worker to itself and ends. The launcher runs it to record which classes a
 * start needs.
 */
@Command(name = "train", description = "Serves one request and ends.", hidden = true)
public final class TrainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR")
    private Path folder;

    @Override
    public Integer call() throws InterruptedException, IOException {
        CacheFolder cache = CacheFolder.standard();
        Worker worker =
                Worker.open(folder, WranglerOptions.NONE, new PythonOptions("314", null), cache, Progress.silent());
        Pyodide pyodide = worker.openPyodide(cache, Progress.silent());
        try (WorkerServer server = WorkerServer.listen("127.0.0.1", 0, true);
                Isolate isolate = Isolate.start(pyodide, worker, List.of(), server.fetcher())) {
            server.serve(isolate);
            // An HTTP client of the JDK would only add its classes to what a start has to load.
            try (var answer = URI.create("http://127.0.0.1:" + server.port() + "/")
                    .toURL()
                    .openStream()) {
                String body = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
                return body.isEmpty() ? Main.EXIT_FAILURE : 0;
            }
        }
    }
}
