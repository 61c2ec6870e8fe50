package dev.habu.worker.command;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.CacheSweep;
import dev.habu.compiler.Progress;
import dev.habu.python.Pyodide;
import dev.habu.worker.UserException;
import dev.habu.worker.binding.Binding;
import dev.habu.worker.binding.Bindings;
import dev.habu.worker.bundle.Worker;
import dev.habu.worker.http.WorkerServer;
import dev.habu.worker.isolate.Isolate;
import dev.habu.worker.isolate.Standby;
import dev.habu.worker.isolate.Succession;
import dev.habu.worker.storage.StateFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** What {@code dev} and {@code serve} do: start a worker, serve it until the process is told to end. */
final class Serving {
    /** How long requests may take to finish when the process is told to end. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** What the cache folder has and nobody has used for so long is removed. */
    private static final Duration KEPT_IN_CACHE = Duration.ofDays(30);

    private final WorkerOptions options;
    private final boolean development;
    private final CacheFolder cache = CacheFolder.standard();
    private final Progress progress = Progress.onStandardError();
    private volatile Succession isolates;

    Serving(WorkerOptions options, boolean development) {
        this.options = options;
        this.development = development;
    }

    /** Returns when the user at the terminal wants to quit; otherwise a signal ends the process. */
    int run() throws InterruptedException {
        return run(false);
    }

    /** Sends itself one request and ends: the launcher records what a start needs. */
    int runOnce() throws InterruptedException {
        return run(true);
    }

    private int run(boolean once) throws InterruptedException {
        Worker opened = options.open(cache, progress);
        try (StateFolder state = stateOf(opened);
                WorkerServer server = WorkerServer.listen(options.host, options.port, development)) {
            Pyodide pyodide = opened.openPyodide(cache, progress);
            Worker worker = opened.withByteCode(pyodide, cache, progress);
            Supplier<Standby> standby =
                    () -> Standby.start(pyodide, worker.config().name(), server.fetcher());
            isolates = startIsolate(standby, standby.get(), worker, state, server);
            Thread stop = new Thread(() -> stop(server, state), "habu-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            System.out.println(worker.line());
            Banner.print(worker.config(), System.out);
            CacheSweep.daily(cache, KEPT_IN_CACHE);
            System.out.println("Ready on http://" + shownHost() + ":" + server.port());
            if (once) {
                request(server.port());
            } else if (development) {
                Reloader reloader = new Reloader(new Development(pyodide, standby, state, server), worker);
                Keys.listen(reloader);
                reloader.run();
            } else {
                new CountDownLatch(1).await();
            }
            Runtime.getRuntime().removeShutdownHook(stop);
            stop(server, state);
        }
        return 0;
    }

    /** With the JDK's oldest client: the others would only add their classes to what a start has to load. */
    private static void request(int port) {
        try (InputStream answer =
                URI.create("http://127.0.0.1:" + port + "/").toURL().openStream()) {
            answer.readAllBytes();
        } catch (IOException e) {
            throw new UserException("the worker did not answer: " + e.getMessage());
        }
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

    private static Succession startIsolate(
            Supplier<Standby> standby, Standby first, Worker worker, StateFolder state, WorkerServer server) {
        lock(state, worker);
        List<Binding> bindings = Bindings.of(worker.config(), state);
        Isolate started = Isolate.start(first, worker, bindings);
        started.loadProblem().ifPresent(System.err::print);
        Succession isolates = new Succession(worker, started, () -> Isolate.start(standby.get(), worker, bindings));
        server.serve(isolates);
        return isolates;
    }

    private String shownHost() {
        return options.host.contains(":") ? "[" + options.host + "]" : options.host;
    }

    /** What {@code dev} does when something has changed. */
    private final class Development implements Reloader.Served {
        private final Pyodide pyodide;
        private final Supplier<Standby> standby;
        private final Spare<Standby> spare;
        private final StateFolder state;
        private final WorkerServer server;

        Development(Pyodide pyodide, Supplier<Standby> standby, StateFolder state, WorkerServer server) {
            this.pyodide = pyodide;
            this.standby = standby;
            this.spare = new Spare<>(standby);
            this.state = state;
            this.server = server;
        }

        @Override
        public Worker renew() {
            Worker worker = options.open(cache, progress);
            if (!worker.line().version().equals(pyodide.version())) {
                throw new UserException("the worker now asks for " + worker.line() + "; start habu dev again");
            }
            worker = worker.withByteCode(pyodide, cache, progress);
            Succession old = isolates;
            isolates = startIsolate(standby, spare.take(), worker, state, server);
            old.idle()
                    .orTimeout(GRACE.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((_, _) -> Thread.ofVirtual().start(old::close));
            return worker;
        }

        @Override
        public void fail(String problem) {
            server.serve((_, reply) -> {
                reply.fail(problem);
                return () -> {};
            });
        }
    }

    private void stop(WorkerServer server, StateFolder state) {
        long end = System.nanoTime() + GRACE.toNanos();
        try {
            server.stop(GRACE);
            isolates.idle().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // Time is up; the process ends either way.
        }
        state.close();
    }
}
