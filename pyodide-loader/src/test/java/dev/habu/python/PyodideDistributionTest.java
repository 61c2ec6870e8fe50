package dev.habu.python;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.compiler.CacheException;
import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetches small packages through a fake npm, a shell script on the search path. */
class PyodideDistributionTest {
    private static final Map<String, String> CONTENT =
            new TreeMap<>(Map.of("pyodide.mjs", "export const version = 1", "pyodide.asm.wasm", "\0asm"));

    @TempDir
    Path temporary;

    private Path bin;
    private CacheFolder cache;
    private byte[] tarball;

    @BeforeEach
    void makeTarball() throws Exception {
        bin = Files.createDirectory(temporary.resolve("bin"));
        cache = CacheFolder.at(temporary.resolve("cache"));
        tarball = tarball(CONTENT);
    }

    private static byte[] tarball(Map<String, String> content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            Map<String, String> all = new TreeMap<>(content);
            all.put("not-needed.txt", "x");
            for (Map.Entry<String, String> file : all.entrySet()) {
                byte[] data = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry("package/" + file.getKey());
                entry.setSize(data.length);
                tar.putArchiveEntry(entry);
                tar.write(data);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** The version whose pins fit {@link #CONTENT} and the given tarball. */
    private static PyodideVersion pinned(byte[] tarball) throws Exception {
        Map<String, PyodideVersion.Pin> pins = new TreeMap<>();
        for (Map.Entry<String, String> file : CONTENT.entrySet()) {
            byte[] data = file.getValue().getBytes(StandardCharsets.UTF_8);
            pins.put(file.getKey(), new PyodideVersion.Pin(data.length, sha256(data)));
        }
        byte[] hash = MessageDigest.getInstance("SHA-512").digest(tarball);
        String integrity = "sha512-" + Base64.getEncoder().encodeToString(hash);
        return new PyodideVersion("1.2.3", "3.14.2", List.of("test_wasm32"), integrity, pins);
    }

    private static String sha256(byte[] data) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
    }

    private void fakeNpm(String script) throws IOException {
        Path npm = Files.writeString(bin.resolve("npm"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(npm, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** An npm that counts its runs and brings the tarball. */
    private void workingNpm() throws IOException {
        Path served = Files.write(temporary.resolve("served"), tarball);
        fakeNpm("echo run >> '" + temporary.resolve("runs") + "'\n"
                + "[ \"$1 $2\" = 'pack pyodide@1.2.3' ] || exit 9\n"
                + "cp '" + served + "' pyodide-1.2.3.tgz");
    }

    private int runs() throws IOException {
        return Files.readAllLines(temporary.resolve("runs")).size();
    }

    private PyodideDistribution open(PyodideVersion version) {
        return PyodideDistribution.open(version, cache, Progress.silent(), NpmPackage.onPath("/nowhere:" + bin));
    }

    private String failure(PyodideVersion version) throws IOException {
        String message =
                assertThrows(PyodideException.class, () -> open(version)).getMessage();
        assertFalse(message.contains("\n"), message);
        Path folder = cache.entry("pyodide");
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("1.2.3.lock")), left.toList(), "nothing half-made stays behind");
        }
        return message;
    }

    @Test
    void fetchesOnceAndKeepsWhatIsNeeded() throws Exception {
        workingNpm();
        PyodideVersion version = pinned(tarball);
        PyodideDistribution distribution = open(version);
        open(version);
        assertEquals(1, runs());
        assertArrayEquals("\0asm".getBytes(StandardCharsets.UTF_8), distribution.read("pyodide.asm.wasm"));
        try (Stream<Path> files = Files.list(distribution.path("pyodide.mjs").getParent())) {
            assertEquals(
                    List.of("pyodide.asm.wasm", "pyodide.mjs"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertThrows(IllegalArgumentException.class, () -> distribution.path("../secret"));
    }

    @Test
    void fetchesAgainWhatIsTruncatedOrMissing() throws Exception {
        workingNpm();
        PyodideVersion version = pinned(tarball);
        PyodideDistribution distribution = open(version);
        Files.writeString(distribution.path("pyodide.mjs"), "half");
        assertEquals(24, open(version).read("pyodide.mjs").length);
        Files.delete(distribution.path("pyodide.asm.wasm"));
        assertEquals(4, open(version).read("pyodide.asm.wasm").length);
        assertEquals(3, runs());
    }

    @Test
    void manyAtOnceFetchOnce() throws Exception {
        workingNpm();
        PyodideVersion version = pinned(tarball);
        Callable<byte[]> read = () -> open(version).read("pyodide.asm.wasm");
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<byte[]>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(read));
            }
            for (Future<byte[]> one : all) {
                assertEquals(4, one.get().length);
            }
        }
        assertEquals(1, runs());
    }

    @Test
    void tellsWhenNpmIsMissing() throws Exception {
        assertEquals(
                "npm is needed once to fetch Pyodide 1.2.3 and is not on the PATH"
                        + " (Debian/Ubuntu: apt-get install npm; macOS: brew install node)",
                failure(pinned(tarball)));
    }

    @Test
    void condensesNpmsErrorToOneLine() throws Exception {
        fakeNpm("""
                echo 'npm warn something old' >&2
                echo 'npm error code ENOTFOUND' >&2
                echo 'npm error errno ENOTFOUND' >&2
                echo 'npm error network request to the registry failed, reason: getaddrinfo ENOTFOUND' >&2
                echo 'npm error network This is a problem related to network connectivity.' >&2
                exit 1""");
        assertEquals(
                "npm could not fetch pyodide@1.2.3: ENOTFOUND:"
                        + " network request to the registry failed, reason: getaddrinfo ENOTFOUND",
                failure(pinned(tarball)));
    }

    @Test
    void showsWhatElseNpmSaysOrItsExitCode() throws Exception {
        fakeNpm("echo 'env: node: No such file or directory' >&2; exit 127");
        assertEquals(
                "npm could not fetch pyodide@1.2.3: env: node: No such file or directory", failure(pinned(tarball)));
        fakeNpm("exit 7");
        assertEquals("npm could not fetch pyodide@1.2.3: exit code 7", failure(pinned(tarball)));
        fakeNpm("exit 0");
        assertEquals("npm ended without an error but brought no tarball", failure(pinned(tarball)));
    }

    @Test
    void refusesATarballWithTheWrongHash() throws Exception {
        workingNpm();
        PyodideVersion version = pinned(new byte[1]);
        assertEquals(
                "pyodide-1.2.3.tgz has the wrong hash: expected " + version.integrity() + ", found "
                        + pinned(tarball).integrity(),
                failure(version));
    }

    @Test
    void refusesATruncatedTarball() throws Exception {
        tarball = Arrays.copyOf(tarball, tarball.length / 2);
        workingNpm();
        assertTrue(failure(pinned(tarball)).startsWith("pyodide-1.2.3.tgz is truncated or damaged: "));
    }

    @Test
    void refusesAFileWithTheWrongHash() throws Exception {
        tarball = tarball(Map.of("pyodide.mjs", "changed"));
        workingNpm();
        PyodideVersion version = pinned(tarball);
        assertEquals(
                "pyodide.mjs of Pyodide 1.2.3 has the wrong hash: expected SHA-256 "
                        + version.files().get("pyodide.mjs").sha256() + ", found "
                        + sha256("changed".getBytes(StandardCharsets.UTF_8)),
                failure(version));
    }

    @Test
    void refusesATarballThatLacksAFile() throws Exception {
        tarball = tarball(Map.of("pyodide.mjs", CONTENT.get("pyodide.mjs")));
        workingNpm();
        assertEquals("pyodide-1.2.3.tgz does not hold pyodide.asm.wasm", failure(pinned(tarball)));
    }

    @Test
    void tellsWhenTheCacheFolderCannotBeUsed() throws Exception {
        cache = CacheFolder.at(Files.writeString(temporary.resolve("file"), ""));
        PyodideVersion version = pinned(tarball);
        assertTrue(assertThrows(CacheException.class, () -> open(version))
                .getMessage()
                .startsWith("the cache folder " + cache.root()));
    }

    @Test
    void knowsThePinnedVersions() {
        PyodideVersion latest = PyodideVersion.LATEST;
        assertEquals("314.0.7", latest.version());
        assertEquals(5, latest.files().size());
        assertEquals(64, latest.wasmSha256().length());
        assertEquals(
                "Pyodide 0.1 is not among the versions habu runs: 0.26.4, 0.28.3, 314.0.7",
                assertThrows(PyodideException.class, () -> PyodideVersion.of("0.1"))
                        .getMessage());
    }
}
