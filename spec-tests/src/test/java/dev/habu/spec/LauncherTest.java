package dev.habu.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.spec.FakeClone.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with a JVM and a Maven that only say what they were asked for. */
final class LauncherTest {
    @TempDir
    private Path folder;

    private FakeClone clone;

    @BeforeEach
    void makeClone() throws IOException {
        clone = new FakeClone(folder);
    }

    @AfterEach
    void awaitAotCaches() throws Exception {
        clone.awaitAotCaches();
    }

    @Test
    void buildsWhatIsMissingThenRunsTheCommand() throws Exception {
        Outcome first = clone.habu("--version");
        assertEquals("Building habu: js-shim\nBuilding habu: worker-server\nBuilding habu: done\n", first.err());
        assertTrue(first.out().containsAll(List.of("dev.habu.worker.Main", "--version")), first.toString());
        assertEquals(0, first.exitCode());
        assertEquals("", clone.habu("--version").err(), "nothing is built twice");
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        clone.habu("--version");
        Path source = Files.createFile(clone.root.resolve("js-shim/src/main/New.java"));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertTrue(clone.habu("--version").err().contains("Building habu: done"));
    }

    @Test
    void aFailedBuildNamesItsLog() throws Exception {
        clone.maven("echo '[ERROR] Foo.java:[3,1] reached end of file'; exit 1");
        Outcome failed = clone.habu("--version");
        assertEquals(1, failed.exitCode());
        Path log = clone.root.resolve("worker-server/target/habu-build.log");
        assertEquals(
                "[ERROR] Foo.java:[3,1] reached end of file\nhabu: the build failed; the whole output is in " + log
                        + "\n",
                failed.err());
        assertTrue(Files.readString(log).contains("reached end of file"));
        assertTrue(clone.habu("--version").err().contains("the build failed"), "a failed build is tried again");
    }

    @Test
    void aBuildWithoutNetworkSaysSo() throws Exception {
        clone.maven("echo '[ERROR] Could not transfer artifact a:b'; exit 1");
        assertTrue(clone.habu("--version").err().contains("could not fetch its libraries: is there a network?"));
    }

    @Test
    void missingToolsAreNamed() throws Exception {
        clone.without("npm");
        assertMessage("habu needs npm to fetch Pyodide once and no 'npm' is on the PATH", clone.habu("--version"));
        clone.tool("mvn", "echo Apache Maven 3.6.3");
        assertMessage("habu needs Maven 3.8 or newer to build; the 'mvn' on the PATH", clone.habu("--version"));
        clone.without("mvn");
        assertMessage("habu needs Maven 3.8 or newer to build and no 'mvn' is on the PATH", clone.habu("--version"));
    }

    @Test
    void aJdkThatIsTooOldIsNamed() throws Exception {
        clone.hideOtherJdks();
        clone.jdkVersion("17.0.15");
        Outcome tooOld = clone.habu("--version");
        assertEquals(1, tooOld.exitCode());
        assertTrue(
                tooOld.err()
                        .startsWith("habu needs a JDK 25 and found none in JAVA_HOME (" + folder.resolve("jdk")
                                + ") or the usual JVM folders.\nGet one: "),
                tooOld.err());
        clone.jdkVersion("26");
        assertEquals(0, clone.habu("--version").exitCode());
    }

    @Test
    void preparesPyodideOnceForCommandsThatRunPython() throws Exception {
        assertFalse(clone.habu("--help").err().contains("preparing"));
        Outcome first = clone.habu("run", "a file.py", "");
        assertTrue(first.err().endsWith("preparing\n"), first.err());
        assertEquals(List.of("run", "a file.py", "", clone.root.toString()), tail(first, 4));
        String classPath = first.out().get(first.out().indexOf("-cp") + 1);
        Path jars = clone.root.resolve("worker-server/target");
        assertEquals(
                jars + "/worker-server-0.1.0.jar:" + jars + "/lib/asm.jar:" + folder.resolve("pyodide.jar"), classPath);
        assertEquals("", clone.habu("run", "a file.py").err());
        Files.delete(folder.resolve("pyodide.jar"));
        assertEquals("preparing\n", clone.habu("run", "a file.py").err(), "a removed jar is made again");
    }

    @Test
    void aFailedPreparationEndsTheCommand() throws Exception {
        clone.java("case \"$*\" in *prepare) echo 'habu: wrong hash' >&2; exit 7 ;; esac");
        Outcome failed = clone.habu("dev", "worker");
        assertEquals(7, failed.exitCode());
        assertTrue(failed.err().endsWith("done\nhabu: wrong hash\n"), failed.err());
    }

    @Test
    void anUnusableCacheFolderIsNamed() throws Exception {
        clone.habu("--version");
        clone.environment("HABU_CACHE", "/dev/null/cache");
        assertMessage("habu: cannot write to the cache folder /dev/null/cache", clone.habu("run", "x.py"));
    }

    @Test
    void makesAnAotCacheAndUsesItTheNextTime() throws Exception {
        Outcome first = clone.habu("run", "x.py");
        assertFalse(first.out().toString().contains("AOTCache"), first.toString());
        Path made = clone.awaitFile("habu.aot");
        assertTrue(clone.habu("run", "x.py").out().contains("-XX:AOTCache=" + made));
        Files.writeString(clone.root.resolve("worker-server/target/lib/asm.jar"), "another jar");
        Outcome changed = clone.habu("run", "x.py");
        assertFalse(changed.out().toString().contains("AOTCache"), "other jars need another cache");
        assertFalse(Files.exists(made), "the old one is removed");
    }

    @Test
    void aFailedAotCacheIsNeitherHeardOfNorTriedAgain() throws Exception {
        clone.java("case \"$*\" in *AOTCacheOutput*) echo \"no cache\" >&2; exit 1 ;; esac");
        Outcome first = clone.habu("run", "x.py");
        assertEquals(0, first.exitCode());
        clone.awaitFile("aot.failed");
        Outcome second = clone.habu("run", "x.py");
        assertEquals("", second.err());
        assertEquals(0, second.exitCode());
    }

    @Test
    void worksThroughASymlinkFromAnyFolder() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("habu"), Path.of("../a clone/habu"));
        Outcome outcome = clone.start(link, elsewhere, "run", "x.py");
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertEquals(List.of("run", "x.py", elsewhere.toString()), tail(outcome, 3));
    }

    @Test
    void javaOptionsOfTheUserReachTheJvm() throws Exception {
        clone.environment("HABU_JAVA_OPTS", "-Xmx300m -Dx=y");
        assertTrue(clone.habu("--version").out().containsAll(List.of("-Xmx300m", "-Dx=y")));
    }

    @Test
    void theExitCodeIsTheCommands() throws Exception {
        clone.java("case \"$*\" in *prepare | *AOTCacheOutput*) ;; *) exit 3 ;; esac");
        assertEquals(3, clone.habu("run", "x.py").exitCode());
    }

    private static List<String> tail(Outcome outcome, int count) {
        List<String> lines = outcome.out();
        return lines.subList(lines.size() - count, lines.size());
    }

    private static void assertMessage(String start, Outcome outcome) {
        assertTrue(outcome.err().startsWith(start), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertEquals(1, outcome.exitCode());
    }
}
