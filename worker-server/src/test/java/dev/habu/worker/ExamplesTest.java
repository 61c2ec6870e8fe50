package dev.habu.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.habu.worker.config.WranglerOptions;
import dev.habu.worker.isolate.ServedWorker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
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

        copy("variables");
        Files.copy(folder.resolve(".dev.vars.example"), folder.resolve(".dev.vars"));
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

    @Test
    void d1Bookshelf() throws Exception {
        copy("d1-bookshelf");
        CommandRun migrated = CommandRun.of("d1", "migrations", "apply", "bookshelf", "--cwd", folder.toString());
        assertEquals("Applied 0001_books.sql\n", migrated.out(), migrated::err);
        try (ServedWorker worker = ServedWorker.start(folder, WranglerOptions.NONE)) {
            assertEquals("{\"id\": 2, \"title\": \"Kokoro\", \"year\": 1914}", worker.text("/books/2"));
            assertEquals(
                    "{\"id\": 3}",
                    post(worker, "{\"title\": \"Snow Country\", \"year\": 1948}")
                            .body());
            HttpResponse<String> again = post(worker, "{\"title\": \"Kokoro\", \"year\": 1914}");
            assertEquals(409, again.statusCode());
            assertEquals(
                    "{\"error\": \"Error: D1_ERROR: UNIQUE constraint failed: books.title: SQLITE_CONSTRAINT\"}",
                    again.body());
            assertEquals(
                    "[{\"id\": 1, \"title\": \"The Pillow Book\", \"year\": 1002}, {\"id\": 2, \"title\": \"Kokoro\", "
                            + "\"year\": 1914}, {\"id\": 3, \"title\": \"Snow Country\", \"year\": 1948}]",
                    worker.text("/books"));
            assertEquals(404, worker.get("/books/9").statusCode());
            CommandRun meanwhile = CommandRun.of(
                    "d1",
                    "execute",
                    "bookshelf",
                    "--cwd",
                    folder.toString(),
                    "--command",
                    "SELECT count(*) AS n FROM books");
            assertEquals("n\n3\n\n1 statement executed\n", meanwhile.out(), meanwhile::err);
        }
    }

    private static HttpResponse<String> post(ServedWorker worker, String json) throws Exception {
        return worker.send(HttpRequest.newBuilder(worker.uri("/books"))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    @Test
    void kvCounter() throws Exception {
        copy("kv-counter");
        try (ServedWorker worker = ServedWorker.start(folder, WranglerOptions.NONE)) {
            assertEquals("visits: 1\n", worker.text("/"));
            assertEquals("visits: 2\n", worker.text("/visits"));
            assertEquals("other: 1\n", worker.text("/other"));
            assertTrue(worker.text("/all").matches("other, raised by Java.*\nvisits, raised by Java.*\n"));
        }
        try (ServedWorker worker = ServedWorker.start(folder, WranglerOptions.NONE)) {
            assertEquals("visits: 3\n", worker.text("/visits"), "a restart forgets nothing");
        }
    }

    /** Copies an example into the test's folder. */
    private void copy(String example) throws IOException {
        Path source = EXAMPLES.resolve(example);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(source.relativize(file).toString());
                if (!file.startsWith(source.resolve(".habu"))) {
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }
}
