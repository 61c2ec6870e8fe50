package dev.habu.compiler.text;

import dev.habu.compiler.TextFormatException;

/**
 * Turns modules in the text format (WebAssembly 3.0, section 6) into the binary format, with a name section that holds their identifiers. It checks the
 * form of a module, not its validity.
 */
public final class WatParser {
    private WatParser() {}

    /**
     * Translates a module.
     *
     * @param source {@code (module …)}, or only the fields of a module
     * @param fileName the name that errors give as their place
     * @throws TextFormatException if the text is malformed
     */
    public static byte[] parse(String source, String fileName) {
        return parse(TextCursor.of(source, fileName));
    }

    /**
     * Translates a module in UTF-8.
     *
     * @throws TextFormatException as {@link #parse(String, String)}, or if the text is not UTF-8
     */
    public static byte[] parse(byte[] utf8, String fileName) {
        return parse(TextCursor.of(utf8, fileName));
    }

    private static byte[] parse(TextCursor text) {
        byte[] module;
        if (text.acceptOpen("module")) {
            module = fields(text.optionalId(), text);
            text.close();
        } else {
            module = fields(null, text);
        }
        if (!text.atEnd()) {
            throw text.unexpected("end of text");
        }
        return module;
    }

    /**
     * Translates the fields of a module up to the end of the list or text that the cursor is in.
     *
     * @param name the module's name, or null if it has none
     * @throws TextFormatException if the text is malformed
     */
    public static byte[] fields(String name, TextCursor text) {
        ModuleSpaces spaces = new ModuleSpaces();
        new IdentifierScan(spaces).scan(text.copy());
        CustomSections custom = new CustomSections();
        String annotated = text.annotations(custom);
        ModuleText module = new ModuleText(spaces, annotated != null ? annotated : name, custom);
        while (!text.atClose() && !text.atEnd()) {
            module.field(text);
        }
        return module.toByteArray();
    }
}
