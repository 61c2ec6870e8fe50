package dev.habu.worker.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An HTTP client that sends just the bytes it is given and hides nothing of the answer. */
public final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    public RawClient(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** A whole answer. Header lines are as they came. */
    public record Answer(int status, String statusLine, List<String> headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The values of a header field, in order. */
        public List<String> header(String name) {
            return headers.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }
    }

    /** One request with its own connection. */
    public static Answer send(int port, String head) throws IOException {
        return send(port, head, new byte[0]);
    }

    public static Answer send(int port, String head, byte[] body) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.write(head);
            client.write(body);
            return client.answer(head.startsWith("HEAD "));
        }
    }

    /** Sends text; a line end becomes CR LF. */
    public void write(String text) throws IOException {
        write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    public Answer answer(boolean head) throws IOException {
        String statusLine = line();
        List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        Answer answer = new Answer(Integer.parseInt(statusLine.split(" ")[1]), statusLine, headers, new byte[0]);
        boolean empty = head || answer.status() == 204 || answer.status() == 304;
        byte[] body;
        if (empty) {
            body = new byte[0];
        } else if (answer.header("transfer-encoding").contains("chunked")) {
            body = chunks();
        } else {
            body = in.readNBytes(
                    Integer.parseInt(answer.header("content-length").getFirst()));
        }
        return new Answer(answer.status(), statusLine, headers, body);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
            all.writeBytes(chunk);
        }
        return all.toByteArray();
    }

    /** The next chunk of a chunked body, empty at its end. */
    public byte[] chunk() throws IOException {
        int size = Integer.parseInt(line(), 16);
        byte[] chunk = in.readNBytes(size);
        if (chunk.length < size) {
            throw new IOException("the connection was closed within a chunk");
        }
        line();
        return chunk;
    }

    /** The next bytes of a body; fewer if the connection ends before. */
    public byte[] bytes(int count) throws IOException {
        return in.readNBytes(count);
    }

    /** The next line without its end. */
    public String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the connection was closed");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Whether the server closed the connection. */
    public boolean isClosedByServer() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
