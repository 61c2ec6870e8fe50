package dev.habu.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.habu.worker.bundle.PythonOptions;
import dev.habu.worker.config.WranglerOptions;
import dev.habu.worker.isolate.ServedWorker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The programs of the talk from which habu began, in the layout and the style of its repository and at its date: {@code
 * src/test/workers/talk}. Nothing in their files knows of habu; the hosts that they name are a server of this test.
 */
final class TalkDemosTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path checkout;

    /** A fresh checkout of one of them. */
    private Path demo(String name) throws IOException {
        Path source = Path.of("src/test/workers/talk", name);
        Path target = checkout.resolve(name);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return target;
    }

    private ServedWorker start(String name) throws IOException {
        return ServedWorker.start(demo(name), WranglerOptions.NONE);
    }

    private static HttpResponse<String> send(ServedWorker worker, String method, String path, String body)
            throws IOException, InterruptedException {
        String type = body.startsWith("{\"dish") ? "application/json" : "application/x-www-form-urlencoded"; // curl -d
        return worker.send(HttpRequest.newBuilder(worker.uri(path))
                .header("content-type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void hello() throws Exception {
        try (ServedWorker worker = start("hello")) {
            assertEquals("Hello from Naha!", worker.text("/"));
        }
    }

    @Test
    void binding() throws Exception {
        try (ServedWorker worker = start("binding")) {
            assertEquals("Ishigaki", worker.text("/"));
        }
    }

    @Test
    void environmentVariables() throws Exception {
        Files.writeString(demo("environment-variables").resolve(".dev.vars"), "TICKET=\"local_value\"\n");
        try (ServedWorker worker =
                ServedWorker.start(checkout.resolve("environment-variables"), WranglerOptions.NONE)) {
            assertEquals("Your guide is Shisa the lion.\nTICKET: local_value", worker.text("/"));
        }
    }

    @Test
    void jsSample() throws Exception {
        try (Internet internet = new Internet()) {
            internet.answer("/today", exchange -> Internet.send(exchange, "text/plain", "{\"sky\": \"clear\"}"));
            try (ServedWorker worker = ServedWorker.start(demo("js-sample"), PythonOptions.NONE, internet::reachedBy)) {
                HttpResponse<String> weather = worker.get("/");
                assertEquals("{\"sky\": \"clear\"}", weather.body());
                assertEquals(
                        "application/json; charset=utf-8",
                        weather.headers().firstValue("content-type").orElseThrow());
                HttpResponse<String> moved = worker.get("/moved");
                assertEquals(307, moved.statusCode());
                assertEquals(
                        worker.uri("/").toString(),
                        moved.headers().firstValue("location").orElseThrow());
            }
        }
    }

    @Test
    void simpleApi() throws Exception {
        Path folder = demo("simple-api");
        // What `d1 create` prints goes below wrangler.toml.
        CommandRun created = CommandRun.of("d1", "create", "snakes", "--cwd", folder.toString());
        assertEquals(0, created.exitCode(), created::err);
        String printed = created.out().substring(created.out().indexOf("[[d1_databases]]"));
        Path configuration = folder.resolve("wrangler.toml");
        Files.writeString(configuration, Files.readString(configuration) + "\n" + printed);
        CommandRun executed = CommandRun.of(
                "d1",
                "execute",
                "snakes",
                "--local",
                "--file=" + folder.resolve("schema.sql"),
                "--cwd",
                folder.toString());
        assertEquals(0, executed.exitCode(), executed::err);
        try (ServedWorker worker = ServedWorker.start(folder, WranglerOptions.NONE)) {
            String habu = "{\"name\": \"ハブ\", \"habitat\": \"沖縄の森，特に夜\"}";
            assertEquals("{'message': 'ok'}", send(worker, "POST", "/", habu).body());
            HttpResponse<String> second = send(worker, "POST", "/", "{\"name\": \"Akamata\", \"habitat\": \"fields\"}");
            assertEquals("{'message': 'ok'}", second.body());
            assertEquals(
                    "[{\"id\":1,\"name\":\"ハブ\",\"habitat\":\"沖縄の森，特に夜\"},"
                            + "{\"id\":2,\"name\":\"Akamata\",\"habitat\":\"fields\"}]",
                    worker.text("/"));
            HttpResponse<String> bad = send(worker, "POST", "/", "{name");
            assertEquals(400, bad.statusCode());
            assertEquals("{'error': 'No JSON'}", bad.body());
            assertEquals(400, send(worker, "POST", "/", "{\"name\": \"x\"}").statusCode());
            assertEquals(405, send(worker, "PUT", "/", "").statusCode());
        }
    }

    @Test
    void fastApi() throws Exception {
        try (ServedWorker worker = start("fastapi")) {
            assertEquals("{\"message\":\"Haisai!\"}", worker.text("/"));
            assertEquals("{\"message\":\"This is a variable of the environment\"}", worker.text("/env"));
            assertEquals("{\"number\":7}", worker.text("/orders/7"));
            String order = "{\"dish\": \"soba\", \"price\": 8.5}";
            String stored = "{\"dish\":\"soba\",\"note\":null,\"price\":8.5,\"tip\":null";
            assertEquals(stored + "}", send(worker, "POST", "/orders/", order).body());
            assertEquals(
                    "{\"number\":7," + stored.substring(1) + ",\"q\":\"hot\"}",
                    send(worker, "PUT", "/orders/7?q=hot", order).body());
            assertEquals(422, worker.get("/orders/seven").statusCode());
        }
    }

    @Test
    void builtInSample() throws Exception {
        Path folder = demo("built-in-sample");
        Files.writeString(folder.resolve(".dev.vars"), "API_KEY=sk-test\n");
        Path wheels = DemoWheels.folder();
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream err = System.err;
        try (Internet internet = new Internet()) {
            internet.answer("/v1/completions", TalkDemosTest::complete);
            internet.answer("/all.html", exchange -> Internet.send(exchange, "text/html; charset=utf-8", """
                    <section id="id7"><table><thead><tr><th>name</th></tr></thead><tbody>
                    <tr><td>Eisa in 沖縄市</td><td>August</td></tr>
                    <tr><td>Hari in 糸満 (中止)</td><td>June</td></tr>
                    <tr><td>Tug of war in 那覇</td><td>October</td></tr></tbody></table></section>
                    """));
            // The package index: pandas has wheels for other platforms only.
            internet.answer("/", exchange -> Internet.send(exchange, "application/vnd.pypi.simple.v1+json", """
                    {"meta": {"api-version": "1.0"}, "name": "pandas", "files": [{"filename":
                     "pandas-2.2.2-cp312-cp312-manylinux_2_17_x86_64.whl", "url": "https://files.example/pandas.whl",
                     "hashes": {}}]}"""));
            System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
            try (ServedWorker worker =
                    ServedWorker.start(folder, new PythonOptions(null, wheels), internet::reachedBy)) {
                assertEquals(List.of(), worker.isolate().loadProblem().stream().toList());
                // curl -G -d word=カレー -d season="夏"
                assertEquals(
                        "{\"haiku\":\"A haiku of Season\"}",
                        worker.text("/?word=%E3%82%AB%E3%83%AC%E3%83%BC&season=%E5%A4%8F"));
                assertEquals("{\"festivals\":[\"Eisa in 沖縄市\",\"Tug of war in 那覇\"]}", worker.text("/festivals"));
                // FastAPI answers by itself; the traceback goes to the log.
                assertEquals(500, worker.get("/micropip-install-error").statusCode());
                String written = log.toString(StandardCharsets.UTF_8);
                assertTrue(written.contains("Traceback (most recent call last):\n"), written);
                assertTrue(
                        written.contains("ValueError: Can't find a pure Python 3 wheel for 'pandas==2.2.2'."), written);
            } finally {
                System.setErr(err);
            }
        }
    }

    /** OpenAI's completions: the prompt again. */
    private static void complete(HttpExchange exchange) throws IOException {
        assertEquals("Bearer sk-test", exchange.getRequestHeaders().getFirst("authorization"));
        JsonNode request = JSON.readTree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String prompt = request.path("prompt").path(0).asText();
        Internet.send(exchange, "application/json", """
                {"id": "1", "object": "text_completion", "created": 1, "model": "gpt-3.5-turbo-instruct", "choices":
                 [{"text": %s, "index": 0, "logprobs": null, "finish_reason": "stop"}],
                 "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}
                """.formatted(JSON.writeValueAsString("\n\n" + prompt)));
    }
}
