package dev.habu.compiler.text;

import dev.habu.compiler.TextFormatException;
import java.util.Map;

/**
 * A value type, reference type or packed type as its binary form (WebAssembly 3.0, section 5.3).
 *
 * @param code its first byte
 * @param heapType what follows it: the type index or the negative code of an abstract heap type; 0 if nothing follows
 */
record EncodedType(int code, long heapType) {
    static final EncodedType FUNCREF = new EncodedType(0x70, 0);

    private static final int REF_NULL = 0x63;
    private static final int REF = 0x64;

    private static final Map<String, Integer> NUMBERS =
            Map.of("i32", 0x7F, "i64", 0x7E, "f32", 0x7D, "f64", 0x7C, "v128", 0x7B);

    private static final Map<String, Integer> PACKED = Map.of("i8", 0x78, "i16", 0x77);

    private static final Map<String, Integer> ABSTRACT_HEAP_TYPES = Map.ofEntries(
            Map.entry("noexn", 0x74),
            Map.entry("nofunc", 0x73),
            Map.entry("noextern", 0x72),
            Map.entry("none", 0x71),
            Map.entry("func", 0x70),
            Map.entry("extern", 0x6F),
            Map.entry("any", 0x6E),
            Map.entry("eq", 0x6D),
            Map.entry("i31", 0x6C),
            Map.entry("struct", 0x6B),
            Map.entry("array", 0x6A),
            Map.entry("exn", 0x69));

    private static final Map<String, Integer> REFERENCES = Map.ofEntries(
            Map.entry("nullexnref", 0x74),
            Map.entry("nullfuncref", 0x73),
            Map.entry("nullexternref", 0x72),
            Map.entry("nullref", 0x71),
            Map.entry("funcref", 0x70),
            Map.entry("externref", 0x6F),
            Map.entry("anyref", 0x6E),
            Map.entry("eqref", 0x6D),
            Map.entry("i31ref", 0x6C),
            Map.entry("structref", 0x6B),
            Map.entry("arrayref", 0x6A),
            Map.entry("exnref", 0x69));

    /** The value type that is next in the text. */
    static EncodedType valueType(TextCursor text, IndexSpace types) {
        EncodedType number = simple(NUMBERS, text);
        return number != null ? number : referenceType(text, types, "a value type");
    }

    /** The value type or packed type that is next in the text. */
    static EncodedType storageType(TextCursor text, IndexSpace types) {
        EncodedType packed = simple(PACKED, text);
        return packed != null ? packed : valueType(text, types);
    }

    /** The reference type that is next in the text. */
    static EncodedType referenceType(TextCursor text, IndexSpace types) {
        return referenceType(text, types, "a reference type");
    }

    /** Whether a reference type is next in the text. */
    static boolean atReferenceType(TextCursor text) {
        String word = text.peek();
        return word != null ? REFERENCES.containsKey(word) : text.atOpen("ref");
    }

    /**
     * The heap type that is next in the text: the type index or the negative code of an abstract heap type.
     *
     * @throws TextFormatException if there is none
     */
    static long heapType(TextCursor text, IndexSpace types) {
        if (text.atIndex()) {
            return Integer.toUnsignedLong(types.index(text));
        }
        EncodedType heapType = simple(ABSTRACT_HEAP_TYPES, text);
        if (heapType == null) {
            throw text.unexpected("a heap type");
        }
        return heapType.code - 0x80L;
    }

    /** The word for a number, packed or abbreviated reference type by its byte, or null if there is none. */
    static String name(int code) {
        String number = word(NUMBERS, code);
        String packed = number == null ? word(PACKED, code) : number;
        return packed == null ? word(REFERENCES, code) : packed;
    }

    /** The word for an abstract heap type by its negative code, or null if there is none. */
    static String heapTypeName(int code) {
        return word(ABSTRACT_HEAP_TYPES, code + 0x80);
    }

    private static String word(Map<String, Integer> words, int code) {
        for (Map.Entry<String, Integer> entry : words.entrySet()) {
            if (entry.getValue() == code) {
                return entry.getKey();
            }
        }
        return null;
    }

    /** Whether a heap type follows a reference type's first byte. */
    static boolean hasHeapType(int code) {
        return code == REF || code == REF_NULL;
    }

    /** Whether null is a value of a reference type that begins with that byte. */
    static boolean isNullable(int code) {
        return code != REF;
    }

    void write(BinaryWriter out) {
        out.u8(code);
        if (hasHeapType(code)) {
            out.signed(heapType);
        }
    }

    /** Whether null is a value of this reference type. */
    boolean nullable() {
        return isNullable(code);
    }

    /** What this reference type refers to, as {@link #heapType(TextCursor, IndexSpace)} gives it. */
    long target() {
        return hasHeapType(code) ? heapType : code - 0x80L;
    }

    private static EncodedType referenceType(TextCursor text, IndexSpace types, String expected) {
        EncodedType abbreviation = simple(REFERENCES, text);
        if (abbreviation != null) {
            return abbreviation;
        }
        if (!text.acceptOpen("ref")) {
            throw text.unexpected(expected);
        }
        boolean nullable = text.accept("null");
        long heapType = heapType(text, types);
        text.close();
        if (nullable && heapType < 0) {
            return new EncodedType((int) heapType + 0x80, 0);
        }
        return new EncodedType(nullable ? REF_NULL : REF, heapType);
    }

    private static EncodedType simple(Map<String, Integer> words, TextCursor text) {
        String word = text.peek();
        Integer code = word == null ? null : words.get(word);
        if (code == null) {
            return null;
        }
        text.atom();
        return new EncodedType(code, 0);
    }
}
