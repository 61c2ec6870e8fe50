package dev.habu.worker.isolate;

import java.util.concurrent.CompletableFuture;

/** Counts what an isolate has under way. Any thread. */
final class Activity {
    private int underWay;
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

    synchronized void started() {
        if (underWay++ == 0) {
            idle = new CompletableFuture<>();
        }
    }

    void ended() {
        CompletableFuture<Void> over = null;
        synchronized (this) {
            if (--underWay == 0) {
                over = idle;
            }
        }
        if (over != null) {
            over.complete(null);
        }
    }

    /** Completes when nothing is under way. */
    synchronized CompletableFuture<Void> idle() {
        return idle;
    }
}
