package dev.habu.compiler.text;

import dev.habu.compiler.TextFormatException;
import dev.habu.compiler.text.NumberText.BadNumberException;
import dev.habu.compiler.text.Tokens.Kind;
import dev.habu.wasm.V128;
import java.util.Set;

/**
 * A place in a source text of s-expressions. Methods named {@code at} look at the next token, {@code accept} consume it if it is what they ask
 * for, all others consume what they return or throw a {@link TextFormatException} that says where something else was found. Annotations are stepped over.
 */
public final class TextCursor {
    private static final Set<String> SHAPES = Set.of("i8x16", "i16x8", "i32x4", "i64x2", "f32x4", "f64x2");

    private final Tokens tokens;
    private int at;

    private TextCursor(Tokens tokens) {
        this.tokens = tokens;
        skipAnnotations();
    }

    /**
     * The beginning of a text.
     *
     * @param fileName the name that errors give as their place
     * @throws TextFormatException if the text cannot be cut into tokens or its parentheses do not pair
     */
    public static TextCursor of(String source, String fileName) {
        return new TextCursor(Lexer.tokens(source, fileName));
    }

    /**
     * The beginning of a text in UTF-8.
     *
     * @throws TextFormatException as {@link #of(String, String)}, or if it is not UTF-8
     */
    public static TextCursor of(byte[] utf8, String fileName) {
        String source = StringText.utf8(utf8);
        if (source == null) {
            throw new TextFormatException(fileName, 1, 1, "malformed UTF-8 encoding");
        }
        return of(source, fileName);
    }

    /** Another cursor at the same place. */
    public TextCursor copy() {
        TextCursor copy = new TextCursor(tokens);
        copy.at = at;
        return copy;
    }

    /** Reads the annotations between the last token and the end of the list that the cursor is in; returns the module's name if one gives it. */
    String annotations(CustomSections custom) {
        int from = at;
        for (int before = tokens.annotationBefore(from); before >= 0; before = tokens.annotationBefore(from)) {
            from = before;
        }
        return AnnotationText.read(tokens, from, custom);
    }

    /** The name that an annotation directly before here gives, or null. */
    String annotatedName() {
        int annotation = tokens.annotationBefore(at);
        return annotation >= 0 && tokens.text(annotation).equals("(@name") ? tokens.annotatedName(annotation) : null;
    }

    /** Whether the text ends here. */
    public boolean atEnd() {
        return is(Kind.END);
    }

    /** Whether a list ends here. */
    public boolean atClose() {
        return is(Kind.CLOSE);
    }

    /** Whether a list begins here. */
    public boolean atOpen() {
        return is(Kind.OPEN);
    }

    /** Whether a list begins here whose first token is {@code keyword}. */
    public boolean atOpen(String keyword) {
        if (!is(Kind.OPEN)) {
            return false;
        }
        int first = afterAnnotations(at + 1);
        return tokens.kind(first) == Kind.ATOM && tokens.textIs(first, keyword);
    }

    /** Whether the next token is {@code keyword}. */
    public boolean at(String keyword) {
        return is(Kind.ATOM) && tokens.textIs(at, keyword);
    }

    /** Whether the next token is a keyword or number. */
    public boolean atAtom() {
        return is(Kind.ATOM);
    }

    /** Whether the next token is a keyword that begins with {@code prefix}. */
    public boolean atPrefix(String prefix) {
        return is(Kind.ATOM) && tokens.text(at).startsWith(prefix);
    }

    /** Whether the next token is an identifier. */
    public boolean atId() {
        return is(Kind.ID);
    }

    /** Whether the next token is a string. */
    public boolean atString() {
        return is(Kind.STRING);
    }

    /** Whether the next token is an identifier or an unsigned number. */
    public boolean atIndex() {
        return is(Kind.ID) || (is(Kind.ATOM) && Character.isDigit(tokens.charAt(at, 0)));
    }

    /** The keyword or number here, which stays the next token; null if it is something else. */
    public String peek() {
        return is(Kind.ATOM) ? tokens.text(at) : null;
    }

    /** Begins a list. */
    public void open() {
        expect(Kind.OPEN, "(");
    }

    /** Begins a list whose first token is {@code keyword}. */
    public void open(String keyword) {
        if (!acceptOpen(keyword)) {
            throw unexpected("(" + keyword);
        }
    }

    /** Ends a list. */
    public void close() {
        expect(Kind.CLOSE, ")");
    }

    /** Begins a list whose first token is {@code keyword} if there is one here. */
    public boolean acceptOpen(String keyword) {
        if (!atOpen(keyword)) {
            return false;
        }
        advance();
        advance();
        return true;
    }

    /** Consumes {@code keyword} if it is here. */
    public boolean accept(String keyword) {
        if (!at(keyword)) {
            return false;
        }
        advance();
        return true;
    }

    /** A keyword or number as it is written. */
    public String atom() {
        return expect(Kind.ATOM, "a keyword");
    }

    /** A string's bytes. */
    public byte[] string() {
        return StringText.bytes(expect(Kind.STRING, "a string"));
    }

    /** A string that must be UTF-8. */
    public String name() {
        TextFormatException malformed = null;
        if (is(Kind.STRING)) {
            String name = StringText.utf8(StringText.bytes(tokens.text(at)));
            if (name != null) {
                advance();
                return name;
            }
            malformed = error("malformed UTF-8 encoding");
        }
        throw malformed != null ? malformed : unexpected("a string");
    }

