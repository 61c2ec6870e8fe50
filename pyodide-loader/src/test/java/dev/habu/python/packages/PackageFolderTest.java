package dev.habu.python.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.python.PyodideDistribution;
import dev.habu.python.PyodideException;
import dev.habu.python.PyodideVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the machine's own pip, and without a package index. */
final class PackageFolderTest {
    private static final PyodideVersion VERSION = PyodideVersion.LATEST;

    @TempDir
    private Path folder;

    private Path wheels;
    private Path cache;

    @BeforeEach
    void prepare() throws IOException {
        wheels = Files.createDirectory(folder.resolve("wheels"));
        cache = Files.createDirectory(folder.resolve("cache"));
        PyodideDistribution.open(VERSION, CacheFolder.standard(), Progress.silent());
        Path fetched = CacheFolder.standard().entry("pyodide/" + VERSION.version());
        Path known = Files.createDirectories(cache.resolve("pyodide/" + VERSION.version()));
        for (String file : VERSION.files().keySet()) {
            Files.copy(fetched.resolve(file), known.resolve(file));
        }
        pip("--no-index");
    }

    /** A pip that notes its calls and has one more option. */
    private void pip(String option) throws IOException {
        Path tool = folder.resolve("pip");
        Files.writeString(
                tool,
                "#!/bin/sh\necho x >> '" + folder.resolve("calls") + "'\nPATH='" + System.getenv("PATH")
                        + "'\nexec pip \"$@\" " + option + "\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private PackageFolder open(PackageRequest request) {
        return PackageFolder.open(
                request,
                VERSION,
                wheels,
                CacheFolder.at(cache),
                Progress.silent(),
                folder.toString() + ":/bin:/usr/bin");
    }

    private String problem(PackageRequest request) throws IOException {
        String message =
                assertThrows(PyodideException.class, () -> open(request)).getMessage();
        Path packages = cache.resolve("packages");
        try (Stream<Path> entries = Files.list(packages)) {
            assertEquals(
                    List.of(),
                    entries.filter(entry -> !entry.toString().endsWith(".lock")).toList(),
                    "nothing half made is left");
        }
        return message;
    }

    private static PackageRequest request(String... requirements) {
        return PackageRequest.of("pyproject.toml", List.of(requirements));
    }

    private static List<String> namesAndVersions(PackageFolder packages) {
        return packages.list().stream()
                .map(line -> line.replaceFirst(" sha256:[0-9a-f]{64}$", ""))
                .toList();
    }

    @Test
    void everythingThatIsAskedForIsUnpackedOnce() throws IOException {
        new TestWheel("app", "2.0")
                .requires("Base.Lib[fast] >=1.0,<3", "old ; python_version < '3.9'", "win ; sys_platform == 'win32'")
                .in(wheels);
        new TestWheel("base_lib", "1.5").in(wheels);
        new TestWheel("base_lib", "2.5")
                .requires("quick; extra == 'fast'", "slow; extra == 'slow'", "app")
                .in(wheels);
        new TestWheel("base_lib", "3.0").in(wheels);
        new TestWheel("quick", "1.0").file("quick_data/numbers.txt").in(wheels);
        PackageFolder packages = open(request("app"));
        assertEquals(List.of("app 2.0", "base-lib 2.5", "quick 1.0"), namesAndVersions(packages));
        assertEquals("version = '2.5'\n", Files.readString(packages.modules().resolve("base_lib.py")));
        assertTrue(Files.exists(packages.modules().resolve("quick_data/numbers.txt")));
        List<String> calls = Files.readAllLines(folder.resolve("calls"));
        assertEquals(packages.list(), open(request("app")).list());
        assertEquals(calls, Files.readAllLines(folder.resolve("calls")), "pip is not asked again");
    }

    @Test
    void aCycleOfPackagesIsUnpackedOnce() throws IOException {
        new TestWheel("hen", "1.0").requires("egg>=1").in(wheels);
        new TestWheel("egg", "1.0").requires("chick").in(wheels);
        new TestWheel("chick", "1.0").requires("hen<2", "chick").in(wheels);
        assertEquals(List.of("chick 1.0", "egg 1.0", "hen 1.0"), namesAndVersions(open(request("hen"))));
    }

    @Test
    void aLaterAskerCanNarrowAnEarlierChoice() throws IOException {
        new TestWheel("app", "1.0").requires("base", "other").in(wheels);
        new TestWheel("other", "1.0").requires("base<2").in(wheels);
        new TestWheel("base", "1.0").in(wheels);
        new TestWheel("base", "2.0").requires("extra_of_two").in(wheels);
        assertEquals(List.of("app 1.0", "base 1.0", "other 1.0"), namesAndVersions(open(request("app"))));
    }

    @Test
    void overridesAndConstraintsOfUv() throws IOException {
        new TestWheel("app", "1.0").requires("native>=3", "base>=2").in(wheels);
        new TestWheel("base", "1.0").in(wheels);
        new TestWheel("base", "1.5").in(wheels);
        new TestWheel("base", "2.0").in(wheels);
        PackageRequest request = new PackageRequest(
                "pyproject.toml",
                List.of("app"),
                List.of("native; sys_platform == 'never'", "base"),
                List.of("base<1.5"),
                Map.of());
        assertEquals(List.of("app 1.0", "base 1.0"), namesAndVersions(open(request)));
    }

    @Test
    void aPackageWithoutAWheelIsNamedWithThoseThatAskForIt() throws IOException {
        new TestWheel("app", "1.0").requires("middle").in(wheels);
        new TestWheel("middle", "1.0").requires("habu-has-no-such-package>=3").in(wheels);
        new TestWheel("habu_has_no_such_package", "3.0")
                .tag("cp314-cp314-win_amd64")
                .in(wheels);
        String message = problem(request("app"));
        assertTrue(
                message.startsWith("there is no wheel of habu-has-no-such-package>=3 for Python 3.14.2 on Pyodide 314"),
                message);
        assertTrue(message.contains("(pyproject.toml -> app -> middle -> habu-has-no-such-package>=3)"), message);
        assertTrue(message.contains("override-dependencies"), message);
        assertTrue(message.contains("--packages DIR"), message);
    }

    @Test
    void aWheelThatWritesOutsideOfItsFolderIsRefused() throws IOException {
        new TestWheel("evil", "1.0").file("../../escaped.txt").in(wheels);
        String message = problem(request("evil"));
        assertEquals(
                "the wheel evil-1.0-py3-none-any.whl would write outside of its folder: ../../escaped.txt; it is not used",
                message);
        assertFalse(Files.exists(cache.resolve("packages/escaped.txt")));
    }

    @Test
    void wrongHashesAreRefused() throws IOException {
        new TestWheel("app", "1.0").in(wheels);
        PackageRequest hashed = new PackageRequest(
                "requirements.txt", List.of("app==1.0"), List.of(), List.of(), Map.of("app", Set.of("0".repeat(64))));
        assertTrue(problem(hashed).contains("requirements.txt asks for 000000"), problem(hashed));

        new TestWheel("numpy", "2.4.6")
                .tag("cp314-cp314-pyemscripten_2026_0_wasm32")
                .in(wheels);
        String message = problem(request("numpy"));
        assertTrue(message.contains("is not what it is called"), message);
    }

    @Test
    void moreThanAWorkersMemoryIsRefused() throws IOException {
        new TestWheel("app", "1.0").requires("giant").in(wheels);
        new TestWheel("giant", "1.0").padding(200L << 20).in(wheels);
        assertEquals(
                "the packages take 200 MB unpacked, giant alone 200 MB; a worker has 128 MB", problem(request("app")));
    }

    @Test
    void noNetworkIsOneClearMessage() throws IOException {
        pip("--index-url http://127.0.0.1:9/simple");
        assertEquals(
                "pip cannot reach the package index: is there a network? (--packages DIR names a folder with wheels)",
                problem(request("some-package")));
    }
}
