package dev.habu.worker.http;

import dev.habu.js.BodySource;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * The body of a message that Vert.x receives, read chunk by chunk when its reader asks for one. What nobody asked for stays
 * in the connection's buffers and, when they are full, with the sender.
 *
 * <p>State is touched on the connection's Vert.x context only; the public methods may be called from any thread.
 */
final class IncomingBody implements BodySource {
    private final Context context;
    private final ReadStream<Buffer> stream;
    private final long length;
    private final Queue<byte[]> chunks = new ArrayDeque<>();
    private CompletableFuture<byte[]> waiting;
    private boolean ended;
    private IOException failure;

    /**
     * Takes over the stream. Called on its context before anything of the body has been delivered.
     *
     * @param length of the whole body, -1 if it is not known
     */
    IncomingBody(Context context, ReadStream<Buffer> stream, long length) {
        this.context = context;
        this.stream = stream;
        this.length = length;
        stream.pause();
        stream.handler(this::received);
        stream.endHandler(_ -> ended());
        stream.exceptionHandler(
                e -> failed("the connection was closed before the body was complete: " + e.getMessage()));
    }

    @Override
    public CompletableFuture<byte[]> read() {
        CompletableFuture<byte[]> chunk = new CompletableFuture<>();
        context.runOnContext(_ -> {
            if (!chunks.isEmpty()) {
                chunk.complete(chunks.remove());
            } else if (failure != null) {
                chunk.completeExceptionally(failure);
            } else if (ended) {
                chunk.complete(null);
            } else {
                waiting = chunk;
                stream.fetch(1);
            }
        });
        return chunk;
    }

    /** Drops what is still to come, so that the connection can go on. */
    @Override
    public void cancel(String reason) {
        context.runOnContext(_ -> {
            if (!ended && failure == null) {
                stream.handler(_ -> {});
                stream.resume();
            }
            chunks.clear();
        });
    }

    @Override
    public long length() {
        return length;
    }

    /** Ends a read that waits, and later ones, with an error. */
    void fail(String reason) {
        context.runOnContext(_ -> failed(reason));
    }

    private void received(Buffer buffer) {
        if (waiting != null) {
            take().complete(buffer.getBytes());
        } else {
            chunks.add(buffer.getBytes());
        }
    }

    private void ended() {
        ended = true;
        if (waiting != null) {
            take().complete(null);
        }
    }

    private void failed(String reason) {
        if (ended || failure != null) {
            return;
        }
        failure = new IOException(reason);
        if (waiting != null) {
            take().completeExceptionally(failure);
        }
    }

    private CompletableFuture<byte[]> take() {
        CompletableFuture<byte[]> reader = waiting;
        waiting = null;
        return reader;
    }
}
