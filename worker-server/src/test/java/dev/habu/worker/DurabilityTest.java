package dev.habu.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What D1 has acknowledged survives the process. */
final class DurabilityTest {
    private static final int INSERTS = 1_000;
    private static final int KILLED_AFTER = 400;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void aKilledProcessLosesNoRowThatItAcknowledged() throws Exception {
        Files.writeString(folder.resolve("wrangler.toml"), """
                name = "durable"
                main = "entry.py"
                compatibility_date = "2024-03-29"
                compatibility_flags = ["python_workers", "python_workers_20260610"]
                d1_databases = [{ binding = "DB", database_name = "rows", database_id = "rows" }]
                """);
        Files.writeString(folder.resolve("entry.py"), """
                from js import Response


                async def on_fetch(request, env):
                    number = int(request.url.rpartition("/")[2])
                    await env.DB.prepare("INSERT INTO rows VALUES (?)").bind(number).run()
                    return Response.new(str(number))
                """);
        d1("CREATE TABLE rows (n INTEGER PRIMARY KEY)");
        Set<Integer> acknowledged = new HashSet<>();
        try (HabuProcess habu = HabuProcess.start("serve", folder.toString(), "--port", "0")) {
            int port = habu.waitUntilReady();
            assertLocked();
            CountDownLatch underWay = new CountDownLatch(KILLED_AFTER);
            Thread killer = Thread.ofVirtual().start(() -> {
                try {
                    underWay.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                habu.kill();
            });
            insert(port, acknowledged, underWay);
            killer.join();
        }
        assertTrue(acknowledged.size() >= KILLED_AFTER && acknowledged.size() < INSERTS, acknowledged::toString);
        Set<Integer> kept = new HashSet<>();
        d1("SELECT n FROM rows")
                .get("results")
                .forEach(row -> kept.add(row.get("n").asInt()));
        assertTrue(kept.containsAll(acknowledged), () -> "kept " + kept + " of " + acknowledged);
        try (HabuProcess habu = HabuProcess.start("serve", folder.toString(), "--port", "0")) {
            insert(habu.waitUntilReady(), new HashSet<>(), new CountDownLatch(0), INSERTS);
        }
        assertEquals(
                "[{\"quick_check\":\"ok\"}]",
                d1("PRAGMA quick_check").get("results").toString());
    }

    private void assertLocked() {
        CommandRun second = CommandRun.of("serve", folder.toString(), "--port", "0");
        assertTrue(
                second.err()
                        .startsWith(
                                "habu: the state folder " + folder.resolve(".habu/state") + " is in use by process "),
                second::err);
        assertEquals(1, second.exitCode());
    }

    /** Inserts until the server is gone. */
    private static void insert(int port, Set<Integer> acknowledged, CountDownLatch underWay)
            throws InterruptedException {
        for (int i = 0; i < INSERTS; i++) {
            try {
                insert(port, acknowledged, underWay, i);
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void insert(int port, Set<Integer> acknowledged, CountDownLatch underWay, int number)
            throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + number))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(Integer.toString(number), response.body());
        acknowledged.add(number);
        underWay.countDown();
    }

    private JsonNode d1(String sql) throws IOException {
        CommandRun run = CommandRun.of("d1", "execute", "rows", "--json", "--cwd", folder.toString(), "--command", sql);
        assertEquals(0, run.exitCode(), run::err);
        return new ObjectMapper().readTree(run.out()).get(0);
    }
}
