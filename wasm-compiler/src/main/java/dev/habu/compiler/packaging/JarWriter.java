package dev.habu.compiler.packaging;

import java.io.BufferedOutputStream;
import java.io.IOException;
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

    private static final byte[] MANIFEST =
            "Manifest-Version: 1.0\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private JarWriter() {}

    /** Writes a jar beside its place and then moves it there. */
    public static void write(Path jar, SortedMap<String, byte[]> files) throws IOException {
        Path folder = jar.toAbsolutePath().getParent();
        Path temporary = Files.createTempFile(folder, jar.getFileName().toString(), ".tmp");
        try {
            try (ZipOutputStream out =
                    new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary)))) {
                out.setLevel(Deflater.DEFAULT_COMPRESSION);
                entry(out, "META-INF/MANIFEST.MF", MANIFEST);
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    entry(out, file.getKey(), file.getValue());
                }
            }
            Files.move(temporary, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void entry(ZipOutputStream out, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(EPOCH);
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
