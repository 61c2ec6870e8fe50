package dev.habu.worker.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.js.BodySource;
import dev.habu.js.Header;
import dev.habu.js.WebRequest;
import dev.habu.js.WebResponse;
import dev.habu.worker.UserException;
import dev.habu.worker.http.RawClient.Answer;
import dev.habu.worker.isolate.Reply;
import dev.habu.worker.isolate.RequestHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP as the server speaks it, with handlers in Java. What Python adds is tested with isolates. */
final class WorkerServerTest {
    private static final String HOST = "Host: test\n";

    private WorkerServer server;

    @BeforeEach
    void listen() throws InterruptedException {
        server = WorkerServer.listen("127.0.0.1", 0, false);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void textBodyHasItsLength() throws IOException {
        answerWith(200, "OK", List.of(new Header("content-type", "text/plain")), "Hello world!");
        Answer answer = RawClient.send(server.port(), "GET / HTTP/1.1\n" + HOST + "\n");
        assertEquals("HTTP/1.1 200 OK", answer.statusLine());
        assertEquals(List.of("12"), answer.header("content-length"));
        assertEquals("Hello world!", answer.text());
    }

    @Test
    void headHasTheHeadersAndNoBody() throws IOException {
        answerWith(200, "", List.of(), "Hello world!");
        try (RawClient client = new RawClient(server.port())) {
            for (int i = 0; i < 2; i++) {
                client.write("HEAD / HTTP/1.1\n" + HOST + "\n");
                assertEquals(List.of("12"), client.answer(true).header("content-length"));
            }
        }
    }

    @Test
    void statusTextAndRepeatedHeadersAreSent() throws IOException {
        answerWith(
                299,
                "Fine by me",
                List.of(new Header("set-cookie", "a=1"), new Header("set-cookie", "b=2"), new Header("x-a", "1, 2")),
                null);
        Answer answer = RawClient.send(server.port(), "GET / HTTP/1.1\n" + HOST + "\n");
        assertEquals("HTTP/1.1 299 Fine by me", answer.statusLine());
        assertEquals(List.of("a=1", "b=2"), answer.header("set-cookie"));
        assertEquals(List.of("1, 2"), answer.header("x-a"));
        assertEquals(List.of("0"), answer.header("content-length"));
    }

    @Test
    void noContentHasNoLength() throws IOException {
        answerWith(204, "", List.of(), null);
        Answer answer = RawClient.send(server.port(), "GET / HTTP/1.1\n" + HOST + "\n");
        assertEquals(List.of(), answer.header("content-length"));
        assertEquals(List.of(), answer.header("transfer-encoding"));
    }

    @Test
    void requestArrivesAsSent() throws IOException {
        CompletableFuture<WebRequest> seen = new CompletableFuture<>();
        handle((request, reply) -> {
            seen.complete(request);
            reply.respond(new WebResponse(200, "", List.of(), null));
        });
        RawClient.send(server.port(), "PATCH /a/../b?q=%20#f HTTP/1.1\nHost: Test:80\nX-A: 1\nx-a: 2\n\n");
        WebRequest request = seen.join();
        assertEquals("PATCH", request.method());
        assertEquals("http://Test:80/b?q=%20#f", request.url());
        assertEquals(
                List.of(new Header("host", "Test:80"), new Header("x-a", "1"), new Header("x-a", "2")),
                request.headers());
        assertEquals(null, request.body());
    }

    @Test
    void bodiesStreamBothWaysAtOnce() throws IOException {
        handle((request, reply) -> reply.respond(new WebResponse(200, "", List.of(), request.body())));
        try (RawClient client = new RawClient(server.port())) {
            client.write("POST / HTTP/1.1\n" + HOST + "Transfer-Encoding: chunked\n\n3\none\n");
            assertTrue(client.line().contains("200"));
            while (!client.line().isEmpty()) {}
            assertEquals("one", new String(client.chunk(), StandardCharsets.UTF_8));
            client.write("3\ntwo\n0\n\n");
            assertEquals("two", new String(client.chunk(), StandardCharsets.UTF_8));
            assertEquals(0, client.chunk().length);
        }
    }

    @Test
    void largeBodyIsNotCollected() throws IOException, InterruptedException {
        int size = 100 << 20;
        AtomicLong received = new AtomicLong();
        handle((request, reply) -> {
            assertEquals(size, request.body().length());
            drain(request.body(), received)
                    .thenRun(() -> reply.respond(new WebResponse(200, "", List.of(), text("" + received))));
        });
        byte[] block = new byte[1 << 20];
        try (RawClient client = new RawClient(server.port())) {
            client.write("POST / HTTP/1.1\n" + HOST + "Content-Length: " + size + "\n\n");
            for (int i = 0; i < size / block.length; i++) {
                client.write(block);
            }
            assertEquals(Integer.toString(size), client.answer(false).text());
        }
    }

    private static CompletionStage<Void> drain(BodySource body, AtomicLong count) {
        return body.read().thenCompose(chunk -> {
            if (chunk == null) {
                return CompletableFuture.completedFuture(null);
            }
            count.addAndGet(chunk.length);
            return drain(body, count);
        });
    }

    @Test
    void bodyIsProducedOnlyAsFastAsTheClientReads() throws Exception {
        AtomicInteger produced = new AtomicInteger();
        int chunks = 2000;
        handle((request, reply) -> reply.respond(new WebResponse(200, "", List.of(), endless(produced, chunks))));
        try (RawClient client = new RawClient(server.port())) {
            client.write("GET / HTTP/1.1\n" + HOST + "\n");
            int before;
            do { // until nothing more fits into the buffers of both sides
                before = produced.get();
                Thread.sleep(200);
            } while (produced.get() > before || before == 0);
            assertTrue(before < chunks / 2, "produced ahead: " + before);
            assertEquals(chunks * 65536, client.answer(false).body().length);
        }
    }

    private static BodySource endless(AtomicInteger produced, int limit) {
        return new BodySource() {
            @Override
            public CompletionStage<byte[]> read() {
                return CompletableFuture.completedFuture(produced.incrementAndGet() > limit ? null : new byte[65536]);
            }

            @Override
            public void cancel(String reason) {}
        };
    }

    @Test
    void clientThatLeavesCancelsTheHandler() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        server.serve((request, reply) -> {
            started.countDown();
            return cancelled::countDown;
        });
        try (RawClient client = new RawClient(server.port())) {
            client.write("GET / HTTP/1.1\n" + HOST + "\n");
            assertTrue(started.await(30, TimeUnit.SECONDS));
        }
        assertTrue(cancelled.await(30, TimeUnit.SECONDS));
    }

