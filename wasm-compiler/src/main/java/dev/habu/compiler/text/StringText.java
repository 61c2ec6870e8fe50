package dev.habu.compiler.text;

import dev.habu.compiler.TextFormatException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** String literals (WebAssembly 3.0, section 6.3.3). */
final class StringText {
    private StringText() {}

    /** Checks the escape sequence whose backslash is at {@code at}. */
    static void checkEscape(String source, int at, Function<String, TextFormatException> error) {
        char c = at + 1 < source.length() ? source.charAt(at + 1) : 0;
        if (c == 'u' && at + 2 < source.length() && source.charAt(at + 2) == '{') {
            int end = source.indexOf('}', at);
            if (end < 0 || codePoint(source.substring(at + 3, end)) < 0) {
                throw error.apply("illegal escape: \\u{…} needs the hexadecimal number of a Unicode scalar value");
            }
        } else if (simpleEscape(c) < 0 && !(isHex(c) && at + 2 < source.length() && isHex(source.charAt(at + 2)))) {
            throw error.apply("illegal escape in a string");
        }
    }

    /** The bytes that a literal with its quotes stands for; its escapes have been checked. */
    static byte[] bytes(String literal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(literal.length());
        int end = literal.length() - 1;
        for (int i = 1; i < end; ) {
            char c = literal.charAt(i);
            if (c == '\\') {
                i = escape(literal, i + 1, bytes);
            } else {
                int codePoint = literal.codePointAt(i);
                writeUtf8(codePoint, bytes);
                i += Character.charCount(codePoint);
            }
        }
        return bytes.toByteArray();
    }

    /** The text that UTF-8 bytes stand for, or null if they are malformed. */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static int escape(String literal, int at, ByteArrayOutputStream bytes) {
        char c = literal.charAt(at);
        if (c == 'u') {
            int end = literal.indexOf('}', at);
            writeUtf8(codePoint(literal.substring(at + 2, end)), bytes);
            return end + 1;
        }
        int simple = simpleEscape(c);
        if (simple >= 0) {
            bytes.write(simple);
            return at + 1;
        }
        bytes.write(Integer.parseInt(literal, at, at + 2, 16));
        return at + 2;
    }

    private static void writeUtf8(int codePoint, ByteArrayOutputStream bytes) {
        if (codePoint < 0x80) {
            bytes.write(codePoint);
        } else {
            bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static int simpleEscape(char c) {
        return switch (c) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case '"', '\'', '\\' -> c;
            default -> -1;
        };
    }

    private static int codePoint(String hex) {
        long value = NumberText.unsigned("0x" + hex, 0x10FFFF);
        return value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE ? -1 : (int) value;
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 0x80;
    }
}
