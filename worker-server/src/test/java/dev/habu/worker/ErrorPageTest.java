package dev.habu.worker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees in a browser who writes a worker: {@code habu dev} and Chromium. */
final class ErrorPageTest {
    @TempDir
    private Path folder;

    @Test
    void theErrorPageComesAndGoesWithTheError() throws Exception {
        Optional<Path> chromium = Browser.installed();
        assumeTrue(chromium.isPresent(), "no Chromium is installed");
        Path project = Files.createDirectory(folder.resolve("project"));
        Files.writeString(project.resolve("wrangler.toml"), """
                name = "test"
                main = "entry.py"
                compatibility_date = "2024-03-29"
                compatibility_flags = ["python_workers", "python_workers_20260610"]
                """);
        write(project, "def on_fetch(request):\n    raise ValueError('<b>')\n");
        try (HabuProcess habu = HabuProcess.start("dev", project.toString(), "--port", "0");
                Browser browser = Browser.open(
                        chromium.get(), folder.resolve("profile"), "http://127.0.0.1:" + habu.waitUntilReady() + "/")) {
            browser.waitFor("ValueError: <b>");
            browser.waitFor("entry.py, line 2");
            write(project, "def on_fetch(request:\n");
            browser.waitFor("SyntaxError");
            write(project, "from js import Response\n\n\ndef on_fetch(request):\n    return Response.new('mended')\n");
            browser.waitFor("mended");
        }
    }

    private static void write(Path project, String entry) throws IOException {
        Path temporary = Files.writeString(project.resolve("entry.py.new"), entry);
        Files.move(temporary, project.resolve("entry.py"), StandardCopyOption.REPLACE_EXISTING);
    }
}
