package dev.habu.compiler.text;

import dev.habu.compiler.instruction.Instruction;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Element and data segments (WebAssembly 3.0, sections 6.6.9 and 6.6.10), also those written inside of a table or memory. */
final class SegmentText {
    /** Not active. */
    private static final int PASSIVE = 1;

    /** With {@link #PASSIVE}: only declares functions. Without: a table or memory index is given. */
    private static final int DECLARATIVE_OR_INDEXED = 2;

    /** The items are expressions. */
    private static final int EXPRESSIONS = 4;

    private final ModuleSpaces spaces;

    SegmentText(ModuleSpaces spaces) {
        this.spaces = spaces;
    }

    /** The items of an element segment. */
    private record Items(EncodedType type, boolean expressions, List<BinaryWriter> values) {
        /** Function indices as {@code ref.func} expressions of another type than funcref. */
        Items asExpressions(EncodedType itemType) {
            List<BinaryWriter> references = new ArrayList<>();
            for (BinaryWriter index : values) {
                BinaryWriter reference = new BinaryWriter();
                ImmediateText.writeOpcode(Instruction.REF_FUNC, reference);
                reference.raw(index);
                ImmediateText.writeOpcode(Instruction.END, reference);
                references.add(reference);
            }
            return new Items(itemType, true, references);
        }
    }

    /** Reads what follows {@code elem} and writes the segment. */
    void elements(TextCursor text, BinaryWriter out) {
        text.optionalId();
        if (text.accept("declare")) {
            writeItems(PASSIVE | DECLARATIVE_OR_INDEXED, null, items(text, false), out);
        } else if (text.atIndex() || (text.atOpen() && !EncodedType.atReferenceType(text))) {
            int table = target("table", spaces.tables, text);
            BinaryWriter place = new BinaryWriter();
            InstructionText.constantList("offset", spaces, text, place);
            writeActive(table, place, items(text, true), out);
        } else {
            writeItems(PASSIVE, null, items(text, false), out);
        }
    }

    /** Reads {@code (elem …)} inside of a table, writes the segment and returns how many items it has. */
    int inlineElements(int table, boolean address64, EncodedType type, TextCursor text, BinaryWriter out) {
        text.open("elem");
        Items items = text.atOpen() || text.atClose() ? expressions(type, text) : functions(text);
        if (!items.expressions && !type.equals(EncodedType.FUNCREF)) {
            items = items.asExpressions(type);
        }
        text.close();
        writeActive(table, zero(address64), items, out);
        return items.values.size();
    }

    /** Reads what follows {@code data} and writes the segment. */
    void data(TextCursor text, BinaryWriter out) {
        text.optionalId();
        if (!text.atOpen() && !text.atIndex()) {
            out.u8(PASSIVE);
            writeBytes(strings(text), out);
            return;
        }
        int memory = target("memory", spaces.memories, text);
        BinaryWriter place = new BinaryWriter();
        InstructionText.constantList("offset", spaces, text, place);
        writeData(memory, place, strings(text), out);
    }

    /** Reads {@code (data …)} inside of a memory, writes the segment and returns its bytes. */
    byte[] inlineData(int memory, boolean address64, TextCursor text, BinaryWriter out) {
        text.open("data");
        byte[] content = strings(text);
        text.close();
        writeData(memory, zero(address64), content, out);
        return content;
    }

    /** Reads the table or memory of an active segment; older texts have its bare index. */
    private static int target(String keyword, IndexSpace space, TextCursor text) {
        if (text.atIndex()) {
            return space.index(text);
        }
        if (!text.acceptOpen(keyword)) {
            return 0;
        }
        int index = space.index(text);
        text.close();
        return index;
    }

    private Items items(TextCursor text, boolean keywordOptional) {
        if (EncodedType.atReferenceType(text)) {
            return expressions(EncodedType.referenceType(text, spaces.types.names()), text);
        }
        if (!text.accept("func") && !keywordOptional) {
            throw text.unexpected("func or a reference type");
        }
        return functions(text);
    }

    private Items functions(TextCursor text) {
        List<BinaryWriter> values = new ArrayList<>();
        while (!text.atClose()) {
            values.add(new BinaryWriter().u32(spaces.functions.index(text)));
        }
        return new Items(EncodedType.FUNCREF, false, values);
    }

    private Items expressions(EncodedType type, TextCursor text) {
        List<BinaryWriter> values = new ArrayList<>();
        while (!text.atClose()) {
            BinaryWriter value = new BinaryWriter();
            InstructionText.constantList("item", spaces, text, value);
            values.add(value);
        }
        return new Items(type, true, values);
    }

    private static void writeActive(int table, BinaryWriter place, Items items, BinaryWriter out) {
        boolean brief = table == 0 && items.type.equals(EncodedType.FUNCREF);
        BinaryWriter target = new BinaryWriter();
        if (!brief) {
            target.u32(table);
        }
        target.raw(place);
        writeItems(brief ? 0 : DECLARATIVE_OR_INDEXED, target, items, out);
    }

    private static void writeItems(int flags, BinaryWriter target, Items items, BinaryWriter out) {
        out.u32(flags | (items.expressions ? EXPRESSIONS : 0));
        if (target != null) {
            out.raw(target);
        }
        if (flags != 0) {
            if (items.expressions) {
                items.type.write(out);
            } else {
                out.u8(0);
            }
        }
        out.u32(items.values.size());
        items.values.forEach(out::raw);
    }

    private static void writeData(int memory, BinaryWriter place, byte[] content, BinaryWriter out) {
        if (memory == 0) {
            out.u32(0);
        } else {
            out.u32(DECLARATIVE_OR_INDEXED).u32(memory);
        }
        out.raw(place);
        writeBytes(content, out);
    }

    private static void writeBytes(byte[] content, BinaryWriter out) {
        out.u32(content.length).raw(content);
    }

    private static BinaryWriter zero(boolean address64) {
        BinaryWriter place = new BinaryWriter();
        ImmediateText.writeOpcode(address64 ? Instruction.I64_CONST : Instruction.I32_CONST, place);
        place.signed(0);
        ImmediateText.writeOpcode(Instruction.END, place);
        return place;
    }

    private static byte[] strings(TextCursor text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!text.atClose()) {
            bytes.writeBytes(text.string());
        }
        return bytes.toByteArray();
    }
}
