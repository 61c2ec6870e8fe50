package dev.habu.worker.isolate;

import dev.habu.js.BodySource;
import dev.habu.js.EventLoop;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A response body that is known to the isolate while it is read, so that a read which nothing can complete is ended. */
final class TrackedBody implements BodySource {
    private final BodySource body;
    private final EventLoop loop;

    /** Loop thread only, as the field that follows. */
    private final Collection<TrackedBody> openReads;

    private CompletableFuture<byte[]> chunk;

    private final AtomicBoolean over = new AtomicBoolean();
    private final Runnable whenOver;

    /** @param whenOver is run once, on any thread, when the end was read or the rest is not wanted */
    TrackedBody(BodySource body, EventLoop loop, Collection<TrackedBody> openReads, Runnable whenOver) {
        this.body = body;
        this.loop = loop;
        this.openReads = openReads;
        this.whenOver = whenOver;
    }

    @Override
    public CompletableFuture<byte[]> read() {
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                chunk = result;
                openReads.add(this);
                body.read().whenComplete(this::finish);
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private void finish(byte[] bytes, Throwable failure) {
        if (!loop.isLoopThread()) {
            try {
                loop.execute(() -> finish(bytes, failure));
            } catch (RejectedExecutionException e) {
                chunk.completeExceptionally(e);
            }
            return;
        }
        openReads.remove(this);
        if (failure != null || bytes == null) {
            over();
        }
        if (failure != null) {
            chunk.completeExceptionally(failure);
        } else {
            chunk.complete(bytes);
        }
    }

    /** Ends the read that is under way. Loop thread. */
    void fail(String reason) {
        body.cancel(reason);
        openReads.remove(this);
        over();
        chunk.completeExceptionally(new IllegalStateException(reason));
    }

    private void over() {
        if (over.compareAndSet(false, true)) {
            whenOver.run();
        }
    }

    @Override
    public void cancel(String reason) {
        body.cancel(reason);
        over();
    }

    @Override
    public long length() {
        return body.length();
    }
}
