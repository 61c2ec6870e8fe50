package dev.habu.spec;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.python.Pyodide;
import dev.habu.python.PyodideVersion;
import dev.habu.worker.bundle.HabuModules;
import dev.habu.worker.bundle.PythonOptions;
import dev.habu.worker.bundle.Worker;
import dev.habu.worker.config.PythonLine;
import dev.habu.worker.config.WranglerOptions;
import dev.habu.worker.http.WorkerServer;
import dev.habu.worker.isolate.Isolate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Serves workers inside this JVM for a script that wants a command to start for each: the command asks for a folder and a
 * port through a socket and is served until it ends. One worker at a time; its output is the command's.
 */
final class WorkersOnDemand implements AutoCloseable {
    private final ServerSocket socket;

    private WorkersOnDemand(ServerSocket socket) {
        this.socket = socket;
    }

    static WorkersOnDemand start() throws IOException {
        WorkersOnDemand workers = new WorkersOnDemand(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(workers::accept);
        return workers;
    }

    /** Makes what workers of 2024 need once per machine, which takes longer than a script waits for an answer. */
    static void prepare() {
        PythonLine line = new PythonLine(PyodideVersion.of("0.26"), "theirs");
        Pyodide.prepare(line.version(), CacheFolder.standard(), Progress.onStandardError(), HabuModules.of(line));
    }

    /** Starts the worker in {@code {dir}} at {@code {port}}. */
    String command() {
        return "bash -c 'exec 3<>/dev/tcp/127.0.0.1/" + socket.getLocalPort()
                + "; echo \"{port} {dir}\" >&3; exec cat <&3'";
    }

    private void accept() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        while (!socket.isClosed()) {
            try (Socket command = socket.accept()) {
                PrintStream output = new PrintStream(command.getOutputStream(), true, StandardCharsets.UTF_8);
                System.setOut(output);
                System.setErr(output);
                serve(command);
            } catch (IOException | InterruptedException | RuntimeException e) {
                if (!socket.isClosed()) {
                    err.println("a worker on demand failed: " + e);
                }
            } finally {
                System.setOut(out);
                System.setErr(err);
            }
        }
    }

    private static void serve(Socket command) throws IOException, InterruptedException {
        BufferedReader input =
                new BufferedReader(new InputStreamReader(command.getInputStream(), StandardCharsets.UTF_8));
        String[] request = input.readLine().split(" ", 2);
        CacheFolder cache = CacheFolder.standard();
        Progress progress = Progress.silent();
        Worker worker = Worker.open(Path.of(request[1]), WranglerOptions.NONE, PythonOptions.NONE, cache, progress);
        try (WorkerServer server = WorkerServer.listen("127.0.0.1", Integer.parseInt(request[0]), false);
                Isolate isolate =
                        Isolate.start(worker.openPyodide(cache, progress), worker, List.of(), server.fetcher())) {
            isolate.loadProblem().ifPresent(System.err::print);
            server.serve(isolate);
            waitForTheEnd(input);
        }
    }

    /** The end of the command is that of the connection, whichever way that goes. */
    private static void waitForTheEnd(BufferedReader input) {
        try {
            input.readLine();
        } catch (IOException e) {
            // Reset, since the command did not read everything.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
