package dev.habu.spec.node;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.ModuleCache;
import dev.habu.js.HttpFetcher;
import dev.habu.worker.http.VertxFetcher;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs programs as Node does, for Pyodide's test suite. Each connection to the
 * socket is one process to its user: a JavaScript realm of its own here, so that starting one takes a fraction of a second.
 *
 * <p>Scripts see the files, the environment and the network of the machine, as in Node. The command is for tests only;
 * workers never run in it.
 */
public final class NodeHost {
    private NodeHost() {}

    /** Serves until the process is ended; a file of the socket's name is replaced. */
    public static void listen(Path socket) throws IOException {
        Files.deleteIfExists(socket);
        ModuleCache modules = new ModuleCache(CacheFolder.standard());
        HttpFetcher fetcher = VertxFetcher.standalone();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            while (true) {
                SocketChannel connection = server.accept();
                Thread.ofPlatform().daemon().name("habu-node-client").start(() -> serve(connection, modules, fetcher));
            }
        }
    }

    private static void serve(SocketChannel connection, ModuleCache modules, HttpFetcher fetcher) {
        try (Client client = new Client(connection)) {
            NodeProcess process = NodeProcess.start(client, modules, fetcher);
            client.listen();
            process.kill();
        } catch (IOException e) {
            System.err.println("habu node-host: " + e.getMessage());
        }
    }
}
