package dev.habu.worker.http;

import dev.habu.worker.UserException;
import dev.habu.worker.isolate.RequestHandler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.BindException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The HTTP server in front of an isolate. It listens from the start; requests that come before the isolate is ready wait
 * for it. Any thread.
 */
public final class WorkerServer implements AutoCloseable {
    private static final int MAX_HEADER_BYTES = 64 * 1024;
    private static final int CHUNK_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final HttpServer server;
    private final boolean development;

    /** A handler, and what completes when another one takes its place. */
    private record Generation(int number, CompletableFuture<RequestHandler> handler, CompletableFuture<Void> over) {
        Generation(int number) {
            this(number, new CompletableFuture<>(), new CompletableFuture<>());
        }
    }

    private volatile Generation current = new Generation(1);

    private WorkerServer(Vertx vertx, HttpServer server, boolean development) {
        this.vertx = vertx;
        this.server = server;
        this.development = development;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any that is free
     * @param development whether a client may see why the worker failed
     * @throws UserException if the address cannot be had
     */
    public static WorkerServer listen(String host, int port, boolean development) throws InterruptedException {
        Vertx vertx = newVertx();
        HttpServer http = vertx.createHttpServer(new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(MAX_HEADER_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxChunkSize(CHUNK_BYTES)
                .setTcpNoDelay(true));
        WorkerServer server = new WorkerServer(vertx, http, development);
        http.requestHandler(server::accept);
        try {
            await(http.listen(), Duration.ofSeconds(30));
        } catch (ExecutionException | TimeoutException e) {
            vertx.close();
            throw new UserException(cannotListen(host, port, e.getCause()));
        }
        return server;
    }

    /** A Vert.x with just what one server and one client need. */
    private static Vertx newVertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    private static String cannotListen(String host, int port, Throwable cause) {
        String place = host + ":" + port;
        return switch (cause) {
            case BindException e
            when String.valueOf(e.getMessage()).contains("in use") ->
                "port " + port + " of " + host + " is in use; stop what listens there or choose another with --port";
            case UnknownHostException _ -> "there is no address " + host + " to listen on";
            case null -> "cannot listen on " + place;
            default -> "cannot listen on " + place + ": " + cause.getMessage();
        };
    }

    /** From now on requests go to this handler; those under way stay where they are. */
    public synchronized void serve(RequestHandler next) {
        Generation before = current;
        if (!before.handler.complete(next)) {
            Generation after = new Generation(before.number + 1);
            after.handler.complete(next);
            current = after;
            before.over.complete(null);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.actualPort();
    }

    /** What a worker's {@code fetch} goes through. */
    public VertxFetcher fetcher() {
        return new VertxFetcher(vertx);
    }

    private void accept(HttpServerRequest request) {
        Context context = vertx.getOrCreateContext();
        Generation generation = current;
        if (development && request.path().equals(ErrorPage.RELOADED)) {
            answerWhenReloaded(request, context, generation);
            return;
        }
        Exchange exchange = new Exchange(request, context, development);
        exchange.takeBody();
        CompletableFuture<RequestHandler> ready = generation.handler;
        if (ready.isDone()) {
            exchange.handTo(ready.join(), generation.number);
        } else {
            ready.thenAccept(first -> context.runOnContext(_ -> exchange.handTo(first, generation.number)));
        }
    }

    private static void answerWhenReloaded(HttpServerRequest request, Context context, Generation generation) {
        boolean isOver = !Integer.toString(generation.number).equals(request.getParam("since"));
        CompletableFuture<Void> over = isOver ? CompletableFuture.completedFuture(null) : generation.over;
        over.thenRun(() -> context.runOnContext(_ -> {
            if (!request.response().closed()) {
                request.response().setStatusCode(204).end();
            }
        }));
    }

    /**
     * Stops listening, lets requests that are under way finish, and frees everything.
     *
     * @param limit how long they may take
     */
    public void stop(Duration limit) throws InterruptedException {
        try {
            await(server.shutdown(limit.toMillis(), TimeUnit.MILLISECONDS), limit.plusSeconds(1));
        } catch (ExecutionException | TimeoutException e) {
            // Time is up: what is left is cut off below.
        }
        close();
    }

    /** Stops at once. */
    @Override
    public void close() {
        try {
            await(vertx.close(), Duration.ofSeconds(2));
        } catch (ExecutionException | TimeoutException e) {
            // The process is about to end anyway.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Future<?> future, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
