package dev.habu.worker.isolate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code class Default(WorkerEntrypoint)} with the unmodified SDK: {@code src/test/workers/sdk}. */
final class EntrypointClassTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ServedWorker worker;

    @BeforeAll
    static void start() {
        worker = ServedWorker.named("sdk");
        assertEquals(Optional.empty(), worker.isolate().loadProblem());
    }

    @Test
    void requestIsTheSdks() throws Exception {
        HttpResponse<String> response = worker.send(HttpRequest.newBuilder(worker.uri("/request"))
                .header("X-Test", "a, b")
                .POST(BodyPublishers.ofString("{\"k\": [1, null]}"))
                .build());
        assertEquals(
                JSON.readTree("[\"Request\", \"POST\", \"a, b\", {\"k\": [1, null]}, \"hello\"]"),
                JSON.readTree(response.body()));
        assertEquals(
                "application/json",
                response.headers().firstValue("content-type").orElseThrow());
    }

    @Test
    void flagsFollowTheCompatibilityDate() throws Exception {
        assertEquals(JSON.readTree("[true, false]"), JSON.readTree(worker.text("/flags")));
    }

    @Test
    void environmentCanBePatchedForAWhile() throws Exception {
        assertEquals(JSON.readTree("[\"patched\", \"hello\"]"), JSON.readTree(worker.text("/env")));
    }

    @Test
    void waitUntilOfContextAndModule() throws Exception {
        worker.text("/background");
        JsonNode log = JSON.readTree(worker.text("/background"));
        for (int i = 0; i < 200 && log.size() < 2; i++) {
            Thread.sleep(20);
            log = JSON.readTree(worker.text("/background"));
        }
        assertTrue(log.toString().contains("ctx") && log.toString().contains("module"), log::toString);
    }

    @Test
    void responsesOfAllKinds() throws Exception {
        assertEquals("Hello world!", worker.text("/"));
        assertEquals(308, worker.get("/redirect").statusCode());
        assertEquals("helper module", worker.text("/import"));
        HttpResponse<byte[]> bytes =
                worker.sendForBytes(HttpRequest.newBuilder(worker.uri("/bytes")).build());
        assertEquals(201, bytes.statusCode());
        assertArrayEquals(new byte[] {0, (byte) 0xFF}, bytes.body());
        assertTrue(worker.text("/raises").endsWith("KeyError: 'from the class'\n"));
    }
}
