package dev.habu.js.web;

import dev.habu.js.JsBuffers;
import dev.habu.js.JsValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a {@code multipart/form-data} body apart (RFC 7578; the Fetch standard's form-data parser). */
final class MultipartParser {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};
    private static final Pattern PARAMETER = Pattern.compile(
            ";\\s*(name|filename)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s;\"]*))", Pattern.CASE_INSENSITIVE);

    private final byte[] body;
    private final byte[] delimiter;
    private int at;

    private MultipartParser(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    static void install(HostObject host) {
        host.function("parseMultipart", 2, (self, args) -> {
            List<Object> parts = new MultipartParser(JsBuffers.copyOf(args[0]), JsValues.toJavaString(args[1])).parse();
            return parts == null ? null : JsValues.newArray(parts.toArray());
        });
    }

    /** Name, file name or undefined, content type or undefined, bytes of each part; null if the body is malformed. */
    private List<Object> parse() {
        List<Object> parts = new ArrayList<>();
        at = find(delimiter, 0);
        if (at < 0) {
            return null;
        }
        at += delimiter.length;
        while (!startsWith(new byte[] {'-', '-'})) {
            if (!startsWith(CRLF)) {
                return null;
            }
            // The part's headers begin at the line end so that a part without any is found as well.
            int headersEnd = find(BLANK_LINE, at);
            int end = headersEnd < 0 ? -1 : findDelimiter(headersEnd + 2);
            if (end < 0 || !addPart(parts, headersEnd, end)) {
                return null;
            }
            at = end + CRLF.length + delimiter.length;
        }
        return parts;
    }

    private boolean addPart(List<Object> parts, int headersEnd, int end) {
        String name = null;
        Object filename = JsValues.undefined();
        Object type = JsValues.undefined();
        String headers = new String(body, at, headersEnd - at, StandardCharsets.UTF_8);
        for (String line : headers.lines().toList()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-disposition:")) {
                Matcher parameter = PARAMETER.matcher(line);
                while (parameter.find()) {
                    String value = unescape(parameter.group(2) != null ? parameter.group(2) : parameter.group(3));
                    if ("name".equalsIgnoreCase(parameter.group(1))) {
                        name = value;
                    } else {
                        filename = JsValues.string(value);
                    }
                }
            } else if (lower.startsWith("content-type:")) {
                type = JsValues.string(line.substring("content-type:".length()).strip());
            }
        }
        if (name == null) {
            return false;
        }
        int start = Math.min(headersEnd + BLANK_LINE.length, end);
        parts.add(JsValues.string(name));
        parts.add(filename);
        parts.add(type);
        parts.add(JsBuffers.uint8Array(Arrays.copyOfRange(body, start, end)));
        return true;
    }

    /** Browsers write these three; older clients a backslash before a quote. */
    private static String unescape(String text) {
        return text.replace("%22", "\"")
                .replace("%0D", "\r")
                .replace("%0A", "\n")
                .replace("\\\"", "\"");
    }

    /** Where the line end before the next delimiter is, from {@code from} on; -1 if there is none. */
    private int findDelimiter(int from) {
        for (int i = find(CRLF, from); i >= 0; i = find(CRLF, i + 1)) {
            if (Arrays.equals(
                    body, i + 2, Math.min(i + 2 + delimiter.length, body.length), delimiter, 0, delimiter.length)) {
                return i;
            }
        }
        return -1;
    }

    private boolean startsWith(byte[] text) {
        return at + text.length <= body.length && Arrays.equals(body, at, at + text.length, text, 0, text.length);
    }

    private int find(byte[] text, int from) {
        for (int i = from; i <= body.length - text.length; i++) {
            if (body[i] == text[0] && Arrays.equals(body, i, i + text.length, text, 0, text.length)) {
                return i;
            }
        }
        return -1;
    }
}
