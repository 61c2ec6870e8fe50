package dev.habu.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code habu run} gives CPython's output, errors and exit code: {@code src/test/programs}. */
final class ProgramsTest {
    private static final Path FOLDER = Path.of("src/test/programs").toAbsolutePath();

    static List<String> programs() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".out"))
                    .map(name -> name.substring(0, name.length() - ".out".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void writesWhatCPythonWrites(String name) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("run", FOLDER.resolve(name + ".py").toString()));
        command.addAll(read(name + ".args").lines().toList());
        CommandRun run = CommandRun.withInput(bytes(name + ".in"), command.toArray(String[]::new));
        assertEquals(read(name + ".out"), run.out(), run.err());
        assertEquals(read(name + ".err"), run.err().replace(FOLDER.toString(), "{here}"));
        String code = read(name + ".code").strip();
        assertEquals(code.isEmpty() ? 0 : Integer.parseInt(code), run.exitCode());
    }

    @Test
    void aProgramCanComeFromTheStandardInput() {
        CommandRun run = CommandRun.withInput(
                "import sys\nprint(sys.argv, __name__)\n".getBytes(StandardCharsets.UTF_8), "run", "-", "one");
        assertEquals("['-', 'one'] __main__\n", run.out(), run.err());
        assertEquals(0, run.exitCode());
    }

    @Test
    void aProgramCanComeThroughAPipe(@TempDir Path folder) throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                Files.writeString(pipe, "print('through a pipe')\nraise SystemExit(3)\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        CommandRun run = CommandRun.of("run", pipe.toString());
        writer.join();
        assertEquals("through a pipe\n", run.out(), run.err());
        assertEquals(3, run.exitCode());
    }

    private static String read(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }
}
