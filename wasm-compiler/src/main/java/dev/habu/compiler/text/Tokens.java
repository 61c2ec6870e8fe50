package dev.habu.compiler.text;

import dev.habu.compiler.TextFormatException;
import java.util.Arrays;

/** The tokens of one source text in flat arrays, so that a list can be skipped and a large text costs a few bytes a token. */
final class Tokens {
    /** Token kinds (WebAssembly 3.0, section 6.3.1). */
    enum Kind {
        /** A left parenthesis. */
        OPEN,
        /** A left parenthesis with the name of an annotation: {@code (@name}. */
        ANNOTATION,
        /** A right parenthesis. */
        CLOSE,
        /** A string. */
        STRING,
        /** An identifier, {@code $x} or {@code $"x"}. */
        ID,
        /** A keyword or number. */
        ATOM,
        /** What is no other token: wrong outside of annotations. */
        RESERVED,
        /** The end of the text. */
        END
    }

    private static final Kind[] KINDS = Kind.values();

    private final String source;
    private final String file;
    private byte[] kinds = new byte[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];

    /** For OPEN and ANNOTATION the index of the CLOSE that belongs to it. */
    private int[] closes = new int[64];

    private int size;

    Tokens(String source, String file) {
        this.source = source;
        this.file = file;
    }

    int add(Kind kind, int start, int end) {
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
            closes = Arrays.copyOf(closes, 2 * size);
        }
        kinds[size] = (byte) kind.ordinal();
        starts[size] = start;
        ends[size] = end;
        return size++;
    }

    void pair(int open, int close) {
        closes[open] = close;
    }

    Kind kind(int token) {
        return KINDS[kinds[token]];
    }

    /** The index of the CLOSE of the list that begins at {@code open}. */
    int close(int open) {
        return closes[open];
    }

    String text(int token) {
        return source.substring(starts[token], ends[token]);
    }

    /** The index of the annotation that ends directly before a token, or -1. */
    int annotationBefore(int token) {
        if (token == 0 || kind(token - 1) != Kind.CLOSE) {
            return -1;
        }
        int open = token - 2;
        while (open >= 0 && (closes[open] != token - 1 || kind(open) == Kind.CLOSE)) {
            open--;
        }
        return open >= 0 && kind(open) == Kind.ANNOTATION ? open : -1;
    }

    /** The name in an annotation {@code (@name "…")}. */
    String annotatedName(int annotation) {
        String name = kind(annotation + 1) == Kind.STRING && closes[annotation] == annotation + 2
                ? StringText.utf8(StringText.bytes(text(annotation + 1)))
                : null;
        if (name == null) {
            throw error(annotation, "@name annotation: malformed name");
        }
        return name;
    }

    /** The source from the beginning of one token to that of another. */
    String source(int from, int to) {
        return source.substring(starts[from], starts[to]);
    }

    int length(int token) {
        return ends[token] - starts[token];
    }

    boolean textIs(int token, String text) {
        return length(token) == text.length() && source.startsWith(text, starts[token]);
    }

    char charAt(int token, int index) {
        return source.charAt(starts[token] + index);
    }

    TextFormatException error(int token, String message) {
        return errorAt(starts[token], message);
    }

    TextFormatException errorAt(int offset, String message) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (source.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new TextFormatException(file, line, offset - lineStart + 1, message);
    }
}
