package dev.habu.worker.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.worker.config.WranglerOptions;
import dev.habu.worker.config.WranglerReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkerFilesTest {
    @TempDir
    private Path folder;

    @Test
    void modulesAndVendoredPackagesAreTakenAndNothingElse() throws IOException {
        put("src/entry.py", "import app");
        put("src/app/__init__.py", "");
        put("src/page.html", "<p>");
        put("src/data.csv", "a,b");
        put("src/secret.env", "x");
        put("src/.git/hook.py", "x");
        put("src/__pycache__/entry.py", "x");
        put("python_modules/lib/native.so", "\0");
        put("outside.py", "x");
        WorkerFiles files = read("[[rules]]\ntype = \"Data\"\nglobs = [\"**/*.csv\"]\n");
        assertEquals("entry.py", files.entry());
        assertEquals(
                Set.of("entry.py", "app/__init__.py", "page.html", "data.csv", "python_modules/lib/native.so"),
                files.content().keySet());
        assertArrayEquals(
                "a,b".getBytes(StandardCharsets.UTF_8), files.content().get("data.csv"));
    }

    @Test
    void linksToOtherPlacesAreNotFollowed() throws IOException {
        put("src/entry.py", "");
        put("elsewhere/code.py", "x");
        Files.createSymbolicLink(folder.resolve("src/linked"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("src/file.py"), folder.resolve("elsewhere/code.py"));
        assertEquals(Set.of("entry.py"), read("").content().keySet());
    }

    @Test
    void sdkIsNeededOnlyIfImportedAndNotVendored() throws IOException {
        put("src/entry.py", "from js import Response\n# import workers\nx = 'from workers import y'\n");
        assertFalse(read("").needsSdk());
        put("src/lib.py", "def f():\n    from workers import Response\n");
        assertTrue(read("").needsSdk());
        put("python_modules/workers/__init__.py", "");
        assertFalse(read("").needsSdk());
    }

    private void put(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private WorkerFiles read(String more) throws IOException {
        put("wrangler.toml", """
                name = "w"
                main = "src/entry.py"
                compatibility_date = "2024-03-29"
                compatibility_flags = ["python_workers"]
                """ + more);
        return WorkerFiles.read(
                WranglerReader.read(folder, WranglerOptions.NONE),
                Optional.of(folder.resolve(WorkerFiles.VENDORED)).filter(Files::isDirectory));
    }
}
