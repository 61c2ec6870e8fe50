package dev.habu.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.habu.js.HttpFetcher;
import dev.habu.js.WebRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Stands in for all hosts that a worker's {@code fetch} may name: one server on this machine, asked whatever the host is. */
final class Internet implements AutoCloseable {
    private final HttpServer server;

    Internet() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    /** What the hosts answer at a path and below. */
    void answer(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    static void send(HttpExchange exchange, String type, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** A fetcher whose every exchange ends here. */
    HttpFetcher reachedBy(HttpFetcher fetcher) {
        return request -> {
            URI url = URI.create(request.url());
            String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
            String here = "http://127.0.0.1:" + server.getAddress().getPort() + url.getRawPath() + query;
            return fetcher.fetch(new WebRequest(request.method(), here, request.headers(), request.body()));
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
