package dev.habu.python.packages;

import dev.habu.python.PyodideException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A wheel on disk: its name, what it requires, and its files. */
record Wheel(Path file, String name, String version) {
    private static final String SUFFIX = ".whl";

    /**
     * The wheel in a file.
     *
     * @throws PyodideException if the file's name is not that of a wheel
     */
    static Wheel of(Path file) {
        String fileName = file.getFileName().toString();
        String[] parts = fileName.substring(0, Math.max(0, fileName.length() - SUFFIX.length()))
                .split("-", -1);
        if (!isWheel(file) || parts.length < 5 || parts.length > 6) {
            throw new PyodideException("not the name of a wheel: " + fileName);
        }
        return new Wheel(file, Requirement.normalize(parts[0]), parts[1]);
    }

    static boolean isWheel(Path file) {
        return file.getFileName().toString().endsWith(SUFFIX);
    }

    String fileName() {
        return file.getFileName().toString();
    }

    /** The hash of the file, in lower-case hexadecimal digits. */
    String sha256() {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (IOException e) {
            throw unreadable(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** What its metadata says it requires. */
    List<Requirement> requires() {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().matches("[^/]+\\.dist-info/METADATA")) {
                    String metadata = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                    return metadata.lines()
                            .takeWhile(line -> !line.isEmpty())
                            .filter(line -> line.startsWith("Requires-Dist:"))
                            .map(line -> Requirement.parse(line.substring("Requires-Dist:".length())))
                            .toList();
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        throw new PyodideException("the wheel " + fileName() + " has no METADATA");
    }

    /** How many bytes its files take. */
    long unpackedSize() {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream().mapToLong(ZipEntry::getSize).sum();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Writes its files below a folder.
     *
     * @param limit how many bytes they may take, whatever the wheel says of itself
     * @throws PyodideException if one would lie elsewhere, or if they are more than the limit
     */
    void unpack(Path folder, long limit) throws IOException {
        long left = limit;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder) || entry.getName().contains("\\")) {
                    throw new PyodideException("the wheel " + fileName() + " would write outside of its folder: "
                            + entry.getName() + "; it is not used");
                }
                if (entry.isDirectory()) {
                    continue;
                }
                Files.createDirectories(target.getParent());
                try (InputStream in = zip.getInputStream(entry);
                        OutputStream out = Files.newOutputStream(target)) {
                    byte[] buffer = new byte[1 << 16];
                    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                        left -= count;
                        if (left < 0) {
                            throw new PyodideException("the wheel " + fileName() + " unpacks to more than it says");
                        }
                        out.write(buffer, 0, count);
                    }
                }
            }
        } catch (ZipException e) {
            throw unreadable(e);
        }
    }

    private PyodideException unreadable(IOException e) {
        return new PyodideException("cannot read the wheel " + file + ": " + e.getMessage(), e);
    }
}
