package dev.habu.spec.node;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The connection to the small program that stands in for {@code node}: it has the terminal or the pipes, this side has the
 * JavaScript. Frames are a letter, a length of four bytes and that many bytes.
 *
 * <p>From here: {@code o} and {@code e} write to standard output and error, {@code r} asks for input, {@code x} ends the
 * program with the exit code that follows as text. From there: first {@code h} with the command line as JSON, then an
 * {@code i} for each {@code r}, empty at the end of the input. Any thread.
 */
final class Client implements AutoCloseable {
    private static final byte[] END = {};

    private final SocketChannel channel;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final LinkedBlockingQueue<byte[]> input = new LinkedBlockingQueue<>();

    Client(SocketChannel channel) {
        this.channel = channel;
        in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        out = new DataOutputStream(Channels.newOutputStream(channel));
    }

    /** The command line, once, at first. */
    String commandLine() throws IOException {
        return new String(frame(), StandardCharsets.UTF_8);
    }

    private byte[] frame() throws IOException {
        in.readByte();
        return in.readNBytes(in.readInt());
    }

    /** Takes frames until the program is gone. */
    void listen() {
        try {
            while (true) {
                input.add(frame());
            }
        } catch (IOException e) {
            input.add(END);
        }
    }

    /** Asks for input and waits for it; empty at the end. */
    byte[] read() throws IOException {
        send('r', END);
        try {
            return input.take();
        } catch (InterruptedException e) {
            return END;
        }
    }

    void write(boolean toError, byte[] bytes) throws IOException {
        send(toError ? 'e' : 'o', bytes);
    }

    void exit(int code) {
        try {
            send('x', Integer.toString(code & 0xFF).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // It is gone already.
        }
    }

    private synchronized void send(char kind, byte[] bytes) throws IOException {
        byte[] frame = new byte[1 + Integer.BYTES + bytes.length];
        frame[0] = (byte) kind;
        for (int i = 0; i < Integer.BYTES; i++) {
            frame[1 + i] = (byte) (bytes.length >>> (24 - 8 * i));
        }
        System.arraycopy(bytes, 0, frame, 1 + Integer.BYTES, bytes.length);
        out.write(frame);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
