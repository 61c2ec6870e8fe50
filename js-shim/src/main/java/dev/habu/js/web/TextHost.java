package dev.habu.js.web;

import dev.habu.js.JsBuffers;
import dev.habu.js.JsValues;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.graalvm.shadowed.com.ibm.icu.text.IDNA;

/** Text and its encodings: UTF-8, base64, percent-encoding, international domain names. */
final class TextHost {
    private TextHost() {}

    static void install(HostObject host) {
        host.function("utf8Encode", 1, (self, args) -> JsBuffers.uint8Array(utf8(JsValues.toJavaString(args[0]))));
        host.function("utf8Decode", 1, (self, args) -> utf8Text(JsBuffers.bytesOf(args[0])));
        host.function("atob", 1, (self, args) -> atob(JsValues.toJavaString(args[0])));
        host.function("btoa", 1, (self, args) -> btoa(JsValues.toJavaString(args[0])));
        host.function("jsonProblem", 1, (self, args) -> {
            String problem = JsonSyntax.problem(JsValues.toJavaString(args[0]));
            return problem == null ? JsValues.undefined() : JsValues.string(problem);
        });
        host.function(
                "percentEncode",
                2,
                (self, args) -> percentEncode(JsValues.toJavaString(args[0]), JsValues.toJavaString(args[1])));
        host.function("splitSimpleUrl", 1, (self, args) -> SimpleUrl.split(JsValues.toJavaString(args[0])));
        host.function("parseUrlencoded", 1, (self, args) -> UrlEncoded.parse(JsValues.toJavaString(args[0])));
        host.function("serializeUrlencoded", 1, (self, args) -> UrlEncoded.serialize(args[0]));
        host.function(
                "domainToASCII",
                4,
                (self, args) -> domainToAscii(
                        JsValues.toJavaString(args[0]),
                        JsValues.toBoolean(args[1]),
                        JsValues.toBoolean(args[2]),
                        JsValues.toBoolean(args[3])));
        host.function("legacyDecoder", 2, (self, args) -> {
            LegacyDecoder decoder =
                    LegacyDecoder.of(JsValues.toJavaString(args[0]), JsValues.toBoolean(JsValues.arg(args, 1)));
            return decoder == null
                    ? null
                    : JsValues.newArray(
                            JsValues.string(decoder.name()), host.runtime().function("decode", 1, decoder));
        });
    }

    /** UTF-8 with a lone surrogate as U+FFFD (Java alone would write a question mark). */
    static byte[] utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return hasLoneSurrogate(text) ? wellFormed(text).getBytes(StandardCharsets.UTF_8) : bytes;
    }

    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    static String wellFormed(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> result.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return result.toString();
    }

    /** UTF-8 with a byte order mark dropped and errors as U+FFFD. */
    static String utf8Text(ByteBuffer bytes) {
        if (bytes.remaining() >= 3
                && bytes.get(0) == (byte) 0xEF
                && bytes.get(1) == (byte) 0xBB
                && bytes.get(2) == (byte) 0xBF) {
            bytes.position(3);
        }
        // A String decodes an array many times faster than a charset decodes a buffer.
        return bytes.hasArray()
                ? new String(
                        bytes.array(),
                        bytes.arrayOffset() + bytes.position(),
                        bytes.remaining(),
                        StandardCharsets.UTF_8)
                : StandardCharsets.UTF_8.decode(bytes).toString();
    }

    /** The forgiving-base64 decoding of the Infra standard; null on failure. */
    private static Object atob(String text) {
        String data = text.replaceAll("[\t\n\f\r ]", "");
        if (data.length() % 4 == 0 && data.endsWith("=")) {
            data = data.substring(0, data.length() - (data.endsWith("==") ? 2 : 1));
        }
        if (data.length() % 4 == 1 || data.indexOf('=') >= 0) {
            return null;
        }
        try {
            // Java's decoder insists that the unused bits are there but, like the standard, not on their value.
            return new String(Base64.getDecoder().decode(data), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static Object btoa(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = text.charAt(i);
            if (c > 0xFF) {
                return null;
            }
            bytes[i] = (byte) c;
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Percent-encodes controls, everything outside ASCII, and the characters of {@code set}. */
    private static String percentEncode(String text, String set) {
        StringBuilder result = new StringBuilder(text.length() + 16);
        for (byte b : utf8(text)) {
            if (b > 0x1F && b != 0x7F && set.indexOf((char) b) < 0) {
                result.append((char) b);
            } else {
                appendPercentEncoded(result, b);
            }
        }
        return result.toString();
    }

    static void appendPercentEncoded(StringBuilder result, byte b) {
        result.append('%')
                .append(Character.toUpperCase(Character.forDigit((b >> 4) & 15, 16)))
                .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
    }

    /** UTS #46 ToASCII, non-transitional, with bidi and joiner checks; null on failure. */
    private static String domainToAscii(String domain, boolean std3, boolean checkHyphens, boolean verifyLength) {
        int options = IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.NONTRANSITIONAL_TO_ASCII;
        IDNA.Info info = new IDNA.Info();
        StringBuilder result = new StringBuilder();
        IDNA.getUTS46Instance(std3 ? options | IDNA.USE_STD3_RULES : options).nameToASCII(domain, result, info);
        for (IDNA.Error error : info.getErrors()) {
            boolean ignored = switch (error) {
                case HYPHEN_3_4, LEADING_HYPHEN, TRAILING_HYPHEN -> !checkHyphens;
                case EMPTY_LABEL, LABEL_TOO_LONG, DOMAIN_NAME_TOO_LONG -> !verifyLength;
                default -> false;
            };
            if (!ignored) {
                return null;
            }
        }
        return result.toString();
    }
}
