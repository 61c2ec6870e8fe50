package dev.habu.spec.differential;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A script in a Node process that answers messages in order; {@code frames.mjs} is its side. Not thread-safe. */
final class NodeProgram implements AutoCloseable {
    private final Process process;
    private final OutputStream requests;
    private final InputStream answers;

    private NodeProgram(Process process) {
        this.process = process;
        requests = new BufferedOutputStream(process.getOutputStream());
        answers = process.getInputStream();
    }

    /** Starts a script; what it complains of goes to a file of its name. */
    static NodeProgram start(String node, Path folder, List<String> options, String script, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(node));
        command.addAll(options);
        command.add(script);
        command.addAll(arguments);
        return new NodeProgram(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve(script + ".log").toFile())
                .start());
    }

    /** Sends a line of text and bytes. */
    void send(String line, byte[] bytes) throws IOException {
        byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
        requests.write(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(text.length + bytes.length)
                .array());
        requests.write(text);
        requests.write(bytes);
        requests.flush();
    }

    /**
     * The next answer.
     *
     * @throws EOFException if the process has ended, or was ended because it took longer than that
     */
    byte[] receive(int seconds) throws IOException {
        AtomicBoolean answered = new AtomicBoolean();
        Thread watch = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(seconds * 1_000L);
                if (!answered.get()) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                // Answered in time.
            }
        });
        try {
            byte[] length = answers.readNBytes(4);
            if (length.length < 4) {
                throw new EOFException("Node ended");
            }
            return answers.readNBytes(
                    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt());
        } finally {
            answered.set(true);
            watch.interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
