package dev.habu.compiler.text;

import dev.habu.compiler.binary.ByteReader;
import dev.habu.compiler.text.ModuleNames.Kind;
import java.util.ArrayList;
import java.util.List;

/** Prints types (WebAssembly 3.0, section 5.3), reading them as they are in the bytes. */
final class TypePrinter {
    private static final int FUNCTION = 0x60;
    private static final int STRUCT = 0x5F;
    private static final int ARRAY = 0x5E;
    private static final int SUB = 0x50;
    private static final int SUB_FINAL = 0x4F;
    private static final int RECURSIVE = 0x4E;

    private static final int HAS_MAX = 1;
    private static final int SHARED = 2;
    private static final int ADDRESS_64 = 4;
    private static final int HAS_PAGE_SIZE = 8;

    /** A function type's parameters and results as text. */
    record Signature(List<String> params, List<String> results) {
        private static final Signature NONE = new Signature(List.of(), List.of());

        /** All of it, without names. */
        String text() {
            String all = clause("param", params) + clause("result", results);
            return all.isEmpty() ? "" : all.substring(1);
        }

        private static String clause(String keyword, List<String> types) {
            return types.isEmpty() ? "" : " (" + keyword + " " + String.join(" ", types) + ")";
        }
    }

    private final ModuleNames names;

    /** By type index; empty for a type that is no function type. */
    private final List<Signature> signatures = new ArrayList<>();

    TypePrinter(ModuleNames names) {
        this.names = names;
    }

    /** The function type with that index; one without parameters and results if there is none. */
    Signature signature(int index) {
        return index >= 0 && index < signatures.size() ? signatures.get(index) : Signature.NONE;
    }

    /** {@code (type …)}. */
    String use(int index) {
        return "(type " + names.use(Kind.TYPE, index) + ")";
    }

    /** Prints an entry of the type section. */
    void definition(ByteReader in, TextOutput out) {
        if (in.peek() != RECURSIVE) {
            type(in, out);
            return;
        }
        in.u8();
        int count = in.count("types in a recursion group");
        out.line("(rec").deeper();
        for (int i = 0; i < count; i++) {
            type(in, out);
        }
        out.shallower().add(")");
    }

    private void type(ByteReader in, TextOutput out) {
        int index = signatures.size();
        out.line("(type").word(names.definition(Kind.TYPE, index)).add(" ");
        int code = in.u8();
        if (code != SUB && code != SUB_FINAL) {
            out.add(composite(code, index, in)).add(")");
            return;
        }
        out.add(code == SUB_FINAL ? "(sub final" : "(sub");
        int count = in.count("supertypes");
        for (int i = 0; i < count; i++) {
            out.word(names.use(Kind.TYPE, in.u32()));
        }
        out.word(composite(in.u8(), index, in)).add("))");
    }

    private String composite(int code, int index, ByteReader in) {
        return switch (code) {
            case FUNCTION -> {
                Signature signature = new Signature(valueTypes(in), valueTypes(in));
                signatures.add(signature);
                yield signature.text().isEmpty() ? "(func)" : "(func " + signature.text() + ")";
            }
            case STRUCT -> {
                signatures.add(Signature.NONE);
                yield structure(index, in);
            }
            case ARRAY -> {
                signatures.add(Signature.NONE);
                yield "(array " + fieldType(in) + ")";
            }
            default -> throw in.malformed("malformed type definition 0x" + Integer.toHexString(code));
        };
    }

    private String structure(int index, ByteReader in) {
        StringBuilder text = new StringBuilder("(struct");
        int count = in.count("fields");
        for (int i = 0; i < count; i++) {
            String name = names.fieldDefinition(index, i);
            text.append(" (field ")
                    .append(name.isEmpty() ? "" : name + " ")
                    .append(fieldType(in))
                    .append(')');
        }
        return text.append(')').toString();
    }

    private String fieldType(ByteReader in) {
        String type = valueType(in);
        return in.u8() == 0 ? type : "(mut " + type + ")";
    }

    private List<String> valueTypes(ByteReader in) {
        int count = in.count("types");
        List<String> types = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            types.add(valueType(in));
        }
        return types;
    }

    /** A value type, reference type or packed type. */
    String valueType(ByteReader in) {
        int code = in.u8();
        if (EncodedType.hasHeapType(code)) {
            return reference(EncodedType.isNullable(code), heapType(in));
        }
        String name = EncodedType.name(code);
        if (name == null) {
            throw in.malformed("malformed value type 0x" + Integer.toHexString(code));
        }
        return name;
    }

    /** {@code (ref …)}. */
    static String reference(boolean nullable, String heapType) {
        return nullable ? "(ref null " + heapType + ")" : "(ref " + heapType + ")";
    }

    /** A heap type. */
    String heapType(ByteReader in) {
        long code = in.signed(33);
        if (code >= 0) {
            return names.use(Kind.TYPE, (int) code);
        }
        String name = EncodedType.heapTypeName((int) code);
        if (name == null) {
            throw in.malformed("malformed heap type " + code);
        }
        return name;
    }

    /** A block type: nothing, a result, or a type index. */
    String blockType(ByteReader in) {
        int code = in.peek();
        if (code == 0x40) {
            in.u8();
            return "";
        }
        if ((code & 0xc0) == 0x40) {
            return "(result " + valueType(in) + ")";
        }
        return use((int) in.signed(33));
    }

    /** The types of a {@code select}. */
    String results(ByteReader in) {
        return "(result" + valueTypes(in).stream().map(type -> " " + type).reduce("", String::concat) + ")";
    }

    /** A table type; {@code limits} and then the type of the elements. */
    String table(ByteReader in) {
        String element = valueType(in);
        return limits(in) + " " + element;
    }

    /** A memory type, or the limits of a table with their address type. */
    String limits(ByteReader in) {
        int flags = in.u8();
        StringBuilder text = new StringBuilder((flags & ADDRESS_64) != 0 ? "i64 " : "");
        text.append(Long.toUnsignedString(in.u64()));
        if ((flags & HAS_MAX) != 0) {
            text.append(' ').append(Long.toUnsignedString(in.u64()));
        }
        if ((flags & SHARED) != 0) {
            text.append(" shared");
        }
        if ((flags & HAS_PAGE_SIZE) != 0) {
            text.append(" (pagesize ").append(1L << in.u32()).append(')');
        }
        return text.toString();
    }

    /** A global type. */
    String global(ByteReader in) {
        return fieldType(in);
    }

    /** The type of a tag. */
    String tag(ByteReader in) {
        if (in.u8() != 0) {
            throw in.malformed("malformed tag attribute");
        }
        return use(in.u32());
    }
}
