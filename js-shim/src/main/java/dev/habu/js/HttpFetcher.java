package dev.habu.js;

import java.util.concurrent.CompletableFuture;

/** Carries out the HTTP exchanges of {@code fetch}. Supplied by the embedder; without one {@code fetch} fails. */
@FunctionalInterface
public interface HttpFetcher {
    /**
     * Sends a request and answers when the response's head has arrived. Redirects are returned, not followed. Called on
     * the loop thread and must not block; the future may complete on any thread. Cancelling it, or the response's body,
     * ends the exchange.
     *
     * @return the response with its content decoded; any exception is a lost connection to the script
     */
    CompletableFuture<WebResponse> fetch(WebRequest request);
}
