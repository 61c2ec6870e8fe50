package dev.habu.worker.isolate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.habu.worker.http.RawClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP through a Python handler: {@code src/test/workers/web}. */
final class WebWorkerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ServedWorker worker;

    @BeforeAll
    static void start() {
        worker = ServedWorker.named("web");
        assertEquals(Optional.empty(), worker.isolate().loadProblem());
    }

    @Test
    void helloWorld() throws Exception {
        HttpResponse<String> response = worker.get("/");
        assertEquals(200, response.statusCode());
        assertEquals("Hello world!", response.body());
        assertEquals(
                "text/plain;charset=UTF-8",
                response.headers().firstValue("content-type").orElseThrow());
        assertEquals("12", response.headers().firstValue("content-length").orElseThrow());
    }

    @Test
    void handlerSeesTheRequest() throws Exception {
        JsonNode seen = JSON.readTree(worker.send(HttpRequest.newBuilder(worker.uri("/echo?q=1&q=%C3%A9"))
                        .header("X-Test", "yes")
                        .method("PATCH", BodyPublishers.ofString("körper"))
                        .build())
                .body());
        assertEquals("PATCH", seen.get("method").asText());
        assertEquals(
                worker.uri("/echo?q=1&q=%C3%A9").toString(), seen.get("url").asText());
        assertTrue(seen.get("headers").toString().contains("[\"x-test\",\"yes\"]"), seen::toString);
        assertEquals("körper", seen.get("body").asText());
    }

    @Test
    void headHasTheLengthButNoBody() throws Exception {
        RawClient.Answer answer = RawClient.send(worker.port(), "HEAD / HTTP/1.1\nHost: x\n\n");
        assertEquals(200, answer.status());
        assertEquals(List.of("12"), answer.header("content-length"));
    }

    @Test
    void binaryBodyArrivesByteForByte() throws Exception {
        byte[] expected = new byte[256];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) i;
        }
        HttpRequest get = HttpRequest.newBuilder(worker.uri("/binary")).build();
        assertArrayEquals(expected, worker.sendForBytes(get).body());
        HttpRequest mirror = HttpRequest.newBuilder(worker.uri("/mirror"))
                .POST(BodyPublishers.ofByteArray(expected))
                .build();
        assertArrayEquals(expected, worker.sendForBytes(mirror).body());
    }

    @Test
    void repeatedHeadersKeepTheirOrder() throws Exception {
        HttpResponse<String> response = worker.get("/cookies");
        assertEquals(List.of("a=1; Path=/", "b=2; HttpOnly"), response.headers().allValues("set-cookie"));
        assertEquals("1, 2", String.join(", ", response.headers().allValues("x-many")));
    }

    @Test
    void redirectIsSentNotFollowed() throws Exception {
        HttpResponse<String> response = worker.get("/redirect");
        assertEquals(307, response.statusCode());
        assertEquals(
                "http://example.com/elsewhere",
                response.headers().firstValue("location").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 304, 404, 418, 503, 599})
    void statusIsPassedOn(int code) throws Exception {
        HttpResponse<String> response = worker.get("/status?code=" + code);
        assertEquals(code, response.statusCode());
        assertEquals(code == 204 || code == 304 ? "" : "status " + code, response.body());
    }

    @Test
    void statusTextIsPassedOn() throws Exception {
        assertEquals(
                "HTTP/1.1 418 Short and stout",
                RawClient.send(worker.port(), "GET /status?code=418&text=Short+and+stout HTTP/1.1\nHost: x\n\n")
                        .statusLine());
    }

    @Test
    void requestBodyIsReadAsAStream() throws Exception {
        byte[] body = new byte[3 << 20];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (i * 31);
        }
        HttpRequest post = HttpRequest.newBuilder(worker.uri("/digest"))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        JsonNode seen = JSON.readTree(worker.send(post).body());
        assertEquals(body.length, seen.get("size").asInt());
        assertEquals(sha256(body), seen.get("sha256").asText());
        assertTrue(seen.get("largest").asInt() <= 1 << 20, seen::toString);
    }

    @Test
    void responseBodyIsWrittenAsAStream() throws Exception {
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            expected.append(i).append('\n');
        }
        assertEquals(expected.toString(), worker.text("/numbered?count=50"));
        assertEquals("first\nsecond\n", worker.text("/slow-stream"));
    }

    @Test
    void firstChunkArrivesBeforeTheLastIsMade() throws Exception {
        try (RawClient client = new RawClient(worker.port())) {
            client.write("GET /endless HTTP/1.1\nHost: x\n\n");
            while (!client.line().isEmpty()) {}
            assertEquals(1024, client.chunk().length);
        }
        waitForState("stream_cancelled", 1);
    }

    @Test
    void hundredMegabytesPassThrough() throws Exception {
        int size = 100 << 20;
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] block = new byte[1 << 20];
        try (RawClient client = new RawClient(worker.port())) {
            client.write("POST /mirror HTTP/1.1\nHost: x\nContent-Length: " + size + "\n\n");
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        client.write(block);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertTrue(client.line().contains("200"));
            List<String> headers = new ArrayList<>();
            for (String line = client.line(); !line.isEmpty(); line = client.line()) {
                headers.add(line);
            }
            assertTrue(headers.contains("content-length: " + size), headers::toString);
            for (int received = 0; received < size; received += block.length) {
                digest.update(client.bytes(block.length));
            }
            sent.join();
        }
        assertEquals(sha256(new byte[size]), HexFormat.of().formatHex(digest.digest()));
        HttpRequest large =
                HttpRequest.newBuilder(worker.uri("/large?size=" + size)).build();
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient().send(large, HttpResponse.BodyHandlers.ofInputStream());
        long received = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = response.body()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                received += n;
            }
        }
        assertEquals(size, received);
    }

    @Test
    void clientThatLeavesCancelsTheHandler() throws Exception {
        int started = state().get("started").asInt();
        int cancelled = state().get("cancelled").asInt();
        try (RawClient client = new RawClient(worker.port())) {
            client.write("GET /sleeps?seconds=600 HTTP/1.1\nHost: x\n\n");
            waitForState("started", started + 1);
        }
        waitForState("cancelled", cancelled + 1);
    }

    @Test
    void clientThatLeavesAbortsTheSignalOfItsRequest() throws Exception {
        int started = state().get("started").asInt();
        try (RawClient client = new RawClient(worker.port())) {
            client.write("GET /listens HTTP/1.1\nHost: x\n\n");
            waitForState("started", started + 1);
        }
        waitForState("aborted", 1);
        try (RawClient client = new RawClient(worker.port())) {
            client.write("GET /listens?endless HTTP/1.1\nHost: x\n\n");
            while (!client.line().isEmpty()) {}
            assertEquals(1024, client.chunk().length);
        }
        waitForState("aborted", 2);
        assertEquals("AbortError", state().get("reason").asText());
        assertEquals("false", worker.text("/listens?asks"));
    }

    @Test
    void clientThatLeavesWithinItsBodyHurtsNobody() throws Exception {
        try (RawClient client = new RawClient(worker.port())) {
            client.write("POST /digest HTTP/1.1\nHost: x\nContent-Length: 1000000\n\nonly this");
            Thread.sleep(50);
        }
        assertEquals("Hello world!", worker.text("/"));
    }

    @Test
    void whatCanNeverHappenIsAnErrorAndNoHang() throws Exception {
        HttpResponse<String> response = worker.get("/never");
        assertEquals(500, response.statusCode());
        assertTrue(response.body().contains("cannot happen any more"), response::body);
        assertEquals("Hello world!", worker.text("/"));
    }

    @Test
    void aCancelledSleepKeepsNothingWaiting() throws Exception {
        HttpResponse<String> response = worker.get("/cancelled-sleep");
        assertEquals(500, response.statusCode());
        assertTrue(response.body().contains("cannot happen any more"), response::body);
    }

    @Test
    void callbacksRunInOrderAlsoBesideOneThatWaits() throws Exception {
        assertEquals(
                JSON.readTree("[\"a\", \"waits\", \"b\", 2, 1, 0, \"went on\"]"), JSON.readTree(worker.text("/order")));
    }

    @Test
    void waitUntilGoesOnAfterTheResponse() throws Exception {
        assertEquals("answered first", worker.text("/wait-until"));
        for (int i = 0; i < 200 && state().get("background").isEmpty(); i++) {
            Thread.sleep(20);
        }
        assertEquals("[\"done\"]", state().get("background").toString());
        assertEquals("answered first", worker.text("/wait-until-fails"));
    }

    @Test
    void exceptionIsA500WithTheUsersLinesAndTheNextRequestWorks() throws Exception {
        HttpResponse<String> response = worker.get("/raises");
        assertEquals(500, response.statusCode());
        assertEquals("""
                Traceback (most recent call last):
                  File "entry.py", line N, in on_fetch
                    result = route(request, env, ctx, url)
                  File "entry.py", line N, in raises
                    raise ValueError("bad <value> é")
                ValueError: bad <value> é
                """, response.body().replaceAll("line \\d+", "line N"));
        String late = worker.text("/raises-late");
        assertTrue(late.contains("KeyError: 'missing'"), late);
        assertTrue(late.contains("RuntimeError: outer"), late);
        assertTrue(!late.contains("_habu") && !late.contains("webloop"), late);
        assertTrue(worker.text("/exits").contains("SystemExit: 3"));
        assertEquals("Hello world!", worker.text("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/text-instead str", "/nothing-instead NoneType", "/object-instead dict"})
    void whatIsNoResponseIsAnError(String pathAndType) throws Exception {
        String[] parts = pathAndType.split(" ");
        HttpResponse<String> response = worker.get(parts[0]);
        assertEquals(500, response.statusCode());
        assertTrue(
                response.body().contains("TypeError: the handler must return a Response, not " + parts[1]),
                response::body);
    }

    @Test
    void variablesAreInEnv() throws Exception {
        assertEquals(
                JSON.readTree("[\"example.com\", 5, [\"a\", \"b\"], false, [\"HOST\", \"LIMITS\"]]"),
                JSON.readTree(worker.text("/variables")));
    }

    @Test
    void contextHasThePlatformsMethods() throws Exception {
        assertEquals(
                JSON.readTree("[\"[object ExecutionContext]\", true, true, false]"),
                JSON.readTree(worker.text("/context")));
    }

    @Test
    void timersFire() throws Exception {
        assertEquals("fired", worker.text("/timers"));
    }

    @Test
    void fetchReachesOtherServers() throws Exception {
        String self = URLEncoder.encode(worker.uri("/").toString(), StandardCharsets.UTF_8);
        assertEquals("Hello world!", worker.text("/proxied?url=" + self));
        String echo = URLEncoder.encode(worker.uri("/echo").toString(), StandardCharsets.UTF_8);
        JsonNode posted = JSON.readTree(worker.send(HttpRequest.newBuilder(worker.uri("/posts?url=" + echo))
                        .POST(BodyPublishers.ofString("sent on"))
                        .build())
                .body());
        assertEquals(200, posted.get(0).asInt());
        JsonNode seen = JSON.readTree(posted.get(2).asText());
        assertEquals("POST", seen.get("method").asText());
        assertEquals("sent on", seen.get("body").asText());
        assertTrue(seen.get("headers").toString().contains("[\"x-from\",\"worker\"]"), seen::toString);
    }

    @Test
    void fetchFollowsRedirectsUnlessToldOtherwise() throws Exception {
        URI redirecting = worker.uri("/redirect");
        String url = URLEncoder.encode(redirecting.toString(), StandardCharsets.UTF_8);
        assertEquals(307, worker.get("/proxied?redirect=manual&url=" + url).statusCode());
        assertEquals(500, worker.get("/proxied?redirect=error&url=" + url).statusCode());
    }

    @Test
    void fetchOfNobodyIsAJavaScriptError() throws Exception {
        String url = URLEncoder.encode("http://127.0.0.1:1/", StandardCharsets.UTF_8);
        assertTrue(worker.text("/bad-fetch?url=" + url).startsWith("JsException: "));
    }

    @Test
    void thousandRequestsOnEightConnections() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Callable<Integer> client = () -> {
                int good = 0;
                try (RawClient connection = new RawClient(worker.port())) {
                    for (int i = 0; i < 125; i++) {
                        connection.write("GET / HTTP/1.1\nHost: x\n\n");
                        good += connection.answer(false).text().equals("Hello world!") ? 1 : 0;
                    }
                }
                return good;
            };
            int good = 0;
            for (Future<Integer> future : threads.invokeAll(Collections.nCopies(8, client))) {
                good += future.get();
            }
            assertEquals(1000, good);
        }
    }

    @Test
    void bodyThatBreaksOffIsNotTakenForAWholeOne() {
        assertThrows(IOException.class, () -> worker.get("/broken-stream"));
    }

    private static JsonNode state() throws Exception {
        return JSON.readTree(worker.text("/state"));
    }

    private static void waitForState(String name, int value) throws Exception {
        for (int i = 0; i < 500 && state().get(name).asInt() < value; i++) {
            Thread.sleep(20);
        }
        assertTrue(state().get(name).asInt() >= value, () -> name + " did not reach " + value);
    }

    private static String sha256(byte[] data) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
    }
}
