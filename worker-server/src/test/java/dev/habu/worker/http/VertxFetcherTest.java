package dev.habu.worker.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.js.BodySource;
import dev.habu.js.Header;
import dev.habu.js.WebRequest;
import dev.habu.js.WebResponse;
import dev.habu.worker.isolate.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class VertxFetcherTest {
    private WorkerServer upstream;
    private VertxFetcher fetcher;

    @BeforeEach
    void listen() throws InterruptedException {
        upstream = WorkerServer.listen("127.0.0.1", 0, false);
        fetcher = upstream.fetcher();
    }

    @AfterEach
    void stop() {
        upstream.close();
    }

    @Test
    void sendsMethodHeadersAndBody() throws Exception {
        serve((request, reply) -> collect(request.body())
                .thenAccept(body -> respond(
                        reply,
                        request.method() + " " + request.url().replaceAll("^http://[^/]*", "") + " "
                                + request.headers().stream()
                                        .filter(header -> header.name().startsWith("x-"))
                                        .toList()
                                + " " + body)));
        WebRequest request = new WebRequest(
                "PUT", url("/a?b=c"), List.of(new Header("x-a", "1"), new Header("x-a", "2")), text("whole body"));
        assertEquals(
                "PUT /a?b=c [Header[name=x-a, value=1], Header[name=x-a, value=2]] whole body", body(fetch(request)));
    }

    @Test
    void streamsTheRequestsBody() throws Exception {
        serve((request, reply) -> collect(request.body()).thenAccept(body -> respond(reply, body)));
        CompletableFuture<byte[]> later = new CompletableFuture<>();
        List<CompletableFuture<byte[]>> chunks = List.of(
                CompletableFuture.completedFuture("one ".getBytes(StandardCharsets.UTF_8)),
                later,
                CompletableFuture.completedFuture(null));
        var iterator = chunks.iterator();
        BodySource body = new BodySource() {
            @Override
            public CompletionStage<byte[]> read() {
                return iterator.next();
            }

            @Override
            public void cancel(String reason) {}
        };
        CompletableFuture<WebResponse> response = fetcher.fetch(new WebRequest("POST", url("/"), List.of(), body));
        later.complete("two".getBytes(StandardCharsets.UTF_8));
        assertEquals("one two", body(response.get(30, TimeUnit.SECONDS)));
    }

    @Test
    void decodesGzip() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("unpacked".getBytes(StandardCharsets.UTF_8));
        }
        serve((request, reply) -> reply.respond(new WebResponse(
                200, "", List.of(new Header("content-encoding", "gzip")), BodySource.of(packed.toByteArray()))));
        assertEquals("unpacked", body(fetch(get("/"))));
    }

    @Test
    void redirectsAreReturned() throws Exception {
        serve((request, reply) ->
                reply.respond(new WebResponse(302, "", List.of(new Header("location", "/elsewhere")), null)));
        WebResponse response = fetch(get("/"));
        assertEquals(302, response.status());
        assertTrue(response.headers().contains(new Header("location", "/elsewhere")));
    }

    @Test
    void responsesWithoutABodyHaveNone() throws Exception {
        serve((request, reply) ->
                reply.respond(new WebResponse(request.method().equals("HEAD") ? 200 : 204, "", List.of(), null)));
        assertNull(fetch(get("/")).body());
        assertNull(fetch(new WebRequest("HEAD", url("/"), List.of(), null)).body());
    }

    @Test
    void refusedConnectionFails() throws Exception {
        int port = upstream.port();
        try (WorkerServer other = WorkerServer.listen("127.0.0.1", 0, false)) {
            upstream.close();
            CompletableFuture<WebResponse> response =
                    other.fetcher().fetch(new WebRequest("GET", "http://127.0.0.1:" + port + "/", List.of(), null));
            Throwable cause = assertThrows(ExecutionException.class, () -> response.get(30, TimeUnit.SECONDS))
                    .getCause();
            assertTrue(cause instanceof IOException, cause::toString);
        }
    }

    @Test
    void badUrlFails() {
        CompletableFuture<WebResponse> response = fetcher.fetch(new WebRequest("GET", "http://[bad/", List.of(), null));
        assertThrows(ExecutionException.class, () -> response.get(30, TimeUnit.SECONDS));
    }

    @Test
    void cancellingEndsTheExchange() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        upstream.serve((request, reply) -> {
            started.countDown();
            return gone::countDown;
        });
        CompletableFuture<WebResponse> response = fetcher.fetch(get("/"));
        assertTrue(started.await(30, TimeUnit.SECONDS));
        response.cancel(true);
        assertTrue(gone.await(30, TimeUnit.SECONDS));
    }

    private interface Handler {
        void handle(WebRequest request, Reply reply);
    }

    private void serve(Handler handler) {
        upstream.serve((request, reply) -> {
            handler.handle(request, reply);
            return () -> {};
        });
    }

    private String url(String target) {
        return "http://127.0.0.1:" + upstream.port() + target;
    }

    private WebRequest get(String target) {
        return new WebRequest("GET", url(target), List.of(), null);
    }

    private WebResponse fetch(WebRequest request) throws Exception {
        return fetcher.fetch(request).get(30, TimeUnit.SECONDS);
    }

    private static String body(WebResponse response) throws Exception {
        return collect(response.body()).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static CompletionStage<String> collect(BodySource body) {
        return collect(body, new ByteArrayOutputStream());
    }

    private static CompletionStage<String> collect(BodySource body, ByteArrayOutputStream all) {
        return body.read().thenCompose(chunk -> {
            if (chunk == null) {
                return CompletableFuture.completedFuture(all.toString(StandardCharsets.UTF_8));
            }
            all.writeBytes(chunk);
            return collect(body, all);
        });
    }

    private static void respond(Reply reply, String text) {
        reply.respond(new WebResponse(200, "", List.of(), text(text)));
    }

    private static BodySource text(String text) {
        return BodySource.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
