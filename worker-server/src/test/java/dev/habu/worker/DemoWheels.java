package dev.habu.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.habu.worker.isolate.PureWheels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The mirror folder for the demo of built-in packages: wheels that on the platform come with Pyodide, whose site is not in reach of
 * every machine. The compiled ones that the demo never calls are stand-ins.
 */
final class DemoWheels {
    private DemoWheels() {}

    /** The folder, made once. */
    static synchronized Path folder() throws IOException, InterruptedException {
        Path folder = Path.of("target/demo-wheels").toAbsolutePath();
        if (!Files.isDirectory(folder)) {
            Path work = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "demo-wheels");
            standIn(work, "tiktoken", "0.7.0", "def get_encoding(name):\n    raise NotImplementedError(name)\n");
            standIn(
                    work,
                    "orjson",
                    "3.10.1",
                    "import json\nloads = json.loads\ndef dumps(value): return json.dumps(value).encode()\n");
            try (Stream<Path> wheels = Files.list(PureWheels.folder("pyyaml==6.0.3"))) {
                for (Path wheel : wheels.toList()) {
                    Files.copy(wheel, work.resolve(wheel.getFileName()));
                }
            }
            Process pip = new ProcessBuilder(
                            "pip",
                            "download",
                            "--quiet",
                            "--no-deps",
                            "--only-binary=:all:",
                            "--dest",
                            work.toString(),
                            "beautifulsoup4==4.12.3",
                            "soupsieve==2.5")
                    .inheritIO()
                    .start();
            assertEquals(0, pip.waitFor(), "pip download beautifulsoup4");
            Files.move(work, folder);
        }
        return folder;
    }

    private static void standIn(Path folder, String name, String version, String source) throws IOException {
        Path wheel = folder.resolve(name + "-" + version + "-py3-none-any.whl");
        String info = name + "-" + version + ".dist-info/";
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
            add(zip, name + "/__init__.py", source);
            add(zip, info + "METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
            add(zip, info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            add(zip, info + "RECORD", "");
        }
    }

    private static void add(ZipOutputStream zip, String path, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
