package dev.habu.python;

import dev.habu.js.JsBuffers;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Strings between Python and JavaScript, copied as a whole. Pyodide's glue goes through them character by character, which
 * takes the JavaScript interpreter some 20 steps for each; this takes one. The glue is not changed: its
 * imports {@code _python2js_ucs*} are replaced on their way to the module, its hook {@code js2python_convertImmutable}
 * once it is there.
 */
final class Strings {
    private Object exports;
    private Object memory;

    private Strings() {}

    /** A JavaScript object with the imports and the functions that {@code start-pyodide.js} calls. */
    static Object make(JsRuntime js) {
        Strings strings = new Strings();
        Object imports = JsValues.newObject();
        add(js, imports, "_python2js_ucs1", (address, length) -> strings.latin1(address, length));
        add(js, imports, "_python2js_ucs2", (address, length) -> strings.utf16(address, length));
        add(js, imports, "_python2js_ucs4", (address, length) -> strings.utf32(address, length));
        Object object = JsValues.newObject();
        JsValues.set(object, "imports", imports);
        JsValues.set(object, "connect", js.function("connect", 2, (_, args) -> {
            strings.exports = args[0];
            strings.memory = args[1];
            return null;
        }));
        JsValues.set(
                object,
                "toPython",
                js.function("toPython", 1, (_, args) -> strings.toPython(JsValues.toJavaString(args[0]))));
        return object;
    }

    private interface Read {
        String at(int address, int length);
    }

    private static void add(JsRuntime js, Object imports, String name, Read read) {
        JsValues.set(
                imports,
                name,
                js.function(name, 2, (_, args) -> read.at(JsValues.toInt32(args[0]), JsValues.toInt32(args[1]))));
    }

    /** The heap from an address on; it may have grown since the last call. */
    private ByteBuffer heap(int address, int bytes) {
        return JsBuffers.bytesOf(JsValues.get(memory, "buffer"))
                .slice(address, bytes)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private String latin1(int address, int length) {
        byte[] bytes = new byte[length];
        heap(address, length).get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private String utf16(int address, int length) {
        return heap(address, length * Character.BYTES).asCharBuffer().toString();
    }

    private String utf32(int address, int length) {
        int[] codePoints = new int[length];
        heap(address, length * Integer.BYTES).asIntBuffer().get(codePoints);
        return new String(codePoints, 0, length);
    }

    /** A new Python string; its address, or 0 if there is no memory for it. */
    private int toPython(String text) {
        int[] codePoints = text.codePoints().toArray();
        int largest = 0;
        for (int codePoint : codePoints) {
            largest = Math.max(largest, codePoint);
        }
        int string = JsValues.toInt32(JsValues.call(exports, "PyUnicode_New", codePoints.length, largest));
        if (string == 0) {
            return 0;
        }
        int address = JsValues.toInt32(JsValues.call(exports, "PyUnicode_Data", string));
        if (largest > 0xFFFF) {
            heap(address, codePoints.length * Integer.BYTES).asIntBuffer().put(codePoints);
        } else if (largest > 0xFF) {
            heap(address, text.length() * Character.BYTES).asCharBuffer().put(text);
        } else {
            heap(address, text.length()).put(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return string;
    }
}
