package dev.habu.worker.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.habu.worker.config.WranglerOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code examples/micropip} against a package index with two packages. */
final class MicropipExampleTest {
    private static final Path EXAMPLE =
            Path.of(System.getProperty("habu.root", "..")).resolve("examples/micropip");

    private static HttpServer index;
    private static ServedWorker worker;
    private static byte[] wheel;

    @BeforeAll
    static void start() throws Exception {
        wheel = wheel();
        index = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String address = "http://127.0.0.1:" + index.getAddress().getPort();
        serve("/files/cowsay-6.1-py3-none-any.whl", "application/octet-stream", wheel);
        serve("/simple/cowsay/", address, "cowsay", "cowsay-6.1-py3-none-any.whl");
        serve("/simple/pandas/", address, "pandas", "pandas-2.2.2-cp312-cp312-manylinux_2_17_x86_64.whl");
        index.start();
        worker = ServedWorker.start(EXAMPLE, new WranglerOptions(null, Map.of("PACKAGE_INDEX", address + "/simple")));
    }

    @AfterAll
    static void stop() {
        worker.close();
        index.stop(0);
    }

    private static void serve(String path, String address, String name, String file) throws Exception {
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(wheel));
        String page = """
                {"meta": {"api-version": "1.0"}, "name": "%s", "files":
                 [{"filename": "%s", "url": "%s/files/%2$s", "hashes": {"sha256": "%s"}}]}""".formatted(name, file, address, hash);
        serve(path, "application/vnd.pypi.simple.v1+json", page.getBytes(StandardCharsets.UTF_8));
    }

    private static void serve(String path, String type, byte[] content) {
        index.createContext(path, (HttpExchange exchange) -> {
            exchange.getResponseHeaders().add("content-type", type);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
    }

    private static byte[] wheel() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, "cowsay/__init__.py", "def cow(text): print(text)\n");
            add(zip, "cowsay-6.1.dist-info/METADATA", "Metadata-Version: 2.1\nName: cowsay\nVersion: 6.1\n");
            add(zip, "cowsay-6.1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            add(zip, "cowsay-6.1.dist-info/RECORD", "");
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String path, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    @Test
    void installsAPureWheelWhileTheWorkerRuns() throws Exception {
        assertEquals("cowsay 6.1\n", worker.text("/"));
    }

    @Test
    void refusesAPackageThatOnlyExistsForOtherPlatforms() throws Exception {
        HttpResponse<String> refused = worker.get("/?package=pandas==2.2.2");
        assertEquals(500, refused.statusCode());
        assertTrue(
                refused.body().contains("ValueError: Can't find a pure Python 3 wheel for 'pandas==2.2.2'."),
                refused.body());
    }
}
