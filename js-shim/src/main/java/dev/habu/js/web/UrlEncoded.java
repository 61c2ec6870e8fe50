package dev.habu.js.web;

import dev.habu.js.JsValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code application/x-www-form-urlencoded} as the URL standard parses and serializes it. */
final class UrlEncoded {
    private UrlEncoded() {}

    /** An array of [name, value] arrays. */
    static Object parse(String text) {
        List<Object> pairs = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf('&', start);
            if (end < 0) {
                end = text.length();
            }
            if (end > start) {
                int equals = text.indexOf('=', start);
                boolean hasValue = equals >= 0 && equals < end;
                String name = decode(text.substring(start, hasValue ? equals : end));
                String value = hasValue ? decode(text.substring(equals + 1, end)) : "";
                pairs.add(JsValues.newArray(JsValues.string(name), JsValues.string(value)));
            }
            start = end + 1;
        }
        return JsValues.newArray(pairs.toArray());
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            String plain = text.replace('+', ' ');
            return TextHost.hasLoneSurrogate(plain) ? TextHost.wellFormed(plain) : plain;
        }
        byte[] bytes = TextHost.utf8(text);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '%' && i + 2 < bytes.length && hex(bytes[i + 1]) >= 0 && hex(bytes[i + 2]) >= 0) {
                b = (byte) ((hex(bytes[i + 1]) << 4) | hex(bytes[i + 2]));
                i += 2;
            } else if (b == '+') {
                b = ' ';
            }
            bytes[length++] = b;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static int hex(byte b) {
        return b < 0 ? -1 : Character.digit((char) b, 16);
    }

    /** Serializes an array of [name, value] arrays. */
    static String serialize(Object pairs) {
        StringBuilder result = new StringBuilder();
        int count = JsValues.toInt32(JsValues.get(pairs, "length"));
        for (int i = 0; i < count; i++) {
            Object pair = JsValues.getElement(pairs, i);
            if (i > 0) {
                result.append('&');
            }
            encode(result, JsValues.toJavaString(JsValues.getElement(pair, 0)));
            result.append('=');
            encode(result, JsValues.toJavaString(JsValues.getElement(pair, 1)));
        }
        return result.toString();
    }

    private static void encode(StringBuilder result, String text) {
        for (byte b : TextHost.utf8(text)) {
            if (b == ' ') {
                result.append('+');
            } else if ((b >= '0' && b <= '9')
                    || (b >= 'A' && b <= 'Z')
                    || (b >= 'a' && b <= 'z')
                    || b == '*'
                    || b == '-'
                    || b == '.'
                    || b == '_') {
                result.append((char) b);
            } else {
                TextHost.appendPercentEncoded(result, b);
            }
        }
    }
}
