package dev.habu.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends GET requests over a fixed number of kept-alive connections, one request at a time on each, and prints one line of
 * JSON: requests, errors, seconds, requests per second and latencies in microseconds. It speaks just enough HTTP/1.1 to
 * cost little beside the server on a small machine: fixed-length and chunked bodies.
 */
public final class LoadGenerator {
    private static final int MAX_SAMPLES = 1 << 20;

    private final URI target;
    private final long warmUntil;
    private final long end;

    private LoadGenerator(URI target, double warmSeconds, double seconds) {
        this.target = target;
        this.warmUntil = System.nanoTime() + (long) (warmSeconds * 1e9);
        this.end = warmUntil + (long) (seconds * 1e9);
    }

    /** Arguments: URL CONNECTIONS WARM_SECONDS SECONDS. Only loopback addresses are accepted. */
    public static void main(String[] args) throws Exception {
        URI target = URI.create(args[0]);
        if (!InetAddress.getByName(target.getHost()).isLoopbackAddress()) {
            throw new IllegalArgumentException(args[0] + " is not on this machine");
        }
        int connections = Integer.parseInt(args[1]);
        double seconds = Double.parseDouble(args[3]);
        LoadGenerator load = new LoadGenerator(target, Double.parseDouble(args[2]), seconds);
        List<Result> results = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            List<Callable<Result>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                all.add(load::oneConnection);
            }
            for (Future<Result> result : threads.invokeAll(all)) {
                results.add(result.get());
            }
        }
        int requests = results.stream().mapToInt(Result::requests).sum();
        int errors = results.stream().mapToInt(Result::errors).sum();
        long[] micros = results.stream()
                .flatMapToLong(result -> Arrays.stream(result.micros()))
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "{\"requests\": %d, \"errors\": %d, \"seconds\": %.3f, \"perSecond\": %.1f, \"p50\": %d, \"p99\": %d}%n",
                requests,
                errors,
                seconds,
                requests / seconds,
                micros.length == 0 ? 0 : micros[micros.length / 2],
                micros.length == 0 ? 0 : micros[micros.length * 99 / 100]);
    }

    private record Result(int requests, int errors, long[] micros) {}

    private Result oneConnection() {
        byte[] request = ("GET " + target.getRawPath() + " HTTP/1.1\r\nHost: " + target.getAuthority() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        long[] micros = new long[MAX_SAMPLES];
        int requests = 0;
        int errors = 0;
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket(target.getHost(), target.getPort())) {
                socket.setTcpNoDelay(true);
                InputStream in = new BufferedInputStream(socket.getInputStream());
                for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
                    socket.getOutputStream().write(request);
                    boolean ok = readResponse(in);
                    long now = System.nanoTime();
                    if (start >= warmUntil) {
                        micros[requests++ % MAX_SAMPLES] = (now - start) / 1000;
                        errors += ok ? 0 : 1;
                    }
                }
            } catch (IOException e) {
                errors++;
            }
        }
        return new Result(requests, errors, Arrays.copyOf(micros, Math.min(requests, MAX_SAMPLES)));
    }

    /** Reads one response to its end; true if its status is 200. */
    private static boolean readResponse(InputStream in) throws IOException {
        String status = readLine(in);
        long length = 0;
        boolean chunked = false;
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Long.parseLong(header.substring(15).strip());
            } else if (header.startsWith("transfer-encoding:") && header.endsWith("chunked")) {
                chunked = true;
            }
        }
        if (chunked) {
            long size;
            do {
                size = Long.parseLong(readLine(in), 16);
                in.skipNBytes(size);
                readLine(in);
            } while (size > 0);
        } else {
            in.skipNBytes(length);
        }
        return status.startsWith("HTTP/1.1 200 ");
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }
}
