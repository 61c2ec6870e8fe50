package dev.habu.worker.http;

import dev.habu.js.BodySource;
import dev.habu.js.Header;
import dev.habu.js.HttpFetcher;
import dev.habu.js.WebRequest;
import dev.habu.js.WebResponse;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** The HTTP exchanges of {@code fetch} over Vert.x's client. Any thread. */
public final class VertxFetcher implements HttpFetcher {
    private static final int CONNECT_TIMEOUT_MILLIS = 30_000;
    private static final int MAX_CONNECTIONS_A_HOST = 64;

    private final Vertx vertx;
    private final HttpClient client;

    /** A fetcher with a Vert.x of its own, for the rest of the process's life. */
    public static HttpFetcher standalone() {
        return new VertxFetcher(Vertx.vertx());
    }

    VertxFetcher(Vertx vertx) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setDecompressionSupported(true)
                        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                        .setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS_A_HOST));
    }

    @Override
    public CompletableFuture<WebResponse> fetch(WebRequest request) {
        CompletableFuture<WebResponse> result = new CompletableFuture<>();
        RequestOptions options;
        try {
            options = new RequestOptions().setAbsoluteURI(request.url());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        options.setMethod(HttpMethod.valueOf(request.method())).setFollowRedirects(false);
        for (Header header : request.headers()) {
            options.addHeader(header.name(), header.value());
        }
        Context context = vertx.getOrCreateContext();
        context.runOnContext(_ -> client.request(options)
                .onSuccess(connected -> new Sending(connected, context, result).start(request.body()))
                .onFailure(result::completeExceptionally));
        return result;
    }

    /** One exchange on its connection, on its context. */
    private static final class Sending {
        private final HttpClientRequest request;
        private final Context context;
        private final CompletableFuture<WebResponse> result;

        Sending(HttpClientRequest request, Context context, CompletableFuture<WebResponse> result) {
            this.request = request;
            this.context = context;
            this.result = result;
        }

        void start(BodySource body) {
            request.response().onSuccess(this::answered).onFailure(result::completeExceptionally);
            result.exceptionally(e -> {
                if (e instanceof CancellationException) {
                    context.runOnContext(_ -> request.reset());
                }
                return null;
            });
            byte[] whole = body == null ? new byte[0] : body.takeBytes();
            if (whole == null) {
                if (body.length() >= 0) {
                    request.putHeader("content-length", Long.toString(body.length()));
                } else {
                    request.setChunked(true);
                }
                pump(body);
            } else if (whole.length == 0 && body == null) {
                request.end();
            } else {
                request.end(Buffer.buffer(whole));
            }
        }

        private void pump(BodySource body) {
            body.read()
                    .whenComplete((chunk, failure) -> context.runOnContext(_ -> {
                        if (failure != null) {
                            request.reset();
                            result.completeExceptionally(failure);
                        } else if (chunk == null) {
                            request.end();
                        } else {
                            request.write(Buffer.buffer(chunk))
                                    .onFailure(_ -> body.cancel("the connection was closed"));
                            if (request.writeQueueFull()) {
                                request.drainHandler(_ -> {
                                    request.drainHandler(null);
                                    pump(body);
                                });
                            } else {
                                pump(body);
                            }
                        }
                    }));
        }

        private void answered(HttpClientResponse response) {
            List<Header> headers = new ArrayList<>(response.headers().size());
            for (Map.Entry<String, String> header : response.headers()) {
                headers.add(new Header(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
            }
            int status = response.statusCode();
            boolean hasBody = !request.getMethod().equals(HttpMethod.HEAD) && status != 204 && status != 304;
            IncomingBody body = hasBody ? new IncomingBody(context, response, length(response)) : null;
            result.complete(new WebResponse(status, response.statusMessage(), headers, body));
        }

        /** The length of the decoded body, if the header tells it. */
        private static long length(HttpClientResponse response) {
            String length = response.getHeader("content-length");
            if (length == null || response.headers().contains("content-encoding")) {
                return -1;
            }
            try {
                return Long.parseLong(length);
            } catch (NumberFormatException e) {
                return -1;
            }
        }
    }
}
