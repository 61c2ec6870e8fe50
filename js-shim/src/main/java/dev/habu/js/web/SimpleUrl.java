package dev.habu.js.web;

import dev.habu.js.JsValues;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes an http(s) URL apart that the URL standard's parser would leave as it is, byte for byte. Anything that needs
 * thought (other schemes, upper-case hosts, IPv6, dot segments, characters to encode, credentials, fragments) is not
 * simple and left to the full parser.
 */
final class SimpleUrl {
    private static final Pattern SIMPLE = Pattern.compile("(https?)://"
            + "([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)"
            + "(?::([1-9][0-9]{0,4}))?"
            + "((?:/[A-Za-z0-9\\-._~!$&'()*+,;=:@%]*)*)"
            + "(?:\\?([A-Za-z0-9\\-._~!$&()*+,;=:@%/?\\[\\]|{}`^\\\\]*))?");
    private static final Pattern IPV4 =
            Pattern.compile("(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");

    private SimpleUrl() {}

    /** Scheme, host, port or null, path segments, query or null; null if the URL is not simple. */
    static Object split(String url) {
        Matcher match = SIMPLE.matcher(url);
        if (!match.matches()) {
            return null;
        }
        String scheme = match.group(1);
        Object host = host(match.group(2));
        String path = match.group(4);
        int port = match.group(3) == null ? -1 : Integer.parseInt(match.group(3));
        // "%2e" is a dot as well, and a segment of one or two dots is resolved.
        if (host == null || port > 65535 || path.contains("/.") || path.contains("%2")) {
            return null;
        }
        boolean standardPort = port < 0 || port == ("http".equals(scheme) ? 80 : 443);
        String query = match.group(5);
        return JsValues.newArray(
                JsValues.string(scheme),
                host,
                standardPort ? JsValues.nullValue() : port,
                segments(path),
                query == null ? JsValues.nullValue() : JsValues.string(query));
    }

    /** The host in whatwg-url's representation: a name, or the number that an IPv4 address is; null if not simple. */
    private static Object host(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        if (!Character.isDigit(last.charAt(0))) {
            return host.startsWith("xn--") || host.contains(".xn--") ? null : JsValues.string(host);
        }
        Matcher address = IPV4.matcher(host);
        if (!address.matches()) {
            return null;
        }
        long value = 0;
        for (int i = 1; i <= 4; i++) {
            int part = Integer.parseInt(address.group(i));
            if (part > 255) {
                return null;
            }
            value = (value << 8) | part;
        }
        return JsValues.number(value);
    }

    private static Object segments(String path) {
        List<Object> segments = new ArrayList<>();
        int start = 1;
        for (int slash = path.indexOf('/', 1); slash >= 0; slash = path.indexOf('/', start)) {
            segments.add(JsValues.string(path.substring(start, slash)));
            start = slash + 1;
        }
        segments.add(JsValues.string(path.isEmpty() ? "" : path.substring(start)));
        return JsValues.newArray(segments.toArray());
    }
}
