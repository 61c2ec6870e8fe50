package dev.habu.worker.command;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.python.Pyodide;
import dev.habu.python.PyodideException;
import dev.habu.worker.UserException;
import dev.habu.worker.binding.Bindings;
import dev.habu.worker.bundle.Worker;
import dev.habu.worker.bundle.WorkerFiles;
import dev.habu.worker.http.WorkerServer;
import dev.habu.worker.isolate.Isolate;
import dev.habu.worker.storage.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What {@code dev} and {@code serve} do: start a worker, serve it until the process is told to end. */
final class Serving {
    /** How long requests may take to finish when the process is told to end. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** How often {@code dev} looks for changed files. */
    private static final Duration LOOK = Duration.ofMillis(300);

    private final WorkerOptions options;
    private final boolean development;
    private final CacheFolder cache = CacheFolder.standard();
    private final Progress progress = Progress.onStandardError();
    private volatile Isolate isolate;

    Serving(WorkerOptions options, boolean development) {
        this.options = options;
        this.development = development;
    }

    /** Does not return normally; a signal ends the process. */
    int run() throws InterruptedException {
        Worker worker = options.open(cache, progress);
        try (StateFolder state = stateOf(worker);
                WorkerServer server = WorkerServer.listen(options.host, options.port, development)) {
            Pyodide pyodide = worker.openPyodide(cache, progress);
            isolate = startIsolate(pyodide, worker, state, server);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, state), "habu-stop"));
            Banner.print(worker.config(), System.out);
            System.out.println("Ready on http://" + shownHost() + ":" + server.port());
            if (development) {
                reloadForEver(pyodide, worker, state, server);
            }
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private static StateFolder stateOf(Worker worker) {
        StateFolder state = new StateFolder(worker.config().projectFolder());
        lock(state, worker); // before anything that takes time
        return state;
    }

    /** A worker that stores nothing needs no folder of its own. */
    private static void lock(StateFolder state, Worker worker) {
        if (!worker.config().bindings().isEmpty()) {
            state.lock();
        }
    }

    private static Isolate startIsolate(Pyodide pyodide, Worker worker, StateFolder state, WorkerServer server) {
        lock(state, worker);
        Isolate started = Isolate.start(pyodide, worker, Bindings.of(worker.config(), state), server.fetcher());
        started.loadProblem().ifPresent(System.err::print);
        server.serve(started);
        return started;
    }

    private String shownHost() {
        return options.host.contains(":") ? "[" + options.host + "]" : options.host;
    }

    /** Replaces the isolate each time a file has changed. */
    private void reloadForEver(Pyodide pyodide, Worker first, StateFolder state, WorkerServer server)
            throws InterruptedException {
        Worker worker = first;
        Map<String, String> known = fingerprint(worker);
        while (true) {
            Thread.sleep(LOOK);
            try {
                Map<String, String> now = fingerprint(worker);
                if (now.equals(known)) {
                    continue;
                }
                known = now;
                worker = options.open(cache, progress);
                Isolate old = isolate;
                isolate = startIsolate(pyodide, worker, state, server);
                System.out.println("Reloaded");
                old.idle()
                        .orTimeout(GRACE.toMillis(), TimeUnit.MILLISECONDS)
                        .whenComplete((_, _) -> Thread.ofVirtual().start(old::close));
            } catch (UserException | PyodideException e) {
                System.err.println("habu: " + e.getMessage());
            }
        }
    }

    private static Map<String, String> fingerprint(Worker worker) {
        Map<String, String> fingerprint = new TreeMap<>(WorkerFiles.fingerprint(worker.config()));
        for (Path source : worker.config().sources()) {
            try {
                fingerprint.put("//" + source, Files.readString(source));
            } catch (IOException e) {
                fingerprint.put("//" + source, "unreadable");
            }
        }
        return fingerprint;
    }

    private void stop(WorkerServer server, StateFolder state) {
        long end = System.nanoTime() + GRACE.toNanos();
        try {
            server.stop(GRACE);
            isolate.idle().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // Time is up; the process ends either way.
        }
        state.close();
    }
}