    /** An identifier without its {@code $} and quotes, or null if there is none here. */
    public String optionalId() {
        if (!is(Kind.ID)) {
            return null;
        }
        String text = tokens.text(at).substring(1);
        if (text.charAt(0) == '"') {
            text = StringText.utf8(StringText.bytes(text));
            if (text == null) {
                throw error("malformed UTF-8 encoding");
            }
        }
        advance();
        return text;
    }

    /** An unsigned 8-bit number. */
    public int u8() {
        return (int) number(text -> NumberText.unsignedBits(text, 8));
    }

    /** The shape and the lanes of a vector, as in {@code i32x4 1 2 3 4}. */
    public V128 vector() {
        TextCursor place = copy();
        String shape = atom();
        long[] halves = new long[2];
        int x = shape.indexOf('x');
        int bits = SHAPES.contains(shape) ? Integer.parseInt(shape.substring(1, x)) : 0;
        if (bits == 0) {
            throw place.unexpected("the shape of a vector");
        }
        int lanes = 128 / bits;
        for (int lane = 0; lane < lanes; lane++) {
            long value = shape.charAt(0) == 'i' ? integer(bits) : bits == 32 ? f32() : f64();
            halves[lane * 2 / lanes] |= (bits == 64 ? value : value & (1L << bits) - 1) << (lane * bits);
        }
        return new V128(halves[0], halves[1]);
    }

    /** An unsigned 32-bit number. */
    public int u32() {
        return (int) number(text -> NumberText.unsignedBits(text, 32));
    }

    /** An unsigned 64-bit number. */
    public long u64() {
        return number(text -> NumberText.unsignedBits(text, 64));
    }

    /** A signed or unsigned number of so many bits, as the signed number with the same bits. */
    public long integer(int bits) {
        return number(text -> NumberText.bits(text, bits)) << (64 - bits) >> (64 - bits);
    }

    /** The IEEE 754 bits of a 32-bit number. */
    public int f32() {
        return (int) number(NumberText::f32);
    }

    /** The IEEE 754 bits of a 64-bit number. */
    public long f64() {
        return number(NumberText::f64);
    }

    /** The number after {@code prefix} in a token such as {@code offset=8}, or {@code otherwise} if there is no such token here. */
    long attribute(String prefix, long otherwise) {
        if (!atPrefix(prefix)) {
            return otherwise;
        }
        return number(text -> NumberText.unsignedBits(text.substring(prefix.length()), 64));
    }

    /** Steps over one token or one whole list. */
    public void skip() {
        if (is(Kind.OPEN)) {
            at = tokens.close(at);
        } else if (is(Kind.CLOSE) || is(Kind.END)) {
            throw unexpected("something");
        }
        advance();
    }

    /** Steps over all that is left of the list that the cursor is in, and its end. */
    public void skipToClose() {
        while (!atClose()) {
            skip();
        }
        close();
    }

    /** The source from here to the end of the list that the cursor is in, in one line. */
    public String rest() {
        TextCursor end = copy();
        while (!end.atClose() && !end.atEnd()) {
            end.skip();
        }
        return tokens.source(at, end.at).replaceAll("\\s+", " ").strip();
    }

    /** Where the next token is, as {@code file:line:column}. */
    public String place() {
        TextFormatException here = error("");
        return here.file() + ":" + here.line() + ":" + here.column();
    }

    /** An error at the next token. */
    public TextFormatException error(String message) {
        return tokens.error(at, message);
    }

    /** The error that the next token is not what was expected. */
    public TextFormatException unexpected(String expected) {
        return error("unexpected token " + describe() + ": " + expected + " was expected");
    }

    private String describe() {
        return switch (tokens.kind(at)) {
            case END -> "end of text";
            case OPEN -> {
                int first = afterAnnotations(at + 1);
                yield tokens.kind(first) == Kind.ATOM ? "(" + tokens.text(first) : "(";
            }
            default -> tokens.length(at) > 40 ? tokens.text(at).substring(0, 40) + "…" : tokens.text(at);
        };
    }

    /** Reads a number; its errors are errors at its token. */
    @FunctionalInterface
    private interface NumberReader {
        long read(String text) throws BadNumberException;
    }

    private long number(NumberReader reader) {
        if (!is(Kind.ATOM)) {
            throw unexpected("a number");
        }
        long value;
        try {
            value = reader.read(tokens.text(at));
        } catch (BadNumberException e) {
            throw error(e.getMessage());
        }
        advance();
        return value;
    }

    private String expect(Kind kind, String expected) {
        if (!is(kind)) {
            throw unexpected(expected);
        }
        String text = kind == Kind.OPEN || kind == Kind.CLOSE ? "" : tokens.text(at);
        advance();
        return text;
    }

    private boolean is(Kind kind) {
        return tokens.kind(at) == kind;
    }

    private void advance() {
        at++;
        skipAnnotations();
    }

    private void skipAnnotations() {
        at = afterAnnotations(at);
    }

    private int afterAnnotations(int token) {
        int next = token;
        while (tokens.kind(next) == Kind.ANNOTATION) {
            next = tokens.close(next) + 1;
        }
        return next;
    }
}
