package dev.habu.compiler.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The types of a module: type definitions and type uses (WebAssembly 3.0, sections 6.4.6 and 6.6.3). */
final class TypeText {
    private static final int FUNCTION = 0x60;
    private static final int STRUCT = 0x5F;
    private static final int ARRAY = 0x5E;
    private static final int SUB = 0x50;
    private static final int SUB_FINAL = 0x4F;
    private static final int RECURSIVE = 0x4E;

    /** A function type as type uses see it. */
    record Signature(List<EncodedType> params, List<EncodedType> results) {
        Signature {
            params = List.copyOf(params);
            results = List.copyOf(results);
        }

        boolean isEmpty() {
            return params.isEmpty() && results.isEmpty();
        }

        void write(BinaryWriter out) {
            out.u8(FUNCTION);
            out.u32(params.size());
            params.forEach(type -> type.write(out));
            out.u32(results.size());
            results.forEach(type -> type.write(out));
        }
    }

    private final IndexSpace names = new IndexSpace("type");

    /** By type index; null for a type that is no function type. */
    private final List<Signature> signatures = new ArrayList<>();

    /** The first type that a type use without an index may stand for: a final function type alone in its group. */
    private final Map<Signature, Integer> plain = new HashMap<>();

    private final Map<Integer, IndexSpace> fields = new TreeMap<>();

    private final BinaryWriter groups = new BinaryWriter();
    private int groupCount;

    /** The identifiers of the types. */
    IndexSpace names() {
        return names;
    }

    /** The field names of the structure types by type index. */
    Map<Integer, IndexSpace> fields() {
        return fields;
    }

    /** Writes the content of the type section; false if there are no types. */
    boolean write(BinaryWriter out) {
        out.u32(groupCount).raw(groups);
        return groupCount > 0;
    }

    /** The value type that is next in the text. */
    EncodedType valueType(TextCursor text) {
        return EncodedType.valueType(text, names);
    }

    /** Reads {@code (type …)} or {@code (rec …)}, whose identifiers are known. */
    void definition(TextCursor text) {
        if (text.acceptOpen("rec")) {
            BinaryWriter group = new BinaryWriter();
            int count = 0;
            while (text.atOpen("type")) {
                typeField(text, group);
                count++;
            }
            text.close();
            groups.u8(RECURSIVE).u32(count).raw(group);
            if (count != 1) {
                int first = signatures.size() - count;
                plain.values().removeIf(index -> index >= first);
            }
        } else {
            typeField(text, groups);
        }
        groupCount++;
    }

    private void typeField(TextCursor text, BinaryWriter out) {
        text.open("type");
        text.optionalId();
        if (text.acceptOpen("sub")) {
            boolean isFinal = text.accept("final");
            BinaryWriter supertypes = new BinaryWriter();
            int count = 0;
            while (text.atIndex()) {
                supertypes.u32(names.index(text));
                count++;
            }
            boolean isPlain = isFinal && count == 0;
            if (!isPlain) {
                out.u8(isFinal ? SUB_FINAL : SUB).u32(count).raw(supertypes);
            }
            compositeType(text, out, isPlain);
            text.close();
        } else {
            compositeType(text, out, true);
        }
        text.close();
    }

    private void compositeType(TextCursor text, BinaryWriter out, boolean isPlain) {
        int index = signatures.size();
        Signature signature = null;
        if (text.acceptOpen("func")) {
            signature = signature(text, new IndexSpace("parameter"));
            signature.write(out);
            if (isPlain) {
                plain.putIfAbsent(signature, index);
            }
        } else if (text.acceptOpen("struct")) {
            structure(text, out, index);
        } else if (text.acceptOpen("array")) {
            out.u8(ARRAY);
            fieldType(text, out);
        } else {
            throw text.unexpected("a function, structure or array type");
        }
        text.close();
        signatures.add(signature);
    }

    private void structure(TextCursor text, BinaryWriter out, int index) {
        IndexSpace space = new IndexSpace("field");
        BinaryWriter types = new BinaryWriter();
        while (text.acceptOpen("field")) {
            if (text.atId()) {
                space.add(text);
                fieldType(text, types);
            } else {
                while (!text.atClose()) {
                    space.add();
                    fieldType(text, types);
                }
            }
            text.close();
        }
        fields.put(index, space);
        out.u8(STRUCT).u32(space.size()).raw(types);
    }

    private void fieldType(TextCursor text, BinaryWriter out) {
        boolean mutable = text.acceptOpen("mut");
        EncodedType.storageType(text, names).write(out);
        out.u8(mutable ? 1 : 0);
        if (mutable) {
            text.close();
        }
    }

    /**
     * Reads a type use and makes the type if the text only describes it.
     *
     * @param locals takes the parameters; null if the parameters cannot have identifiers here
     * @return the type index
     */
    int use(TextCursor text, IndexSpace locals) {
        if (!text.atOpen("type")) {
            return index(signature(text, locals));
        }
        int index = explicit(text);
        TextCursor place = text.copy();
        Signature described = signature(text, locals);
        Signature defined = signature(index);
        if (!described.isEmpty()) {
            if (index < 0 || index >= signatures.size()) {
                throw place.error("unknown type " + Integer.toUnsignedString(index));
            }
            if (!described.equals(defined)) {
                throw place.error("inline function type does not match type " + index);
            }
        } else if (defined != null && locals != null) {
            defined.params().forEach(type -> locals.add());
        }
        return index;
    }

    /** Reads a block type and writes it. */
    void blockType(TextCursor text, BinaryWriter out) {
        if (text.atOpen("type")) {
            out.signed(Integer.toUnsignedLong(use(text, null)));
            return;
        }
        Signature signature = signature(text, null);
        if (signature.isEmpty()) {
            out.u8(0x40);
        } else if (signature.params().isEmpty() && signature.results().size() == 1) {
            signature.results().getFirst().write(out);
        } else {
            out.signed(index(signature));
        }
    }

    /** Reads {@code (result …)*}. */
    List<EncodedType> results(TextCursor text) {
        List<EncodedType> results = new ArrayList<>();
        while (text.acceptOpen("result")) {
            while (!text.atClose()) {
                results.add(valueType(text));
            }
            text.close();
        }
        return results;
    }

    private int explicit(TextCursor text) {
        text.open("type");
        int index = names.index(text);
        text.close();
        return index;
    }

    private Signature signature(int index) {
        return index >= 0 && index < signatures.size() ? signatures.get(index) : null;
    }

    private Signature signature(TextCursor text, IndexSpace locals) {
        List<EncodedType> params = new ArrayList<>();
        while (text.acceptOpen("param")) {
            if (locals != null && text.atId()) {
                locals.add(text);
                params.add(valueType(text));
            } else {
                while (!text.atClose()) {
                    params.add(valueType(text));
                    if (locals != null) {
                        locals.add();
                    }
                }
            }
            text.close();
        }
        return new Signature(params, results(text));
    }

    /** The first plain type that is {@code signature}, made if there is none. */
    private int index(Signature signature) {
        Integer known = plain.get(signature);
        if (known != null) {
            return known;
        }
        int index = signatures.size();
        signature.write(groups);
        groupCount++;
        signatures.add(signature);
        names.add();
        plain.put(signature, index);
        return index;
    }
}
