package dev.habu.compiler;

/** A source text is not well-formed (WebAssembly 3.0, section 6). The message begins with {@code file:line:column}. */
public final class TextFormatException extends CompileException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final int column;

    /**
     * Makes an exception.
     *
     * @param file the name of the source text
     * @param line the line, from 1
     * @param column the column in UTF-16 units, from 1
     */
    public TextFormatException(String file, int line, int column, String message) {
        super(file + ":" + line + ":" + column + ": " + message, -1);
        this.file = file;
        this.line = line;
        this.column = column;
    }

    /** The name of the source text. */
    public String file() {
        return file;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }

    /** The column in UTF-16 units, from 1. */
    public int column() {
        return column;
    }
}
