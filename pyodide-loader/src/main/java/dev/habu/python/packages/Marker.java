package dev.habu.python.packages;

import dev.habu.python.PyodideException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates environment markers such as {@code python_version < "3.11" and extra == "http2"} (Dependency specifiers of the Python Packaging User Guide). The
 * environment is the interpreter's, not that of the machine: pip itself would ask the Python that it runs on.
 */
final class Marker {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(\\(|\\))|(and|or)\\b|(===|==|~=|!=|<=|>=|<|>|not\\s+in\\b|in\\b)|([\"'])(.*?)\\4|([A-Za-z_.]+))");
    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)*");

    private final String text;
    private final Map<String, String> environment;
    private final Matcher tokens;
    private boolean atToken;

    private Marker(String text, Map<String, String> environment) {
        this.text = text;
        this.environment = environment;
        tokens = TOKEN.matcher(text);
        next();
    }

    /**
     * Whether a marker holds for one of the extras, or without any if there are none.
     *
     * @throws PyodideException if it is malformed
     */
    static boolean holds(String marker, Map<String, String> environment, Collection<String> extras) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("extra", "");
        if (evaluate(marker, all)) {
            return true;
        }
        for (String extra : extras) {
            all.put("extra", extra);
            if (evaluate(marker, all)) {
                return true;
            }
        }
        return false;
    }

    private static boolean evaluate(String text, Map<String, String> environment) {
        Marker marker = new Marker(text, environment);
        boolean value = marker.or();
        if (marker.atToken) {
            throw marker.malformed();
        }
        return value;
    }

    private void next() {
        int from = tokens.hasMatch() ? tokens.end() : 0;
        atToken = tokens.region(from, text.length()).lookingAt();
        if (!atToken && !text.substring(from).isBlank()) {
            throw malformed();
        }
    }

    private PyodideException malformed() {
        return new PyodideException("not an environment marker: " + text);
    }

    private boolean or() {
        boolean value = and();
        while (atToken && "or".equals(tokens.group(2))) {
            next();
            value |= and();
        }
        return value;
    }

    private boolean and() {
        boolean value = comparison();
        while (atToken && "and".equals(tokens.group(2))) {
            next();
            value &= comparison();
        }
        return value;
    }

    private boolean comparison() {
        if (atToken && "(".equals(tokens.group(1))) {
            next();
            boolean value = or();
            if (!atToken || !")".equals(tokens.group(1))) {
                throw malformed();
            }
            next();
            return value;
        }
        boolean isExtra = atToken && "extra".equals(tokens.group(6));
        String left = operand();
        if (!atToken || tokens.group(3) == null) {
            throw malformed();
        }
        String operator = tokens.group(3).replaceAll("\\s+", " ");
        next();
        isExtra |= atToken && "extra".equals(tokens.group(6));
        String right = operand();
        return isExtra
                ? compare(Requirement.normalize(left), operator, Requirement.normalize(right))
                : compare(left, operator, right);
    }

    private String operand() {
        if (!atToken) {
            throw malformed();
        }
        String value = tokens.group(5);
        if (value == null) {
            value = tokens.group(6) == null ? null : environment.get(tokens.group(6));
        }
        if (value == null) {
            throw malformed();
        }
        next();
        return value;
    }

    private static boolean compare(String left, String operator, String right) {
        if (operator.equals("in")) {
            return right.contains(left);
        }
        if (operator.equals("not in")) {
            return !right.contains(left);
        }
        boolean prefix = right.endsWith(".*") && (operator.equals("==") || operator.equals("!="));
        if (prefix) {
            boolean matches = (left + ".").startsWith(right.substring(0, right.length() - 1));
            return matches == operator.equals("==");
        }
        boolean versions =
                VERSION.matcher(left).matches() && VERSION.matcher(right).matches();
        int order = versions ? compareVersions(left, right) : left.compareTo(right);
        return switch (operator) {
            case "==", "===" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> order >= 0 && left.startsWith(right.substring(0, Math.max(0, right.lastIndexOf('.'))));
        };
    }

    private static int compareVersions(String left, String right) {
        String[] a = left.split("\\.", -1);
        String[] b = right.split("\\.", -1);
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            int order = Integer.compare(
                    i < a.length ? Integer.parseInt(a[i]) : 0, i < b.length ? Integer.parseInt(b[i]) : 0);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
