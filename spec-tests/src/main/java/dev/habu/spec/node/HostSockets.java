package dev.habu.spec.node;

import dev.habu.js.JsBuffers;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Blocking sockets behind promises, for Node's {@code net} and {@code tls}. Loop thread only. */
final class HostSockets {
    private static final int CHUNK = 64 * 1024;

    private final JsRuntime js;

    private HostSockets(JsRuntime js) {
        this.js = js;
    }

    static void install(HostFunctions host) {
        HostSockets sockets = new HostSockets(host.js());
        host.add("connect", 2, (_, args) -> {
            String name = JsValues.toJavaString(args[0]);
            int port = JsValues.toInt32(args[1]);
            return sockets.promise(() -> connect(name, port), JsValues::opaque);
        });
        host.add("receive", 1, (_, args) -> {
            Socket socket = socket(args[0]);
            return sockets.promise(() -> receive(socket), bytes -> bytes == null ? null : JsBuffers.uint8Array(bytes));
        });
        host.add("send", 2, (_, args) -> {
            Socket socket = socket(args[0]);
            byte[] bytes = JsBuffers.copyOf(args[1]);
            return sockets.promise(
                    () -> {
                        socket.getOutputStream().write(bytes);
                        return null;
                    },
                    _ -> null);
        });
        host.add("secure", 1, (_, args) -> {
            Socket socket = socket(args[0]);
            return sockets.promise(() -> secure(socket), JsValues::opaque);
        });
        host.add("shutdown", 1, (_, args) -> {
            Socket socket = socket(args[0]);
            return sockets.promise(
                    () -> {
                        socket.shutdownOutput();
                        return null;
                    },
                    _ -> null);
        });
        host.add("destroy", 1, (_, args) -> {
            Socket socket = socket(args[0]);
            return sockets.promise(
                    () -> {
                        socket.close();
                        return null;
                    },
                    _ -> null);
        });
        host.add(
                "remoteAddress",
                1,
                (_, args) -> socket(args[0]).getInetAddress().getHostAddress());
        host.add(
                "localAddress",
                1,
                (_, args) -> socket(args[0]).getLocalAddress().getHostAddress());
    }

    private static Socket socket(Object value) {
        return JsValues.fromOpaque(value, Socket.class);
    }

    private <T> Object promise(Callable<T> task, Function<T, ?> toJs) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(new IOException(nodeMessage(e), e));
            }
        });
        return js.promise(result, toJs);
    }

    /** Scripts look for the names of POSIX in messages. */
    private static String nodeMessage(Exception e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Broken pipe") || message.contains("Socket output is shutdown")) {
            return "write EPIPE";
        }
        if (message.contains("Connection reset")) {
            return "read ECONNRESET";
        }
        return message.contains("refused") ? "connect ECONNREFUSED" : message;
    }

    private static Socket connect(String name, int port) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(name, port));
        return socket;
    }

    private static byte[] receive(Socket socket) throws IOException {
        byte[] bytes = new byte[CHUNK];
        int count = socket.getInputStream().read(bytes);
        return count < 0 ? null : Arrays.copyOf(bytes, count);
    }

    /** Encrypts a connection from now on. As in Node's plain {@code new TLSSocket(socket)}, no certificate is checked. */
    private static Socket secure(Socket socket) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, null);
        SSLSocket secured = (SSLSocket) context.getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        secured.startHandshake();
        return secured;
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {
            // trusted
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {
            // trusted
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
