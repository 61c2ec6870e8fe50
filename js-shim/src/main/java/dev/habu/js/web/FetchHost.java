package dev.habu.js.web;

import dev.habu.js.HttpFetcher;
import dev.habu.js.JsBuffers;
import dev.habu.js.JsOptions;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.js.WebRequest;
import dev.habu.js.WebResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The exchange under {@code fetch}: the embedder's {@link HttpFetcher}, and the resources of {@link JsOptions}. */
final class FetchHost {
    private static final Logger LOG = LoggerFactory.getLogger(FetchHost.class);

    private FetchHost() {}

    static void install(HostObject host, BodyHost bodies) {
        JsRuntime runtime = host.runtime();
        host.function("resource", 1, (self, args) -> resource(runtime.options(), JsValues.toJavaString(args[0])));
        host.function("fetch", 4, (self, args) -> {
            HttpFetcher fetcher = runtime.options().fetcher();
            if (fetcher == null) {
                throw JsValues.error("fetch is not available here");
            }
            WebRequest request = new WebRequest(
                    JsValues.toJavaString(args[0]),
                    JsValues.toJavaString(args[1]),
                    HeaderList.fromJs(args[2]),
                    bodies.sent(JsValues.arg(args, 3)));
            CompletableFuture<WebResponse> exchange = fetcher.fetch(request);
            CompletableFuture<WebResponse> answer = exchange.exceptionallyCompose(cause -> {
                LOG.debug("fetch of {} failed", request.url(), cause);
                return CompletableFuture.failedFuture(new IOException("Network connection lost.", cause));
            });
            return JsValues.newArray(
                    runtime.promise(answer, FetchHost::toJs),
                    runtime.function("cancel", 0, (cancelSelf, none) -> cancel(exchange)));
        });
    }

    private static Object toJs(WebResponse response) {
        return JsValues.newArray(
                response.status(),
                JsValues.string(response.statusText()),
                HeaderList.toJs(response.headers()),
                response.body() == null ? JsValues.undefined() : JsValues.opaque(response.body()));
    }

    private static Object cancel(CompletableFuture<WebResponse> exchange) {
        if (!exchange.cancel(true) && !exchange.isCompletedExceptionally()) {
            WebResponse response = exchange.join();
            if (response.body() != null) {
                response.body().cancel("The fetch was aborted");
            }
        }
        return null;
    }

    /** Bytes and content type of a resource, or null. */
    private static Object resource(JsOptions options, String url) {
        JsOptions.Resource resource = options.resource(url);
        if (resource == null) {
            return null;
        }
        try {
            String type = url.endsWith(".wasm")
                    ? "application/wasm"
                    : url.endsWith(".json")
                            ? "application/json"
                            : url.endsWith("js") ? "text/javascript" : "application/octet-stream";
            return JsValues.newArray(JsBuffers.uint8Array(resource.read()), JsValues.string(type));
        } catch (IOException e) {
            throw JsValues.typeError("Cannot read " + url + ": " + e.getMessage());
        }
    }
}
