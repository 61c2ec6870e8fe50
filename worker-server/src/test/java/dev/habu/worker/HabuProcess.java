package dev.habu.worker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@code habu} process; its output is read as it comes. */
final class HabuProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Lines out;
    private final Lines err;

    private HabuProcess(Process process) {
        this.process = process;
        this.out = new Lines(process.inputReader());
        this.err = new Lines(process.errorReader());
    }

    static HabuProcess start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        return new HabuProcess(new ProcessBuilder(command).start());
    }

    int waitUntilReady() throws InterruptedException {
        String line = out.waitFor("Ready on http://", PATIENCE_SECONDS);
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    void waitForOutput(String text) throws InterruptedException {
        out.waitFor(text, PATIENCE_SECONDS);
    }

    void waitForError(String text) throws InterruptedException {
        err.waitFor(text, PATIENCE_SECONDS);
    }

    /** All lines of the standard error, when the process has ended. */
    List<String> errors() throws InterruptedException {
        return err.all();
    }

    void terminate() {
        process.destroy();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
    }

    int waitForExit() throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the process did not end");
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
