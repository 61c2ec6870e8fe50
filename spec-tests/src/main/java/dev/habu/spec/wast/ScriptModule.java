package dev.habu.spec.wast;

import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.CompileProgress;
import dev.habu.compiler.WasmCompiler;
import dev.habu.compiler.text.TextCursor;
import dev.habu.compiler.text.WatParser;
import dev.habu.wasm.Module;
import java.io.ByteArrayOutputStream;

/**
 * A module as it stands in a script: {@code (module …)} with fields, {@code binary} with the bytes, or {@code quote} with the source text.
 *
 * @param id its identifier in the script, or null
 * @param definition whether it only defines a module that other commands instantiate
 */
record ScriptModule(String id, boolean definition, Form form, TextCursor content) {
    private static final CompileProgress SILENT = (done, total) -> {};

    /** How a module is written. */
    private enum Form {
        FIELDS,
        BINARY,
        QUOTE
    }

    /** Reads {@code (module}, what follows it up to the content, and leaves the cursor behind the module. */
    static ScriptModule read(TextCursor text) {
        TextCursor content = text.copy();
        text.skip();
        content.open("module");
        boolean definition = content.accept("definition");
        String id = content.optionalId();
        Form form = Form.FIELDS;
        if (content.accept("binary")) {
            form = Form.BINARY;
        } else if (content.accept("quote")) {
            form = Form.QUOTE;
        }
        return new ScriptModule(id, definition, form, content);
    }

    /** A script that is nothing but the fields of a module. */
    static ScriptModule inline(TextCursor fields) {
        return new ScriptModule(null, false, Form.FIELDS, fields);
    }

    /** The module in the binary format. */
    byte[] binary() {
        TextCursor text = content.copy();
        return switch (form) {
            case FIELDS -> WatParser.fields(id, text);
            case BINARY -> strings(text);
            case QUOTE -> WatParser.parse(strings(text), content.place() + " (quoted)");
        };
    }

    /** Compiles the module to methods of that size at most. */
    Module compile(int methodSize) {
        CompileOptions options = new CompileOptions("wast", 1, SILENT, methodSize);
        return WasmCompiler.compile(binary(), options).load();
    }

    /** Decodes and validates the module. */
    void validate() {
        WasmCompiler.validate(binary());
    }

    private static byte[] strings(TextCursor text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (text.atString()) {
            bytes.writeBytes(text.string());
        }
        return bytes.toByteArray();
    }
}
