package dev.habu.compiler;

import dev.habu.wasm.Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Tells one build of the compiler and its run-time from another, since what one has compiled another cannot run. A jar is
 * known by the checksums in its directory, which costs no reading of its content at each start.
 */
final class CompilerIdentity {
    private static final String CURRENT = compute(List.of(CompilerIdentity.class, Module.class));

    private CompilerIdentity() {}

    /** 64 hexadecimal digits. */
    static String current() {
        return CURRENT;
    }

    private static String compute(List<Class<?>> anchors) {
        MessageDigest digest = Sha256.digest();
        try {
            for (Class<?> anchor : anchors) {
                Path place = Path.of(anchor.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
                if (Files.isDirectory(place)) {
                    addFolder(digest, place);
                } else {
                    addJar(digest, place);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read habu's own classes", e);
        } catch (URISyntaxException e) {
            throw new AssertionError("the JVM gave a malformed location", e);
        }
        return Sha256.hex(digest);
    }

    private static void addJar(MessageDigest digest, Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                digest.update((entry.getName() + " " + entry.getCrc() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void addFolder(MessageDigest digest, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> classes = files.filter(file -> file.toString().endsWith(".class"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
            for (Path file : classes) {
                digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
    }
}
