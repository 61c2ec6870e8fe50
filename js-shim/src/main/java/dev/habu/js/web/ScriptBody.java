package dev.habu.js.web;

import dev.habu.js.BodySource;
import dev.habu.js.JsBuffers;
import dev.habu.js.JsException;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/** A body that a script's ReadableStream produces; each read is one read of the stream's reader. */
final class ScriptBody implements BodySource {
    private final JsRuntime runtime;
    private final Object streams;
    private final Object reader;

    /** Reads {@code reader} with the exports of the script streams.js. */
    ScriptBody(JsRuntime runtime, Object streams, Object reader) {
        this.runtime = runtime;
        this.streams = streams;
        this.reader = reader;
    }

    @Override
    public CompletionStage<byte[]> read() {
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        onLoop(() -> readInto(result), result);
        return result;
    }

    private void readInto(CompletableFuture<byte[]> result) {
        runtime.whenSettled(
                JsValues.call(streams, "nextChunk", reader),
                chunk -> {
                    if (JsValues.isUndefined(chunk)) {
                        result.complete(null);
                    } else if (JsBuffers.elementCount(chunk) == 0) {
                        readInto(result);
                    } else {
                        result.complete(JsBuffers.copyOf(chunk));
                    }
                },
                result::completeExceptionally);
    }

    @Override
    public void cancel(String reason) {
        onLoop(
                () -> JsValues.call(streams, "cancelReader", reader, JsValues.string(reason)),
                new CompletableFuture<>());
    }

    private void onLoop(Runnable task, CompletableFuture<byte[]> result) {
        if (runtime.eventLoop().isLoopThread()) {
            task.run();
            return;
        }
        try {
            runtime.eventLoop().execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    result.completeExceptionally(JsException.of(e));
                }
            });
        } catch (RejectedExecutionException closed) {
            result.completeExceptionally(closed);
        }
    }
}
