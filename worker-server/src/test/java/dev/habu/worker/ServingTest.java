package dev.habu.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.worker.http.RawClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code habu dev} and {@code habu serve} as processes: what they print, how they reload and how they end. */
final class ServingTest {
    private static final String GET = "GET / HTTP/1.1\nHost: x\n\n";

    @TempDir
    private Path folder;

    @Test
    void devReloadsShowsErrorsAndEndsGracefully() throws Exception {
        worker("""
                import asyncio
                from js import Response


                async def on_fetch(request):
                    if request.url.endswith("/slow"):
                        await asyncio.sleep(1)
                        return Response.new("slow but sure")
                    print("printed")
                    return Response.new("first")
                """);
        try (HabuProcess habu = HabuProcess.start("dev", folder.toString(), "--port", "0")) {
            int port = habu.waitUntilReady();
            assertEquals("first", RawClient.send(port, GET).text());
            habu.waitForOutput("printed");
            habu.waitForError("GET / 200 (");

            Files.writeString(folder.resolve("entry.py"), "from js import Response\n\n\ndef on_fetch(:\n    pass\n");
            habu.waitForOutput("Reloaded");
            RawClient.Answer broken = RawClient.send(port, GET);
            assertEquals(500, broken.status());
            assertTrue(broken.text().startsWith("  File \"entry.py\", line 4\n    def on_fetch(:"), broken::text);
            habu.waitForError("SyntaxError");
            String page = RawClient.send(port, "GET / HTTP/1.1\nHost: x\nAccept: text/html\n\n")
                    .text();
            assertTrue(page.contains("<h2>entry.py, line 4</h2>"), page);
            assertTrue(page.contains("<mark>   4  def on_fetch(:</mark>\n   5      pass\n"), page);

            worker("""
                    import asyncio
                    from js import Response


                    async def on_fetch(request):
                        if request.url.endswith("/slow"):
                            await asyncio.sleep(1)
                        return Response.new("fixed")
                    """);
            habu.waitForOutput("Reloaded");
            assertEquals("fixed", RawClient.send(port, GET).text());

            Path configuration = folder.resolve("wrangler.toml");
            String good = Files.readString(configuration);
            Files.writeString(configuration, "name = 5\n");
            habu.waitForError("\"name\" must be a string");
            assertEquals(
                    "habu: " + configuration + ":1: \"name\" must be a string, but is an integer\n",
                    "habu: " + RawClient.send(port, GET).text());
            Files.writeString(configuration, good);
            habu.waitForOutput("Reloaded");

            try (RawClient slow = new RawClient(port)) {
                slow.write("GET /slow HTTP/1.1\nHost: x\n\n");
                Thread.sleep(200);
                habu.terminate();
                assertEquals("fixed", slow.answer(false).text());
            }
            assertEquals(143, habu.waitForExit());
        }
    }

    @Test
    void serveTellsTheLogAndNotTheClient() throws Exception {
        worker("def on_fetch(request):\n    raise ValueError('secret')\n");
        try (HabuProcess habu = HabuProcess.start("serve", folder.toString(), "--port", "0")) {
            int port = habu.waitUntilReady();
            RawClient.Answer answer = RawClient.send(port, GET);
            assertEquals(500, answer.status());
            assertEquals("Internal Server Error", answer.text());
            assertEquals(List.of(), answer.header("content-type"));
            habu.waitForError("File \"entry.py\", line 2, in on_fetch");
            habu.waitForError("ValueError: secret");
        }
    }

    @Test
    void anInterpreterThatDiesIsReplaced() throws Exception {
        worker("""
                import asyncio
                import os
                from js import Response

                requests = 0


                async def on_fetch(request):
                    global requests
                    requests += 1
                    if request.url.endswith("/aborts"):
                        os.abort()
                    if request.url.endswith("/hoards"):
                        hoard = []
                        while True:
                            hoard.append(bytearray(1 << 28))
                    if request.url.endswith("/waits"):
                        print("waiting")
                        await asyncio.sleep(60)
                    return Response.new(f"alive {requests}")
                """);
        try (HabuProcess habu = HabuProcess.start("serve", folder.toString(), "--port", "0")) {
            int port = habu.waitUntilReady();
            assertEquals("alive 1", RawClient.send(port, GET).text());
            try (RawClient waiting = new RawClient(port)) {
                waiting.write("GET /waits HTTP/1.1\nHost: x\n\n");
                habu.waitForOutput("waiting");
                assertEquals(
                        500,
                        RawClient.send(port, "GET /aborts HTTP/1.1\nHost: x\n\n")
                                .status());
                assertEquals(500, waiting.answer(false).status());
            }
            habu.waitForError("habu: the Python interpreter of test died and is replaced: ");
            assertEquals("alive 1", RawClient.send(port, GET).text());
            // Python's own limit comes first here: the interpreter lives on.
            assertEquals(
                    500,
                    RawClient.send(port, "GET /hoards HTTP/1.1\nHost: x\n\n").status());
            habu.waitForError("MemoryError");
            assertEquals("alive 3", RawClient.send(port, GET).text());
        }
    }

    @Test
    void portInUseEndsTheCommand() throws Exception {
        worker("");
        try (ServerSocket taken = new ServerSocket(0);
                HabuProcess habu = HabuProcess.start(
                        "dev", folder.toString(), "--host", "0.0.0.0", "--port", "" + taken.getLocalPort())) {
            assertEquals(1, habu.waitForExit());
            assertEquals(
                    List.of("habu: port " + taken.getLocalPort()
                            + " of 0.0.0.0 is in use; stop what listens there or choose another with --port"),
                    habu.errors());
        }
    }

    private void worker(String entry) throws IOException {
        Files.writeString(folder.resolve("wrangler.toml"), """
                name = "test"
                main = "entry.py"
                compatibility_date = "2024-03-29"
                compatibility_flags = ["python_workers", "python_workers_20260610"]
                """);
        Path file = folder.resolve("entry.py");
        Path temporary = Files.writeString(folder.resolve("entry.py.new"), entry);
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
