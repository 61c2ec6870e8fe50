package dev.habu.worker.isolate;

import dev.habu.js.WebRequest;
import dev.habu.worker.bundle.Worker;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One worker, served by one isolate after the other: when an isolate dies (see {@link Isolate#death}) another one is started in its place. The requests that
 * were under way in it have failed; those that come meanwhile wait for its successor. Any thread.
 */
public final class Succession implements RequestHandler, AutoCloseable {
    private final Worker worker;
    private final Supplier<Isolate> successor;

    /** Guarded by this, as what follows. */
    private CompletableFuture<Isolate> current;

    private boolean closed;

    /**
     * Serves with an isolate that has started.
     *
     * @param successor starts another isolate of the same worker; may block
     */
    public Succession(Worker worker, Isolate first, Supplier<Isolate> successor) {
        this.worker = worker;
        this.successor = successor;
        this.current = CompletableFuture.completedFuture(first);
        first.death().thenAccept(reason -> replace(first, reason));
    }

    private synchronized void replace(Isolate dead, String reason) {
        if (closed) {
            return;
        }
        CompletableFuture<Isolate> next = new CompletableFuture<>();
        current = next;
        System.err.println(
                "habu: the Python interpreter of " + worker.config().name() + " died and is replaced: " + reason);
        Thread.ofPlatform().daemon().name("habu-successor").start(() -> {
            dead.close();
            start(next);
        });
    }

    private void start(CompletableFuture<Isolate> next) {
        try {
            Isolate isolate = successor.get();
            isolate.death().thenAccept(reason -> replace(isolate, reason));
            next.complete(isolate);
            if (isClosed()) {
                isolate.close();
            }
        } catch (RuntimeException e) {
            next.completeExceptionally(e);
        }
    }

    private synchronized CompletableFuture<Isolate> current() {
        return current;
    }

    /** As {@link #current}, and tries once more if the last start has failed. */
    private synchronized CompletableFuture<Isolate> isolate() {
        if (current.isCompletedExceptionally() && !closed) {
            CompletableFuture<Isolate> next = new CompletableFuture<>();
            current = next;
            Thread.ofPlatform().daemon().name("habu-successor").start(() -> start(next));
        }
        return current;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public Runnable serve(WebRequest request, Reply reply) {
        CompletableFuture<Runnable> cancel = isolate().thenApply(isolate -> isolate.serve(request, reply));
        cancel.exceptionally(failure -> {
            reply.fail("The worker could not be started again: " + failure.getMessage() + "\n");
            return null;
        });
        return () -> cancel.thenAccept(Runnable::run);
    }

    @Override
    public String source(String file) {
        return worker.source(file);
    }

    /** Completes when no request and no work of {@code waitUntil} is under way in the isolate of this moment. */
    public CompletableFuture<Void> idle() {
        return current().thenCompose(Isolate::idle);
    }

    /** Ends the isolate after its current task, and starts none any more. Waits for its thread. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        current().thenAccept(Isolate::close);
    }
}
