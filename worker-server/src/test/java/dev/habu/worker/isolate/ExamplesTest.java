package dev.habu.worker.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.habu.worker.config.WranglerOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workers in {@code examples}, asked what their READMEs ask them. */
final class ExamplesTest {
    private static final Path EXAMPLES =
            Path.of(System.getProperty("habu.root", "..")).resolve("examples");

    @TempDir
    private Path folder;

    @Test
    void variables() throws Exception {
        ServedWorker plain = ServedWorker.in(EXAMPLES.resolve("variables"));
        assertEquals("""
                host: api.example.com
                requests: 10
                bursts: [1, 2]
                token: not set
                """, plain.text("/"));

        copy("variables", "wrangler.toml", "wrangler.toml");
        copy("variables", "src/entry.py", "src/entry.py");
        copy("variables", ".dev.vars.example", ".dev.vars");
        try (ServedWorker staging =
                ServedWorker.start(folder, new WranglerOptions("staging", Map.of("API_HOST", "localhost")))) {
            assertEquals("""
                    host: localhost
                    requests: 1000
                    bursts: []
                    token: 8 characters
                    """, staging.text("/"));
        }
    }

    @Test
    void jsApi() throws Exception {
        ServedWorker worker = ServedWorker.in(EXAMPLES.resolve("js-api"));
        assertEquals("Hello, habu!", worker.text("/hello?name=habu"));
        HttpResponse<String> headers = worker.send(HttpRequest.newBuilder(worker.uri("/headers"))
                .header("user-agent", "test")
                .build());
        assertEquals("test", headers.headers().firstValue("x-agent").orElseThrow());
        HttpResponse<String> redirect = worker.get("/redirect");
        assertEquals(302, redirect.statusCode());
        assertEquals(
                worker.uri("/hello?name=redirected").toString(),
                redirect.headers().firstValue("location").orElseThrow());
        HttpServer upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", exchange -> {
            byte[] body = "from the upstream".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        upstream.start();
        try {
            assertEquals(
                    "200, 17 characters",
                    worker.text("/fetch?url=http://127.0.0.1:"
                            + upstream.getAddress().getPort() + "/"));
        } finally {
            upstream.stop(0);
        }
        assertEquals(404, worker.get("/").statusCode());
    }

    private void copy(String example, String from, String to) throws Exception {
        Files.createDirectories(folder.resolve(to).getParent());
        Files.copy(EXAMPLES.resolve(example).resolve(from), folder.resolve(to));
    }
}
