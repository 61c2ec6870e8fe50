package dev.habu.worker.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code examples/fastapi}, with FastAPI and the compiled pydantic-core from the package index. */
final class FastApiExampleTest {
    private static final Path EXAMPLE =
            Path.of(System.getProperty("habu.root", "..")).resolve("examples/fastapi");

    @Test
    void routesModelsLifespanAndTheEnvironment() throws Exception {
        ServedWorker worker = ServedWorker.in(EXAMPLE);
        assertEquals("{\"shop\":\"Naha market\"}", worker.text("/"));
        assertEquals("{\"number\":2,\"name\":\"pineapple\"}", worker.text("/fruit/2"));
        HttpResponse<String> missing = worker.get("/fruit/9");
        assertEquals(404, missing.statusCode());
        assertEquals("{\"detail\":\"no fruit 9\"}", missing.body());

        HttpResponse<String> bill = order(worker, "{\"fruit\": 1, \"count\": 3}");
        assertEquals(201, bill.statusCode());
        assertEquals(
                "application/json", bill.headers().firstValue("content-type").orElseThrow());
        assertEquals("{\"fruit\":\"mango\",\"total\":13.5}", bill.body());
        HttpResponse<String> tooMany = order(worker, "{\"fruit\": 1, \"count\": 300}");
        assertEquals(422, tooMany.statusCode());
        assertTrue(tooMany.body().contains("Input should be less than or equal to 100"), tooMany.body());
        HttpResponse<String> noJson = order(worker, "{fruit}");
        assertEquals(422, noJson.statusCode());
        assertTrue(noJson.body().contains("json_invalid"), noJson.body());
        assertTrue(worker.text("/openapi.json").contains("\"title\":\"Fruit\""));
    }

    private static HttpResponse<String> order(ServedWorker worker, String body) throws Exception {
        return worker.send(HttpRequest.newBuilder(worker.uri("/orders"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void aStreamedResponseArrivesPieceByPiece() throws Exception {
        ServedWorker worker = ServedWorker.in(EXAMPLE);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), worker.port())) {
            socket.getOutputStream()
                    .write("GET /countdown?start=2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            List<String> lines = in.lines().dropWhile(line -> !line.isEmpty()).toList();
            assertEquals(List.of("", "2", "2", "", "2", "1", "", "9", "lift-off", "", "0", ""), lines);
        }
    }
}
