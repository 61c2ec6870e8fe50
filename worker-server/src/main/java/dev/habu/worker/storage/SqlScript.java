package dev.habu.worker.storage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Takes a text apart into SQL statements by SQLite's own rules: a semicolon ends a statement unless it stands in a string,
 * a quoted name, a comment, or in the body of a trigger, which ends with {@code ; END ;}.
 */
final class SqlScript {
    private static final int HEAD_TOKENS = 8;

    private final String text;
    private int at;
    private int line = 1;

    SqlScript(String text) {
        this.text = text;
    }

    int length() {
        return text.length();
    }

    /** The next statement, or null at the end; statements without any token are passed over. */
    SqlStatement next() {
        List<String> head = new ArrayList<>();
        Set<String> words = new HashSet<>();
        int start = -1;
        int startLine = 0;
        String before = "";
        String twoBefore = "";
        boolean inTrigger = false;
        while (true) {
            skipBlanks();
            if (at >= text.length()) {
                return start < 0 ? null : statement(start, at, startLine, head, words);
            }
            int tokenStart = at;
            int tokenLine = line;
            if (text.charAt(at) == ';') {
                at++;
                if (start < 0) {
                    continue;
                }
                if (!inTrigger || (before.equals("END") && twoBefore.equals(";"))) {
                    return statement(start, tokenStart, startLine, head, words);
                }
                twoBefore = before;
                before = ";";
                continue;
            }
            String token = token(words);
            if (start < 0) {
                start = tokenStart;
                startLine = tokenLine;
            }
            if (head.size() < HEAD_TOKENS) {
                head.add(token);
                inTrigger = inTrigger || (token.equals("TRIGGER") && head.contains("CREATE"));
            }
            twoBefore = before;
            before = token;
        }
    }

    private SqlStatement statement(int start, int end, int startLine, List<String> head, Set<String> words) {
        return new SqlStatement(text.substring(start, end).stripTrailing(), startLine, at, head, words);
    }

    private void advanceTo(int end) {
        for (; at < end; at++) {
            if (text.charAt(at) == '\n') {
                line++;
            }
        }
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || c == '\uFEFF') {
                advanceTo(at + 1);
            } else if (text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                advanceTo(end < 0 ? text.length() : end);
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                advanceTo(end < 0 ? text.length() : end + 2);
            } else {
                return;
            }
        }
    }

    private String token(Set<String> words) {
        int start = at;
        char c = text.charAt(at);
        if (c == '\'' || c == '"' || c == '`' || c == '[') {
            String name = quoted(c == '[' ? ']' : c);
            words.add(name.toLowerCase(Locale.ROOT));
            return name;
        }
        if (!isWordPart(c)) {
            at++;
            return String.valueOf(c);
        }
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        words.add(word.toLowerCase(Locale.ROOT));
        return word.toUpperCase(Locale.ROOT);
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c >= 0x80;
    }

    /** The content of a quoted token; a doubled quote, which only brackets do not have, stands for one. */
    private String quoted(char quote) {
        int end = at + 1;
        while (end < text.length()) {
            if (text.charAt(end) == quote) {
                if (quote == ']' || end + 1 >= text.length() || text.charAt(end + 1) != quote) {
                    break;
                }
                end++;
            }
            end++;
        }
        int contentStart = at + 1;
        advanceTo(Math.min(end + 1, text.length()));
        String doubled = String.valueOf(quote);
        return text.substring(contentStart, Math.min(end, text.length())).replace(doubled + doubled, doubled);
    }
}
