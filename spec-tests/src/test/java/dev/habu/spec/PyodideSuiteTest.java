package dev.habu.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.habu.spec.node.NodeHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A named sample of Pyodide's own tests has the outcomes that Node gives; with {@code -Ppyodide-suite}, as in CI, nearly all of them. {@code
 * spec-tests/pyodide} runs the whole.
 */
final class PyodideSuiteTest {
    private static final Path SHARED = Path.of(System.getProperty("habu.shared", "../../shared"));
    private static final String WHAT = System.getProperty("habu.pyodideTests", "--sample");
    private static final int NOTHING_WORSE = 0;
    private static final int CANNOT_RUN = 2;
    private static final int NO_PYTHON = 3;
    private static final int LIMIT_MINUTES = 25;

    @Test
    void testsEndAsOnNode(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isDirectory(SHARED.resolve("pyodide-tests")));
        Path socket = folder.resolve("node");
        Thread.ofPlatform().daemon().start(() -> listen(socket));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        House.ROOT.resolve("spec-tests/pyodide").toString(), WHAT)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("HABU_SHARED", SHARED.toAbsolutePath().toString());
        builder.environment().put("HABU_NODE_SOCKET", socket.toString());
        Process process = builder.start();
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        String said = Files.readString(output);
        assertTrue(ended, said);
        int code = process.exitValue();
        boolean onlyHere = code == NO_PYTHON || (code == CANNOT_RUN && System.getenv("CI") == null);
        if (onlyHere) {
            abort(said);
        }
        assertEquals(NOTHING_WORSE, code, said);
        System.out.println(said);
    }

    private static void listen(Path socket) {
        try {
            NodeHost.listen(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
