package dev.habu.worker.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.habu.worker.bundle.PythonOptions;
import dev.habu.worker.config.WranglerOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code examples/langchain} against a small server that speaks OpenAI's protocol. */
final class LangchainExampleTest {
    private static final Path EXAMPLE =
            Path.of(System.getProperty("habu.root", "..")).resolve("examples/langchain");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static HttpServer model;
    private static ServedWorker worker;

    @BeforeAll
    static void start() throws Exception {
        model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        model.createContext("/v1/chat/completions", LangchainExampleTest::complete);
        model.start();
        Map<String, String> vars = Map.of(
                "OPENAI_BASE_URL",
                "http://127.0.0.1:" + model.getAddress().getPort() + "/v1",
                "OPENAI_API_KEY",
                "sk-test");
        worker = ServedWorker.start(
                EXAMPLE, new WranglerOptions(null, vars), new PythonOptions(null, PureWheels.folder("pyyaml==6.0.3")));
    }

    @AfterAll
    static void stop() {
        worker.close();
        model.stop(0);
    }

    /** Answers with the words of the last message, one event for each. */
    private static void complete(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        assertEquals("Bearer sk-test", exchange.getRequestHeaders().getFirst("authorization"));
        assertEquals("gpt-5-mini", request.path("model").asText());
        assertEquals("system", request.path("messages").path(0).path("role").asText());
        exchange.getResponseHeaders().add("content-type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (String word :
                    request.path("messages").path(1).path("content").asText().split(" ")) {
                ObjectNode chunk = JSON.createObjectNode()
                        .put("id", "1")
                        .put("object", "chat.completion.chunk")
                        .put("created", 1)
                        .put("model", "gpt-5-mini");
                chunk.putArray("choices")
                        .addObject()
                        .put("index", 0)
                        .putObject("delta")
                        .put("content", word + " ");
                out.write(("data: " + chunk + "\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aChainAsksTheModelThroughTheWorkersFetch() throws Exception {
        assertEquals(200, worker.get("/").statusCode(), worker.text("/"));
        assertEquals("Tell me a fact about snakes. ", worker.text("/"));
        assertEquals(
                "[\"Tell \", \"me \", \"a \", \"fact \", \"about \", \"habu. \"]", worker.text("/pieces?topic=habu"));
    }

    @Test
    void aServerThatIsNotThereIsTheClientsOwnError() throws Exception {
        WranglerOptions options = new WranglerOptions(
                null, Map.of("OPENAI_BASE_URL", "http://127.0.0.1:9/v1", "OPENAI_API_KEY", "sk-test"));
        try (ServedWorker lonely =
                ServedWorker.start(EXAMPLE, options, new PythonOptions(null, PureWheels.folder("pyyaml==6.0.3")))) {
            assertEquals(500, lonely.get("/").statusCode());
            assertTrue(lonely.text("/").contains("openai.APIConnectionError: Connection error."), lonely.text("/"));
        }
    }
}
