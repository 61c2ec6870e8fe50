package dev.habu.python;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Fetches Pyodide's npm package through the npm client, so that the user's mirrors and proxies apply. */
final class NpmPackage {
    private static final long TIMEOUT_MINUTES = 15;

    private final String searchPath;

    private NpmPackage(String searchPath) {
        this.searchPath = searchPath;
    }

    /** With the npm that a search path names, in the form of the environment variable {@code PATH}. */
    static NpmPackage onPath(String searchPath) {
        return new NpmPackage(searchPath == null ? "" : searchPath);
    }

    /**
     * Makes {@code target}, a folder, with the version's files in it, each checked against its hash.
     *
     * @throws PyodideException if npm is missing or fails, or if what it brings is not what is pinned
     */
    void unpack(PyodideVersion version, Path target) throws IOException {
        Path download = Files.createDirectories(target.resolve("npm"));
        runNpm(version, download);
        Path tarball = tarballIn(download);
        checkIntegrity(version, tarball);
        extract(version, tarball, target);
        Files.delete(tarball);
        try (Stream<Path> rest = Files.list(download)) {
            for (Path file : rest.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(download);
    }

    private void runNpm(PyodideVersion version, Path folder) throws IOException {
        String spec = "pyodide@" + version.version();
        Path errors = folder.resolve("npm-errors.txt");
        // Npm's own pauses between tries add up to minutes when there is no network.
        Process npm = new ProcessBuilder(
                        findNpm(version).toString(),
                        "pack",
                        spec,
                        "--json",
                        "--fetch-retry-mintimeout=500",
                        "--fetch-retry-maxtimeout=2000")
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
        try {
            if (!npm.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                throw new PyodideException("npm did not fetch " + spec + " within " + TIMEOUT_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PyodideException("interrupted while npm was fetching " + spec, e);
        } finally {
            npm.destroy();
        }
        if (npm.exitValue() != 0) {
            throw new PyodideException("npm could not fetch " + spec + ": "
                    + condense(Files.readAllLines(errors, StandardCharsets.UTF_8), npm.exitValue()));
        }
    }

    private Path findNpm(PyodideVersion version) {
        for (String folder : searchPath.split(":", -1)) {
            Path candidate = Path.of(folder.isEmpty() ? "." : folder, "npm").toAbsolutePath();
            if (Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
                return candidate;
            }
        }
        throw new PyodideException("npm is needed once to fetch Pyodide " + version.version()
                + " and is not on the PATH (Debian/Ubuntu: apt-get install npm; macOS: brew install node)");
    }

    /** Npm's many lines as one: its error code and the first line that says more. */
    private static String condense(List<String> errors, int exitCode) {
        String code = "";
        String text = "";
        for (String line : errors) {
            String rest = line.replaceFirst("^npm (error|ERR!) ?", "");
            if (rest.length() == line.length() || rest.isBlank()) {
                continue;
            }
            if (rest.startsWith("code ") && code.isEmpty()) {
                code = rest.substring("code ".length()).strip();
            } else if (text.isEmpty() && !rest.matches("(errno|syscall) .*")) {
                text = rest.strip();
            }
        }
        if (text.isEmpty()) {
            text = errors.stream().filter(line -> !line.isBlank()).findFirst().orElse("exit code " + exitCode);
        }
        return code.isEmpty() ? text : code + ": " + text;
    }

    private static Path tarballIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow(() -> new PyodideException("npm ended without an error but brought no tarball"));
        }
    }

    private static void checkIntegrity(PyodideVersion version, Path tarball) throws IOException {
        MessageDigest digest = digest("SHA-512");
        copy(tarball, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        String found = "sha512-" + Base64.getEncoder().encodeToString(digest.digest());
        if (!found.equals(version.integrity())) {
            throw new PyodideException(tarball.getFileName() + " has the wrong hash: expected " + version.integrity()
                    + ", found " + found);
        }
    }

    private static void copy(Path from, OutputStream to) throws IOException {
        try (to) {
            Files.copy(from, to);
        }
    }

    private static void extract(PyodideVersion version, Path tarball, Path target) throws IOException {
        Set<String> missing = new HashSet<>(version.files().keySet());
        try (InputStream file = new BufferedInputStream(Files.newInputStream(tarball));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().replaceFirst("^package/", "");
                if (entry.isFile() && missing.remove(name)) {
                    extractFile(version, name, tar, target.resolve(name));
                }
            }
        } catch (EOFException | ZipException e) {
            throw new PyodideException(tarball.getFileName() + " is truncated or damaged: " + e.getMessage(), e);
        }
        if (!missing.isEmpty()) {
            throw new PyodideException(tarball.getFileName() + " does not hold " + String.join(", ", missing));
        }
    }

    private static void extractFile(PyodideVersion version, String name, InputStream from, Path to) throws IOException {
        MessageDigest digest = digest("SHA-256");
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(to), digest)) {
            from.transferTo(out);
        }
        String expected = version.files().get(name).sha256();
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(expected)) {
            throw new PyodideException(name + " of Pyodide " + version.version()
                    + " has the wrong hash: expected SHA-256 " + expected + ", found " + found);
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has " + algorithm, e);
        }
    }
}
