package dev.habu.spec.node;

import dev.habu.compiler.ModuleCache;
import dev.habu.js.ConsoleSink;
import dev.habu.js.EventLoop;
import dev.habu.js.HttpFetcher;
import dev.habu.js.JsBuffers;
import dev.habu.js.JsOptions;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.js.wasm.WebAssembly;
import dev.habu.python.glue.Glue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** One run of a program: a realm with the globals and modules of Node that Pyodide and its tests use. */
final class NodeProcess {
    private final Client client;
    private final ModuleCache modules;
    private final NodeImports imports = new NodeImports();
    private final JsRuntime js;
    private final AtomicBoolean ended = new AtomicBoolean();

    private NodeProcess(Client client, ModuleCache modules, HttpFetcher fetcher) {
        this.client = client;
        this.modules = modules;
        js = JsRuntime.start(JsOptions.builder()
                .threadName("node")
                .console((level, message) -> print(level, message))
                .fetcher(fetcher)
                .imports(imports)
                .build());
    }

    /** Starts the program that the client asks for. */
    static NodeProcess start(Client client, ModuleCache modules, HttpFetcher fetcher) throws IOException {
        String commandLine = client.commandLine();
        NodeProcess process = new NodeProcess(client, modules, fetcher);
        process.js.eventLoop().execute(() -> process.boot(commandLine));
        return process;
    }

    /** Ends the program wherever it stands, once the client is gone. */
    void kill() {
        ended.set(true);
        js.terminate();
    }

    private void boot(String commandLine) {
        WebAssembly.install(js, modules::get);
        // Pyodide's crossings take habu's shortcuts here, too: the suite is what tests them.
        JsValues.call(
                js.evaluateResource(NodeProcess.class, "pyodide-glue.js"),
                JsValues.undefined(),
                js.function("makeGlue", 0, (_, _) -> Glue.make(js)));
        HostFunctions host = new HostFunctions(js);
        HostFiles files = new HostFiles(host, client);
        files.install();
        HostSockets.install(host);
        host.add("readInput", 0, (_, _) -> readInput());
        host.add("exit", 1, (_, args) -> {
            exit(JsValues.toInt32(JsValues.arg(args, 0)));
            throw js.exit(); // A script that called process.exit cannot catch it.
        });
        host.add("collectGarbage", 0, (_, _) -> {
            System.gc();
            return null;
        });
        host.add("script", 1, (_, args) -> js.evaluateResource(NodeProcess.class, JsValues.toJavaString(args[0])));
        host.add(
                "evaluate",
                2,
                (_, args) -> js.evaluate(JsValues.toJavaString(args[0]), JsValues.toJavaString(args[1])));
        Object exitCode = JsValues.call(
                js.evaluateResource(NodeProcess.class, "boot.js"),
                JsValues.undefined(),
                host.object(),
                JsValues.string(commandLine),
                js.function("moduleSource", 1, (_, args) -> {
                    imports.sources(args[0]);
                    return null;
                }));
        js.eventLoop().onIdle(() -> exit(JsValues.toInt32(JsValues.call(exitCode, JsValues.undefined()))));
    }

    /** A promise of the next bytes of the standard input, undefined at its end. */
    private Object readInput() {
        CompletableFuture<byte[]> input = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                input.complete(client.read());
            } catch (IOException e) {
                input.complete(new byte[0]);
            }
        });
        return js.promise(input, bytes -> bytes.length == 0 ? null : JsBuffers.uint8Array(bytes));
    }

    private void exit(int code) {
        if (ended.compareAndSet(false, true)) {
            client.exit(code);
            js.close();
        }
    }

    private void print(ConsoleSink.Level level, String message) {
        try {
            client.write(
                    level.compareTo(ConsoleSink.Level.WARN) >= 0, (message + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            EventLoop loop = js.eventLoop();
            if (!ended.get()) {
                loop.execute(() -> exit(1));
            }
        }
    }
}
