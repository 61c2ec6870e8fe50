package dev.habu.python.glue;

import dev.habu.js.JsValues;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Strings between Python and JavaScript, copied as a whole. Pyodide's glue goes through them character by character, which
 * takes the JavaScript interpreter some 20 steps for each; this takes one.
 */
final class Strings {
    private static final int CACHED_NAMES = 1024;
    private static final int LONGEST_NAME = 64;

    private final Glue glue;
    private final Glue.Export create;
    private final Glue.Export data;
    private final Name[] names = new Name[CACHED_NAMES];

    /** A string in UTF-8 and as JavaScript's. */
    private record Name(byte[] utf8, Object string) {}

    Strings(Glue glue) {
        this.glue = glue;
        create = glue.new Export("PyUnicode_New");
        data = glue.new Export("PyUnicode_Data");
    }

    /** The heap from an address on. */
    private ByteBuffer heap(int address, int bytes) {
        return ByteBuffer.wrap(glue.heap(), address, bytes).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    String latin1(int address, int length) {
        return new String(glue.heap(), address, length, StandardCharsets.ISO_8859_1);
    }

    String utf16(int address, int length) {
        return heap(address, length * Character.BYTES).asCharBuffer().toString();
    }

    String utf32(int address, int length) {
        int[] codePoints = new int[length];
        heap(address, length * Integer.BYTES).asIntBuffer().get(codePoints);
        return new String(codePoints, 0, length);
    }

    /** The JavaScript string of an ASCII identifier in C's form that means the same in Python, null for all other strings. */
    Object identifier(int address) {
        byte[] heap = glue.heap();
        int hash = 0;
        int end = address;
        for (byte b; (b = heap[end]) != 0; end++) {
            if (end - address == LONGEST_NAME || !isNameCharacter(b)) {
                return null;
            }
            hash = hash * 31 + b;
        }
        // A word that ends so may be one of Python's, without that character JavaScript's.
        if (end == address || (heap[address] <= '9' && heap[address] != '$') || heap[end - 1] == '_') {
            return null;
        }
        int length = end - address;
        int slot = (hash ^ hash >>> 10) & (CACHED_NAMES - 1);
        Name name = names[slot];
        if (name == null
                || name.utf8.length != length
                || !java.util.Arrays.equals(name.utf8, 0, length, heap, address, end)) {
            String text = latin1(address, length);
            name = new Name(text.getBytes(StandardCharsets.ISO_8859_1), JsValues.string(text));
            names[slot] = name;
        }
        return name.string;
    }

    private static boolean isNameCharacter(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_' || b == '$';
    }

    /** A new Python string; its address, or 0 if there is no memory for it. */
    int toPython(String text) {
        int largest = 0;
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            int codePoint = text.codePointAt(i);
            if (codePoint > Character.MAX_VALUE) {
                i++;
                length--;
            }
            largest = Math.max(largest, codePoint);
        }
        int string = create.call(length, largest);
        if (string == 0) {
            return 0;
        }
        int address = data.call(string);
        if (largest > Character.MAX_VALUE) {
            heap(address, length * Integer.BYTES)
                    .asIntBuffer()
                    .put(text.codePoints().toArray());
        } else if (largest > 0xFF) {
            heap(address, length * Character.BYTES).asCharBuffer().put(text);
        } else {
            heap(address, length).put(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return string;
    }
}
