package dev.habu.python.packages;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes wheels. */
final class TestWheel {
    private final String name;
    private final String version;
    private final List<String> requires = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private String tag = "py3-none-any";
    private long padding;

    TestWheel(String name, String version) {
        this.name = name;
        this.version = version;
    }

    TestWheel requires(String... requirements) {
        requires.addAll(List.of(requirements));
        return this;
    }

    TestWheel tag(String other) {
        tag = other;
        return this;
    }

    /** One more file, with its own path as its content. */
    TestWheel file(String path) {
        paths.add(path);
        return this;
    }

    /** A file of so many zeros. */
    TestWheel padding(long bytes) {
        padding = bytes;
        return this;
    }

    Path in(Path folder) throws IOException {
        Path file = folder.resolve(name + "-" + version + "-" + tag + ".whl");
        String info = name + "-" + version + ".dist-info/";
        StringBuilder metadata =
                new StringBuilder("Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
        requires.forEach(one -> metadata.append("Requires-Dist: ").append(one).append('\n'));
        requires.stream()
                .filter(one -> one.contains("extra == "))
                .forEach(one -> metadata.append("Provides-Extra: ")
                        .append(one.replaceAll(".*extra == '(\\w+)'.*", "$1"))
                        .append('\n'));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            add(zip, name + ".py", "version = '" + version + "'\n");
            for (String path : paths) {
                add(zip, path, path);
            }
            add(zip, info + "METADATA", metadata.append("\nText\n").toString());
            add(zip, info + "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: " + tag + "\n");
            add(zip, info + "RECORD", "");
            if (padding > 0) {
                zip.putNextEntry(new ZipEntry("padding.bin"));
                pad(zip);
                zip.closeEntry();
            }
        }
        return file;
    }

    private void pad(OutputStream out) throws IOException {
        byte[] zeros = new byte[1 << 20];
        for (long left = padding; left > 0; left -= zeros.length) {
            out.write(zeros, 0, (int) Math.min(left, zeros.length));
        }
    }

    private static void add(ZipOutputStream zip, String path, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
