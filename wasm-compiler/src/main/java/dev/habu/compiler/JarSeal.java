package dev.habu.compiler;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A checksum inside a jar, in the comment that ends every zip file: it covers all that stands before it, so that a jar
 * which was cut, overwritten or put there by something else is recognised before one of its classes is loaded.
 */
final class JarSeal {
    private static final String PREFIX = "habu ";
    private static final int COMMENT_LENGTH = PREFIX.length() + 64;
    private static final int LENGTH_FIELD = 2;
    private static final int END_RECORD = 22;

    private JarSeal() {}

    /** A sealed copy of a jar that has no comment yet. */
    static byte[] seal(byte[] jar) {
        int covered = jar.length - LENGTH_FIELD;
        byte[] sealed = Arrays.copyOf(jar, jar.length + COMMENT_LENGTH);
        sealed[covered] = (byte) COMMENT_LENGTH;
        byte[] comment = comment(Sha256.hex(jar, covered));
        System.arraycopy(comment, 0, sealed, jar.length, COMMENT_LENGTH);
        return sealed;
    }

    /** Whether a file is a sealed jar that nothing has happened to. */
    static boolean isIntact(byte[] file) {
        int covered = file.length - COMMENT_LENGTH - LENGTH_FIELD;
        return covered >= END_RECORD - LENGTH_FIELD
                && file[covered] == COMMENT_LENGTH
                && file[covered + 1] == 0
                && Arrays.equals(
                        file,
                        file.length - COMMENT_LENGTH,
                        file.length,
                        comment(Sha256.hex(file, covered)),
                        0,
                        COMMENT_LENGTH);
    }

    private static byte[] comment(String hash) {
        return (PREFIX + hash).getBytes(StandardCharsets.US_ASCII);
    }
}
