package dev.habu.worker.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Wheels of packages that the index has only for other platforms, built without their compiled parts; where Pyodide's site is in reach they come from there. */
public final class PureWheels {
    private PureWheels() {}

    /** A folder with the pure wheel of a package, built once with the machine's pip. */
    public static synchronized Path folder(String requirement) throws IOException, InterruptedException {
        Path folder = Path.of("target/pure-wheels", requirement).toAbsolutePath();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.anyMatch(file -> file.toString().endsWith(".whl"))) {
                    return folder;
                }
            }
        }
        Files.createDirectories(folder);
        String name =
                requirement.replaceFirst("[=<>~!].*", ""); // not :all:, or what it is built with would be built, too
        ProcessBuilder pip = new ProcessBuilder(
                "pip",
                "wheel",
                "--quiet",
                "--no-cache-dir", // the cache may have one that was built with its compiled parts
                "--no-deps",
                "--no-binary=" + name,
                "--wheel-dir",
                folder.toString(),
                requirement);
        pip.environment().put("PYYAML_FORCE_LIBYAML", "0");
        assertEquals(0, pip.inheritIO().start().waitFor(), "pip wheel " + requirement);
        return folder;
    }
}