    @Test
    void clientThatLeavesCancelsTheResponsesBody() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        BodySource body = new BodySource() {
            @Override
            public CompletionStage<byte[]> read() {
                return CompletableFuture.completedFuture(new byte[65536]);
            }

            @Override
            public void cancel(String reason) {
                cancelled.countDown();
            }
        };
        handle((request, reply) -> reply.respond(new WebResponse(200, "", List.of(), body)));
        try (RawClient client = new RawClient(server.port())) {
            client.write("GET / HTTP/1.1\n" + HOST + "\n");
            client.line();
        }
        assertTrue(cancelled.await(30, TimeUnit.SECONDS));
    }

    @Test
    void clientThatLeavesWithinItsBodyFailsTheRead() throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        handle((request, reply) -> drain(request.body(), new AtomicLong()).whenComplete((_, e) -> failure.complete(e)));
        try (RawClient client = new RawClient(server.port())) {
            client.write("POST / HTTP/1.1\n" + HOST + "Content-Length: 10\n\nhalf");
            Thread.sleep(50);
        }
        assertTrue(failure.get(30, TimeUnit.SECONDS).toString().contains("gone")
                || failure.join().toString().contains("closed"));
        handle((request, reply) -> reply.respond(new WebResponse(200, "", List.of(), text("alive"))));
        assertEquals(
                "alive",
                RawClient.send(server.port(), "GET / HTTP/1.1\n" + HOST + "\n").text());
    }

    @Test
    void bodyThatBreaksOffClosesTheConnection() throws IOException {
        BodySource body = new BodySource() {
            private boolean first = true;

            @Override
            public CompletionStage<byte[]> read() {
                if (first) {
                    first = false;
                    return CompletableFuture.completedFuture("before".getBytes(StandardCharsets.UTF_8));
                }
                return CompletableFuture.failedFuture(new IllegalStateException("broken"));
            }

            @Override
            public void cancel(String reason) {}
        };
        handle((request, reply) -> reply.respond(new WebResponse(200, "", List.of(), body)));
        assertThrows(IOException.class, () -> RawClient.send(server.port(), "GET / HTTP/1.1\n" + HOST + "\n"));
    }

    @Test
    void unreadBodyDoesNotBlockTheConnection() throws IOException {
        answerWith(200, "", List.of(), "ignored it");
        try (RawClient client = new RawClient(server.port())) {
            for (int i = 0; i < 2; i++) {
                client.write("POST / HTTP/1.1\n" + HOST + "Content-Length: 1000000\n\n");
                client.write(new byte[1_000_000]);
                assertEquals("ignored it", client.answer(false).text());
            }
        }
    }

    @Test
    void malformedRequestsGetAnErrorAndHurtNobody() throws IOException {
        answerWith(200, "", List.of(), "alive");
        for (String bad : List.of(
                "nonsense\n\n",
                "GET / HTTP/9.9\n" + HOST + "\n",
                "GET / HTTP/1.1\nno colon\n\n",
                "GET /" + "x".repeat(100_000) + " HTTP/1.1\n" + HOST + "\n",
                "GET / HTTP/1.1\nX: " + "y".repeat(100_000) + "\n\n",
                "POST / HTTP/1.1\n" + HOST + "Content-Length: many\n\n",
                "POST / HTTP/1.1\n" + HOST + "Transfer-Encoding: chunked\n\nzz\n")) {
            try (RawClient client = new RawClient(server.port())) {
                client.write(bad);
                String status = client.line();
                assertTrue(
                        status.matches("HTTP/\\d\\.\\d [45]\\d\\d .*") || bad.contains("zz"),
                        () -> bad.substring(0, Math.min(60, bad.length())) + " -> " + status);
            } catch (IOException closed) {
                assertTrue(closed.getMessage().contains("closed"), closed::toString);
            }
        }
        assertEquals(
                "alive",
                RawClient.send(server.port(), "GET / HTTP/1.1\n" + HOST + "\n").text());
    }

    @Test
    void failureIsTerseInProductionAndTellsTheDeveloper() throws Exception {
        handle((request, reply) -> reply.fail("Traceback: <secret>\n"));
        Answer answer = RawClient.send(server.port(), "GET / HTTP/1.1\n" + HOST + "\n");
        assertEquals("HTTP/1.1 500 Internal Server Error", answer.statusLine());
        assertEquals("Internal Server Error", answer.text());
        assertEquals(List.of(), answer.header("content-type"));
        try (WorkerServer development = WorkerServer.listen("127.0.0.1", 0, true)) {
            development.serve((request, reply) -> {
                reply.fail("Traceback: <secret>\n");
                return () -> {};
            });
            Answer text = RawClient.send(development.port(), "GET / HTTP/1.1\n" + HOST + "\n");
            assertEquals(500, text.status());
            assertEquals("Traceback: <secret>\n", text.text());
            Answer page = RawClient.send(development.port(), "GET / HTTP/1.1\n" + HOST + "Accept: text/html,*/*\n\n");
            assertEquals(List.of("text/html;charset=UTF-8"), page.header("content-type"));
            assertTrue(page.text().contains("<pre>Traceback: &lt;secret&gt;\n</pre>"), page::text);
        }
    }

    @Test
    void requestBeforeTheIsolateIsReadyWaitsForIt() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.write("POST / HTTP/1.1\n" + HOST + "Content-Length: 4\n\nbody");
            AtomicLong received = new AtomicLong();
            handle((request, reply) -> drain(request.body(), received)
                    .thenRun(() -> reply.respond(new WebResponse(200, "", List.of(), text("got " + received)))));
            assertEquals("got 4", client.answer(false).text());
        }
    }

    @Test
    void portInUseIsOneMessage() {
        assertEquals(
                "port " + server.port()
                        + " of 127.0.0.1 is in use; stop what listens there or choose another with --port",
                assertThrows(UserException.class, () -> WorkerServer.listen("127.0.0.1", server.port(), false))
                        .getMessage());
    }

    @Test
    void stopLetsRequestsFinishAndRefusesNewOnes() throws Exception {
        CompletableFuture<Reply> started = new CompletableFuture<>();
        handle((request, reply) -> started.complete(reply));
        int port = server.port();
        try (RawClient client = new RawClient(port)) {
            client.write("GET / HTTP/1.1\n" + HOST + "\n");
            Reply reply = started.get(30, TimeUnit.SECONDS);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
                try {
                    server.stop(Duration.ofSeconds(10));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            while (accepts(port)) {
                Thread.sleep(20);
            }
            assertFalse(stopped.isDone());
            reply.respond(new WebResponse(200, "", List.of(), text("finished")));
            assertEquals("finished", client.answer(false).text());
            stopped.get(5, TimeUnit.SECONDS);
        }
    }

    private static boolean accepts(int port) {
        try (RawClient _ = new RawClient(port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private interface Handler {
        void handle(WebRequest request, Reply reply);
    }

    private void handle(Handler handler) {
        RequestHandler serving = (request, reply) -> {
            handler.handle(request, reply);
            return () -> {};
        };
        server.serve(serving);
    }

    private void answerWith(int status, String statusText, List<Header> headers, String text) {
        handle((request, reply) ->
                reply.respond(new WebResponse(status, statusText, headers, text == null ? null : text(text))));
    }

    private static BodySource text(String text) {
        return BodySource.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
