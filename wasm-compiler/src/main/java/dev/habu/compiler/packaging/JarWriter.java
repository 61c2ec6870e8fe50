package dev.habu.compiler.packaging;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes jars that depend on nothing but their content. */
public final class JarWriter {
    /** The earliest time that a zip file can name. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final int MANIFEST_LINE = 72;

    private JarWriter() {}

    /**
     * Writes a jar beside its place and then moves it there.
     *
     * @param moduleName the name of the jar as a Java module, or null if it is to be used from the class path only
     */
    public static void write(Path jar, SortedMap<String, byte[]> files, String moduleName) throws IOException {
        Path folder = jar.toAbsolutePath().getParent();
        Path temporary = Files.createTempFile(folder, jar.getFileName().toString(), ".tmp");
        try {
            try (ZipOutputStream out =
                    new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary)))) {
                out.setLevel(Deflater.DEFAULT_COMPRESSION);
                entry(out, "META-INF/MANIFEST.MF", manifest(moduleName));
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    entry(out, file.getKey(), file.getValue());
                }
            }
            Files.move(temporary, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static byte[] manifest(String moduleName) {
        String name = moduleName == null ? "" : folded("Automatic-Module-Name: " + moduleName);
        return ("Manifest-Version: 1.0\r\n" + name + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A line of a manifest is at most 72 bytes long and goes on in a line that begins with a space. */
    private static String folded(String line) {
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (int i = 0; i < line.length(); i = line.offsetByCodePoints(i, 1)) {
            String c = line.substring(i, line.offsetByCodePoints(i, 1));
            int bytes = c.getBytes(StandardCharsets.UTF_8).length;
            if (length + bytes > MANIFEST_LINE) {
                lines.append("\r\n ");
                length = 1;
            }
            lines.append(c);
            length += bytes;
        }
        return lines.append("\r\n").toString();
    }

    private static void entry(ZipOutputStream out, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(EPOCH);
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
