package dev.habu.compiler.text;

import dev.habu.compiler.TextFormatException;
import dev.habu.compiler.text.Tokens.Kind;
import java.util.Arrays;

/** Cuts a source text into tokens (WebAssembly 3.0, section 6.3) and pairs the parentheses. */
final class Lexer {
    private final String source;
    private final Tokens tokens;
    private int at;
    private int[] open = new int[16];
    private int depth;

    /** The depth of the annotation that the place is in, which any tokens may follow; -1 outside of one. */
    private int annotation = -1;

    private Lexer(String source, String file) {
        this.source = source;
        this.tokens = new Tokens(source, file);
    }

    /**
     * Cuts a text.
     *
     * @throws TextFormatException if a character, string or comment is malformed or parentheses do not pair
     */
    static Tokens tokens(String source, String file) {
        Lexer lexer = new Lexer(source, file);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (skipSpace()) {
            char c = source.charAt(at);
            if (c == '(') {
                open();
            } else if (c == ')') {
                close();
            } else if (isIdChar(c) || c == '"') {
                word();
            } else if (isReserved(c)) {
                tokens.add(Kind.RESERVED, at, ++at);
            } else {
                throw tokens.errorAt(at, "illegal character " + describe(c));
            }
        }
        if (depth > 0) {
            throw tokens.error(open[depth - 1], "unclosed parenthesis: unexpected end of text");
        }
        tokens.add(Kind.END, source.length(), source.length());
    }

    private void open() {
        int start = at++;
        Kind kind = Kind.OPEN;
        if (annotation < 0 && at < source.length() && source.charAt(at) == '@') {
            at++;
            annotationName(start);
            kind = Kind.ANNOTATION;
            annotation = depth;
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
        }
        open[depth++] = tokens.add(kind, start, at);
    }

    private void annotationName(int start) {
        int name = at;
        while (at < source.length() && (isIdChar(source.charAt(at)) || source.charAt(at) == '"')) {
            if (source.charAt(at) == '"') {
                string();
            } else {
                at++;
            }
        }
        if (at == name || source.startsWith("\"\"", name)) {
            throw tokens.errorAt(start, "empty annotation id");
        }
        if (source.charAt(name) == '"' && StringText.utf8(StringText.bytes(source.substring(name, at))) == null) {
            throw tokens.errorAt(name, "malformed UTF-8 encoding");
        }
    }

    private void close() {
        if (depth == 0) {
            throw tokens.errorAt(at, "unexpected token )");
        }
        if (depth - 1 == annotation) {
            annotation = -1;
        }
        tokens.pair(open[--depth], tokens.add(Kind.CLOSE, at, ++at));
    }

    /** A run of identifier characters and strings: one token, and a reserved one if it is not one of the good forms. */
    private void word() {
        int start = at;
        int strings = 0;
        boolean stringIsLast = false;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '"') {
                string();
                strings++;
                stringIsLast = true;
            } else if (isIdChar(c)) {
                at++;
                stringIsLast = false;
            } else {
                break;
            }
        }
        tokens.add(wordKind(start, strings, stringIsLast), start, at);
    }

    private Kind wordKind(int start, int strings, boolean stringIsLast) {
        char first = source.charAt(start);
        if (first == '$') {
            if (at == start + 1 || source.startsWith("$\"\"", start)) {
                throw tokens.errorAt(start, "empty identifier");
            }
            boolean quoted = strings == 1 && source.charAt(start + 1) == '"' && stringIsLast;
            return strings == 0 || quoted ? Kind.ID : Kind.RESERVED;
        }
        if (strings == 0) {
            return Kind.ATOM;
        }
        return first == '"' && strings == 1 && stringIsLast ? Kind.STRING : Kind.RESERVED;
    }

    private void string() {
        int start = at++;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '"') {
                at++;
                return;
            }
            if (c == '\n') {
                throw tokens.errorAt(start, "unclosed string");
            }
            if (c < 0x20 || c == 0x7F) {
                throw tokens.errorAt(at, "illegal control character " + describe(c) + " in a string");
            }
            if (c == '\\') {
                StringText.checkEscape(source, at, message -> tokens.errorAt(at, message));
                at++;
            }
            at++;
        }
        throw tokens.errorAt(start, "unclosed string");
    }

    /** Skips white space and comments; false at the end of the text. */
    private boolean skipSpace() {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else if (source.startsWith(";;", at)) {
                lineComment();
            } else if (source.startsWith("(;", at)) {
                blockComment();
            } else {
                return true;
            }
        }
        return false;
    }

    private void lineComment() {
        while (at < source.length() && source.charAt(at) != '\n' && source.charAt(at) != '\r') {
            at++;
        }
    }

    private void blockComment() {
        int start = at;
        int nesting = 0;
        do {
            if (source.startsWith("(;", at)) {
                nesting++;
                at += 2;
            } else if (source.startsWith(";)", at)) {
                nesting--;
                at += 2;
            } else if (at < source.length()) {
                at++;
            } else {
                throw tokens.errorAt(start, "unclosed comment");
            }
        } while (nesting > 0);
    }

    private static boolean isReserved(char c) {
        return c == ',' || c == ';' || c == '[' || c == ']' || c == '{' || c == '}';
    }

    private static boolean isIdChar(char c) {
        return c > ' ' && c < 0x7F && c != '"' && c != '(' && c != ')' && !isReserved(c);
    }

    private static String describe(char c) {
        return c > ' ' && c < 0x7F ? "'" + c + "'" : String.format("U+%04X", (int) c);
    }
}
