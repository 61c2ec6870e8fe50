package dev.habu.worker.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;

/** The absolute URL that a handler sees, made from what the client sent. */
final class RequestUrl {
    private static final Pattern HAS_DOT_SEGMENT =
            Pattern.compile("/(?:\\.|%2e){1,2}(?:/|$)", Pattern.CASE_INSENSITIVE);

    private RequestUrl() {}

    /**
     * The URL; dot segments of its path are resolved, all else stays as sent.
     *
     * @param target the request target: a path with a query, or a whole URL from a client that takes us for a proxy
     * @param host the {@code Host} header, null if there was none
     * @param localAddress what to call this server if the client did not
     */
    static String of(String target, String host, String localAddress) {
        String sent = asUtf8(target);
        if (sent.regionMatches(true, 0, "http://", 0, 7) || sent.regionMatches(true, 0, "https://", 0, 8)) {
            return sent;
        }
        String base = "http://" + (host == null || host.isEmpty() ? localAddress : host);
        if (!sent.startsWith("/")) {
            return base + "/"; // OPTIONS *
        }
        return base + withoutDotSegments(sent);
    }

    /** What the HTTP library read as ISO-8859-1, one character for each byte; left alone if it is no UTF-8. */
    private static String asUtf8(String target) {
        if (target.chars().allMatch(c -> c < 0x80)) {
            return target;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(target.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return target;
        }
    }

    private static String withoutDotSegments(String target) {
        int end = endOfPath(target);
        String path = target.substring(0, end);
        if (!HAS_DOT_SEGMENT.matcher(path).find()) {
            return target;
        }
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            String segment = segments[i].toLowerCase(Locale.ROOT).replace("%2e", ".");
            boolean last = i == segments.length - 1;
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.equals(".")) {
                kept.add(segments[i]);
                continue;
            }
            if (last) {
                kept.add("");
            }
        }
        return "/" + String.join("/", kept) + target.substring(end);
    }

    private static int endOfPath(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) == '?' || target.charAt(i) == '#') {
                return i;
            }
        }
        return target.length();
    }
}
