package dev.habu.compiler.text;

/** Text that is written line by line, indented by depth. */
final class TextOutput {
    private static final String INDENT = "  ";

    /** Deeper lines begin where these do, or deep nesting would be all spaces. */
    private static final int MAX_INDENTS = 40;

    private static final String ID_SYMBOLS = "!#$%&'*+-./:<=>?@\\^_`|~";

    private final StringBuilder text = new StringBuilder();
    private int depth;

    /** Begins a line. */
    TextOutput line(String start) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        text.repeat(INDENT, Math.clamp(depth, 0, MAX_INDENTS)).append(start);
        return this;
    }

    TextOutput add(String more) {
        text.append(more);
        return this;
    }

    /** Adds a word after a space, unless it is empty. */
    TextOutput word(String word) {
        if (!word.isEmpty()) {
            text.append(' ').append(word);
        }
        return this;
    }

    TextOutput deeper() {
        depth++;
        return this;
    }

    TextOutput shallower() {
        depth--;
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** A name as a string literal. */
    static String string(String name) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c == 0x7F) {
                literal.append(String.format("\\%02x", (int) c));
            } else {
                literal.append(c);
            }
        }
        return literal.append('"').toString();
    }

    /** Bytes as a string literal. */
    static String string(byte[] bytes, int from, int end) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = from; i < end; i++) {
            int c = bytes[i] & 0xFF;
            if (c < ' ' || c == '"' || c == '\\' || c >= 0x7F) {
                literal.append('\\').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                literal.append((char) c);
            }
        }
        return literal.append('"').toString();
    }

    /** A name as an identifier. */
    static String identifier(String name) {
        boolean plain = !name.isEmpty() && name.chars().allMatch(TextOutput::isIdentifierCharacter);
        return plain ? "$" + name : "$" + string(name);
    }

    private static boolean isIdentifierCharacter(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || ID_SYMBOLS.indexOf(c) >= 0;
    }
}
