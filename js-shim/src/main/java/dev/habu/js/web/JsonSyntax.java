package dev.habu.js.web;

import java.util.BitSet;

/**
 * What V8 says of a text that is no JSON: workers show these texts to their clients, and GraalJS words them otherwise.
 * Only read after {@code JSON.parse} has failed.
 */
final class JsonSyntax {
    /** So many characters on either side of the unexpected one are shown. */
    private static final int CONTEXT = 10;

    private static final int END = -1;

    private final String text;
    private int at;

    private JsonSyntax(String text) {
        this.text = text;
    }

    /** V8's message, null for JSON without an error. */
    static String problem(String text) {
        try {
            new JsonSyntax(text).parse();
            return null;
        } catch (Problem e) {
            return e.getMessage();
        }
    }

    /** The containers around the current value are bits, true for an object: text may nest deeper than Java's stack. */
    private void parse() throws Problem {
        BitSet containers = new BitSet();
        int depth = 0;
        while (true) {
            int first = next();
            if (first == '{' || first == '[') {
                at++;
                boolean object = first == '{';
                if (next() != (object ? '}' : ']')) {
                    containers.set(depth++, object);
                    if (object) {
                        name("Expected property name or '}'");
                    }
                    continue;
                }
                at++;
            } else {
                scalar(first);
            }
            while (depth > 0 && next() != ',') {
                boolean object = containers.get(depth - 1);
                expect(
                        object ? '}' : ']',
                        object
                                ? "Expected ',' or '}' after property value"
                                : "Expected ',' or ']' after array element");
                depth--;
            }
            if (depth == 0) {
                if (next() != END) {
                    throw located("Unexpected non-whitespace character after JSON", "");
                }
                return;
            }
            at++;
            if (containers.get(depth - 1)) {
                name("Expected double-quoted property name");
            }
        }
    }

    private void name(String otherwise) throws Problem {
        if (next() != '"') {
            throw located(otherwise);
        }
        string();
        next();
        expect(':', "Expected ':' after property name");
    }

    private void expect(char wanted, String otherwise) throws Problem {
        if (peek() != wanted) {
            throw located(otherwise);
        }
        at++;
    }

    private void scalar(int first) throws Problem {
        switch (first) {
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw unexpected();
        }
    }

    private void literal(String word) throws Problem {
        for (int i = 0; i < word.length(); i++, at++) {
            if (peek() != word.charAt(i)) {
                throw unexpected();
            }
        }
    }

    private void string() throws Problem {
        at++;
        for (int c = peek(); c != '"'; c = peek()) {
            if (c == END) {
                throw located("Unterminated string");
            } else if (c < ' ') {
                throw located("Bad control character in string literal");
            }
            at++;
            if (c == '\\') {
                escape();
            }
        }
        at++;
    }

    private void escape() throws Problem {
        int kind = peek();
        if (kind != 'u') {
            if (kind == END || kind > 0xFF) {
                throw unexpected();
            } else if ("\"\\/bfnrt".indexOf(kind) < 0) {
                throw located("Bad escaped character");
            }
            at++;
            return;
        }
        at++;
        for (int i = 0; i < 4; i++, at++) {
            if (peek() == END || Character.digit(peek(), 16) < 0 || peek() > 'f') {
                throw located("Bad Unicode escape");
            }
        }
    }

    private void number() throws Problem {
        if (peek() == '-') {
            at++;
            if (!isDigit()) {
                throw located("No number after minus sign");
            }
        }
        if (peek() == '0') {
            at++;
            if (isDigit()) {
                throw unexpected();
            }
        } else {
            digits("");
        }
        if (peek() == '.') {
            at++;
            digits("Unterminated fractional number");
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits("Exponent part is missing a number");
        }
    }

    private void digits(String otherwise) throws Problem {
        if (!isDigit()) {
            throw located(otherwise);
        }
        while (isDigit()) {
            at++;
        }
    }

    private boolean isDigit() {
        return peek() >= '0' && peek() <= '9';
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    /** The next character that is no white space. */
    private int next() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return peek();
    }

    private Problem located(String what) {
        return located(what, " in JSON");
    }

    private Problem located(String what, String in) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < at; i++) {
            char c = text.charAt(i);
            if (c == '\r' && i + 1 < at && text.charAt(i + 1) == '\n') {
                i++;
            }
            if (c == '\r' || c == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Problem(
                what + in + " at position " + at + " (line " + line + " column " + (1 + at - lineStart) + ")");
    }

    private Problem unexpected() {
        int c = peek();
        boolean knownMistake = switch (text) {
            case "[object Object]", "NaN", "Infinity", "undefined" -> true;
            default -> false;
        };
        if (c == '"') {
            return located("Unexpected string");
        } else if (isDigit() || c == '-') {
            return located("Unexpected number");
        } else if (knownMistake) {
            return new Problem("\"" + text + "\" is not valid JSON");
        } else if (c == END) {
            return new Problem("Unexpected end of JSON input");
        }
        boolean cut = text.length() > 2 * CONTEXT;
        boolean cutBefore = cut && at >= CONTEXT;
        boolean cutBehind = cut && at < text.length() - CONTEXT;
        return new Problem("Unexpected token '" + (char) c + "', " + (cutBefore ? "..." : "") + '"'
                + text.substring(cutBefore ? at - CONTEXT : 0, cutBehind ? at + CONTEXT : text.length())
                + '"' + (cutBehind ? "..." : "") + " is not valid JSON");
    }

    private static final class Problem extends Exception {
        private static final long serialVersionUID = 1L;

        Problem(String message) {
            super(message, null, false, false);
        }
    }
}
