package dev.habu.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PypiPackageTest {
    private static final PypiPackage PACKAGE = new PypiPackage("some-package", "1.0", "0123456789abcdef".repeat(4));

    @TempDir
    private Path folder;

    @Test
    void neitherUvNorPipIsOneClearMessage() {
        PyodideException e = assertThrows(PyodideException.class, () -> fetch(folder.toString()));
        assertEquals(
                "uv or pip is needed once to fetch the Python package some-package 1.0, and neither is on the PATH "
                        + "(Debian/Ubuntu: apt-get install python3-pip; macOS: brew install uv)",
                e.getMessage());
    }

    @Test
    void toolsOwnReasonIsPassedOn() throws IOException {
        tool("pip", "echo 'WARNING: something'; echo 'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES'; exit 1");
        PyodideException e = assertThrows(PyodideException.class, () -> fetch(folder + ":/usr/bin:/bin"));
        assertEquals("pip could not fetch some-package 1.0: THESE PACKAGES DO NOT MATCH THE HASHES", e.getMessage());
        assertFalse(Files.exists(cache().entry("pypi/some-package-1.0-0123456789abcdef")));
    }

    @Test
    void uvIsPreferredAndCalledOnce() throws IOException {
        String install = "for last; do if [ \"$before\" = --target ]; then mkdir \"$last\"; "
                + "echo from-uv > \"$last/module.py\"; fi; before=$last; done; echo x >> " + folder + "/calls";
        tool("uv", install);
        tool("pip", "exit 1");
        Path installed = fetch(folder + ":/usr/bin:/bin");
        assertEquals("from-uv\n", Files.readString(installed.resolve("module.py")));
        assertEquals(installed, fetch(folder + ":/usr/bin:/bin"));
        assertEquals("x\n", Files.readString(folder.resolve("calls")));
    }

    private Path fetch(String searchPath) {
        return PACKAGE.fetch(cache(), Progress.silent(), searchPath);
    }

    private CacheFolder cache() {
        return CacheFolder.at(folder.resolve("cache"));
    }

    private void tool(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
