package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class JarSealTest {
    private static byte[] jar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a.class"));
            zip.write(new byte[100]);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    @Test
    void aSealedJarIsStillAJar() throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(JarSeal.seal(jar())))) {
            assertEquals("a.class", zip.getNextEntry().getName());
            assertEquals(100, zip.readAllBytes().length);
        }
    }

    @Test
    void everyCutAndEveryChangedByteIsSeen() throws IOException {
        byte[] sealed = JarSeal.seal(jar());
        assertTrue(JarSeal.isIntact(sealed));
        for (int i = 0; i < sealed.length; i++) {
            assertFalse(JarSeal.isIntact(Arrays.copyOf(sealed, i)), "cut at " + i);
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertFalse(JarSeal.isIntact(changed), "changed at " + i);
        }
        assertFalse(JarSeal.isIntact(jar()), "never sealed");
        assertFalse(JarSeal.isIntact(Arrays.copyOf(sealed, sealed.length + 1)), "something appended");
    }
}
