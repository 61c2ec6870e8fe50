package dev.habu.worker.isolate;

import dev.habu.js.BodySource;
import dev.habu.js.EventLoop;
import dev.habu.js.HttpFetcher;
import dev.habu.js.JsRuntime;
import dev.habu.js.WebRequest;
import dev.habu.js.WebResponse;
import java.util.concurrent.CompletableFuture;

/**
 * A body that comes from a connection. While a chunk is awaited the event loop does not count as idle, whoever reads: a
 * script, or the server that sends it on.
 */
final class HeldBody implements BodySource {
    private final BodySource body;
    private final EventLoop loop;

    private HeldBody(BodySource body, EventLoop loop) {
        this.body = body;
        this.loop = loop;
    }

    /** The request with such a body. */
    static WebRequest holding(WebRequest request, JsRuntime js) {
        return request.body() == null
                ? request
                : new WebRequest(
                        request.method(),
                        request.url(),
                        request.headers(),
                        new HeldBody(request.body(), js.eventLoop()));
    }

    /** A fetcher whose responses have such bodies. */
    static HttpFetcher holding(HttpFetcher fetcher) {
        return request -> {
            EventLoop loop = JsRuntime.current().eventLoop();
            return fetcher.fetch(request)
                    .thenApply(response -> response.body() == null
                            ? response
                            : new WebResponse(
                                    response.status(),
                                    response.statusText(),
                                    response.headers(),
                                    new HeldBody(response.body(), loop)));
        };
    }

    @Override
    public CompletableFuture<byte[]> read() {
        EventLoop.Hold hold = loop.hold();
        CompletableFuture<byte[]> chunk = new CompletableFuture<>();
        body.read().whenComplete((bytes, failure) -> {
            // The reader is told first: what it makes of the chunk has to be in the loop's queue when the hold ends.
            if (failure != null) {
                chunk.completeExceptionally(failure);
            } else {
                chunk.complete(bytes);
            }
            hold.close();
        });
        return chunk;
    }

    @Override
    public void cancel(String reason) {
        body.cancel(reason);
    }

    @Override
    public long length() {
        return body.length();
    }

    @Override
    public byte[] takeBytes() {
        return body.takeBytes();
    }
}
