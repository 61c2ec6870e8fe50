package dev.habu.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user gets for a wrong command line: one message and an exit code, and no stack trace. */
final class CommandLineTest {
    @TempDir
    private Path folder;

    @Test
    void missingAndUnknownCommandsAreUsageErrors() {
        for (List<String> line :
                List.of(List.<String>of(), List.of("devv"), List.of("dev"), List.of("dev", "a", "b"))) {
            CommandRun run = CommandRun.of(line.toArray(String[]::new));
            assertEquals(2, run.exitCode(), line::toString);
            assertTrue(run.err().contains("habu"), run::err);
            assertEquals("", run.out());
        }
    }

    @Test
    void optionsAreChecked() {
        CommandRun run = CommandRun.of("dev", folder.toString(), "--port", "eighty");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().startsWith("Invalid value for option '--port': 'eighty' is not an int"), run::err);
    }

    @Test
    void helpAndVersionAreNoErrors() {
        CommandRun help = CommandRun.of("--help");
        assertEquals(0, help.exitCode());
        assertTrue(help.out().contains("serve"), help::out);
        assertTrue(!help.out().contains("prepare"), help::out);
        CommandRun version = CommandRun.of("--version");
        assertEquals(0, version.exitCode());
        assertTrue(version.out().contains("Pyodide 314.0.7 (CPython 3.14.2)"), version::out);
    }

    @Test
    void configurationErrorsEndTheCommand() throws IOException {
        assertFails("habu: there is no folder nowhere\n", "dev", "nowhere");
        assertFails("habu: there is no folder nowhere\n", "serve", "nowhere");
        Path file = Files.writeString(folder.resolve("wrangler.toml"), "name = \"x\"\nmain = 1\n");
        assertFails("habu: " + file + ":2: \"main\" must be a string, but is an integer\n", "check", folder.toString());
    }

    @Test
    void programThatIsNotThereIsOneMessage() {
        assertFails("habu: there is no Python program nope.py\n", "run", "nope.py", "--option");
        assertFails("habu: " + folder + " is a folder, not a Python program\n", "run", folder.toString());
    }

    private static void assertFails(String message, String... args) {
        CommandRun run = CommandRun.of(args);
        assertEquals(message, run.err());
        assertEquals("", run.out());
        assertEquals(1, run.exitCode());
    }
}
