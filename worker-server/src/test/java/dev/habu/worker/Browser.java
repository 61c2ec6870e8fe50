package dev.habu.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium with one page, told what to do through its DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("chromium-headless-shell", "chromium", "google-chrome");
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final WebSocket page;
    private final BlockingQueue<String> answers;

    private Browser(Process process, WebSocket page, BlockingQueue<String> answers) {
        this.process = process;
        this.page = page;
        this.answers = answers;
    }

    /** The Chromium on the PATH, if there is one. */
    static Optional<Path> installed() {
        return NAMES.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Opens a page; {@code profile} is an empty folder for what the browser keeps. */
    static Browser open(Path program, Path profile, String url) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox", // tests run as root in CI, where Chromium wants this
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        url)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Lines err = new Lines(process.errorReader());
        String told = err.waitFor("DevTools listening on ws://", PATIENCE_SECONDS);
        URI devTools = URI.create(told.substring(told.indexOf("ws://")));
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://" + devTools.getAuthority() + "/json/list"))
                .build();
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        while (true) {
            for (JsonNode target : JSON.readTree(
                    client.send(list, HttpResponse.BodyHandlers.ofString()).body())) {
                if (target.get("type").asText().equals("page")) {
                    URI socket = URI.create(target.get("webSocketDebuggerUrl").asText());
                    WebSocket page = client.newWebSocketBuilder()
                            .buildAsync(socket, new Listener(answers))
                            .join();
                    return new Browser(process, page, answers);
                }
            }
            Thread.sleep(100);
        }
    }

    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<String> answers;
        private final StringBuilder message = new StringBuilder();

        Listener(BlockingQueue<String> answers) {
            this.answers = answers;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            message.append(text);
            if (last) {
                answers.add(message.toString());
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    /** Waits until the page shows a text. */
    void waitFor(String text) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String shown = "";
        while (System.nanoTime() < end) {
            shown = text();
            if (shown.contains(text)) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the page does not show \"" + text + "\" but: " + shown);
    }

    private String text() throws IOException, InterruptedException {
        String call = JSON.writeValueAsString(Map.of(
                "id",
                1,
                "method",
                "Runtime.evaluate",
                "params",
                Map.of("expression", "document.body ? document.body.innerText : ''")));
        answers.clear();
        page.sendText(call, true).join();
        String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return answer == null
                ? ""
                : JSON.readTree(answer).at("/result/result/value").asText();
    }

    @Override
    public void close() {
        page.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
