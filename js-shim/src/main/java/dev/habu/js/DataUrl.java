package dev.habu.js;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The content of {@code data:} URLs (RFC 2397). */
final class DataUrl {
    private DataUrl() {}

    /**
     * The bytes in a URL of the scheme {@code data}.
     *
     * @throws UnsupportedOperationException if it has no comma or is no Base64 where it says so
     */
    static byte[] content(URI url) {
        String text = url.getRawSchemeSpecificPart();
        int comma = text.indexOf(',');
        if (comma < 0) {
            throw new UnsupportedOperationException("A data: URL needs a comma, unlike " + url);
        }
        byte[] content = percentDecoded(text.substring(comma + 1));
        if (!text.substring(0, comma).endsWith(";base64")) {
            return content;
        }
        try {
            return Base64.getMimeDecoder().decode(content);
        } catch (IllegalArgumentException e) {
            throw new UnsupportedOperationException("Not Base64: " + url, e);
        }
    }

    private static byte[] percentDecoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < encoded.length; i++) {
            int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(encoded[i + 2], 16) : -1;
            if (encoded[i] == '%' && low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(encoded[i]);
            }
        }
        return bytes.toByteArray();
    }
}
