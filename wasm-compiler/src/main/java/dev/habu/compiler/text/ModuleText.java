package dev.habu.compiler.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The second pass over the fields of a module (WebAssembly 3.0, section 6.6): writes the sections of the binary format. */
final class ModuleText {
    /** The sections in the order of the binary format, with their numbers. */
    private enum Section {
        TYPE(1, "type"),
        IMPORT(2, "import"),
        FUNCTION(3, "func"),
        TABLE(4, "table"),
        MEMORY(5, "memory"),
        TAG(13, "tag"),
        GLOBAL(6, "global"),
        EXPORT(7, "export"),
        START(8, "start"),
        ELEMENT(9, "elem"),
        DATA_COUNT(12, "datacount"),
        CODE(10, "code"),
        DATA(11, "data");

        final int code;
        final String kind;

        Section(int code, String kind) {
            this.code = code;
            this.kind = kind;
        }
    }

    /** The entries of a section. */
    private static final class Entries {
        final BinaryWriter bytes = new BinaryWriter();
        int count;
    }

    private static final int HAS_MAX = 1;
    private static final int SHARED = 2;
    private static final int ADDRESS_64 = 4;
    private static final int HAS_PAGE_SIZE = 8;

    private final ModuleSpaces spaces;
    private final NameSection names;
    private final CustomSections custom;
    private final Map<Section, Entries> sections = new EnumMap<>(Section.class);

    /** By kind: the index of the next definition or import of a text in which all identifiers have their index already. */
    private final Map<String, Integer> next = new HashMap<>();

    private final SegmentText segments;

    ModuleText(ModuleSpaces spaces, String name, CustomSections custom) {
        this.spaces = spaces;
        this.custom = custom;
        this.names = new NameSection(spaces, name);
        this.segments = new SegmentText(spaces);
        for (Section section : Section.values()) {
            sections.put(section, new Entries());
        }
    }

    byte[] toByteArray() {
        BinaryWriter out = new BinaryWriter();
        out.fixed32(0x6D73_6100).fixed32(1);
        custom.write(false, "first", out);
        custom.write(true, "first", out);
        sections.forEach((section, entries) -> {
            custom.write(false, section.kind, out);
            writeSection(section, entries, out);
            custom.write(true, section.kind, out);
        });
        custom.write(false, "last", out);
        custom.write(true, "last", out);
        names.write(out);
        return out.toByteArray();
    }

    private void writeSection(Section section, Entries entries, BinaryWriter out) {
        BinaryWriter content = new BinaryWriter();
        boolean present = switch (section) {
            case TYPE -> spaces.types.write(content);
            case START -> {
                content.raw(entries.bytes);
                yield entries.count > 0;
            }
            case DATA_COUNT -> {
                content.u32(sections.get(Section.DATA).count);
                yield spaces.dataNamed;
            }
            default -> {
                content.u32(entries.count).raw(entries.bytes);
                yield entries.count > 0;
            }
        };
        if (present) {
            out.u8(section.code).sized(content);
        }
    }

    /** Reads one field, whose form {@link IdentifierScan} has seen. */
    void field(TextCursor text) {
        if (text.atOpen("type") || text.atOpen("rec")) {
            text.skip();
            return;
        }
        text.open();
        String keyword = text.atom();
        switch (keyword) {
            case "import" -> importField(text);
            case "export" -> exportField(text);
            case "start" -> entry(Section.START).u32(spaces.functions.index(text));
            case "elem" -> segments.elements(text, entry(Section.ELEMENT));
            case "data" -> segments.data(text, entry(Section.DATA));
            default -> definition(keyword, text);
        }
        text.close();
    }

    private BinaryWriter entry(Section section) {
        Entries entries = sections.get(section);
        entries.count++;
        return entries.bytes;
    }

    private int nextIndex(String kind) {
        return next.merge(kind, 1, Integer::sum) - 1;
    }

    private void importField(TextCursor text) {
        BinaryWriter out = entry(Section.IMPORT);
        out.name(text.name()).name(text.name());
        text.open();
        String kind = text.atom();
        text.optionalId();
        externalType(kind, nextIndex(kind), text, out);
        text.close();
    }

    private void exportField(TextCursor text) {
        BinaryWriter out = entry(Section.EXPORT);
        out.name(text.name());
        TextCursor place = text.copy();
        text.open();
        String kind = text.atom();
        IndexSpace space = spaces.external(kind);
        if (space == null) {
            throw place.unexpected("an export kind");
        }
        out.u8(ModuleSpaces.kindCode(kind)).u32(space.index(text));
        text.close();
    }

    private void definition(String kind, TextCursor text) {
        int index = nextIndex(kind);
        text.optionalId();
        while (text.acceptOpen("export")) {
            entry(Section.EXPORT)
                    .name(text.name())
                    .u8(ModuleSpaces.kindCode(kind))
                    .u32(index);
            text.close();
        }
        if (text.acceptOpen("import")) {
            BinaryWriter out = entry(Section.IMPORT);
            out.name(text.name()).name(text.name());
            text.close();
            externalType(kind, index, text, out);
            return;
        }
        switch (kind) {
            case "func" -> function(index, text);
            case "table" -> table(index, text);
            case "memory" -> memory(index, text);
            case "global" -> {
                BinaryWriter out = entry(Section.GLOBAL);
                globalType(text, out);
                InstructionText.constant(spaces, text, out);
            }
            default -> tagType(text, entry(Section.TAG));
        }
    }

    private void externalType(String kind, int index, TextCursor text, BinaryWriter out) {
        out.u8(ModuleSpaces.kindCode(kind));
        switch (kind) {
            case "func" -> {
                IndexSpace locals = new IndexSpace("parameter");
                out.u32(spaces.types.use(text, locals));
                names.locals(index, locals);
            }
            case "table" -> {
                BinaryWriter limits = limits(addressType(text), text);
                EncodedType.referenceType(text, spaces.types.names()).write(out);
                out.raw(limits);
            }
            case "memory" -> out.raw(limits(addressType(text), text));
            case "global" -> globalType(text, out);
            default -> tagType(text, out);
        }
    }

    private void function(int index, TextCursor text) {
        IndexSpace locals = new IndexSpace("local");
        entry(Section.FUNCTION).u32(spaces.types.use(text, locals));
        List<EncodedType> types = new ArrayList<>();
        while (text.acceptOpen("local")) {
            if (text.atId()) {
                locals.add(text);
                types.add(spaces.types.valueType(text));
            } else {
                while (!text.atClose()) {
                    locals.add();
                    types.add(spaces.types.valueType(text));
                }
            }
            text.close();
        }
        names.locals(index, locals);
        BinaryWriter code = new BinaryWriter();
        writeLocals(types, code);
        InstructionText.body(spaces, locals, text, code);
        entry(Section.CODE).sized(code);
    }

    private static void writeLocals(List<EncodedType> types, BinaryWriter out) {
        BinaryWriter runs = new BinaryWriter();
        int count = 0;
        int i = 0;
        while (i < types.size()) {
            int start = i;
            while (i < types.size() && types.get(i).equals(types.get(start))) {
                i++;
            }
            runs.u32(i - start);
            types.get(start).write(runs);
            count++;
        }
        out.u32(count).raw(runs);
    }

    private void table(int index, TextCursor text) {
        BinaryWriter out = entry(Section.TABLE);
        boolean address64 = addressType(text);
        if (EncodedType.atReferenceType(text)) {
            EncodedType type = EncodedType.referenceType(text, spaces.types.names());
            int size = segments.inlineElements(index, address64, type, text, entry(Section.ELEMENT));
            type.write(out);
            out.u8(HAS_MAX | (address64 ? ADDRESS_64 : 0)).u32(size).u32(size);
            return;
        }
        BinaryWriter limits = limits(address64, text);
        BinaryWriter type = new BinaryWriter();
        EncodedType.referenceType(text, spaces.types.names()).write(type);
        type.raw(limits);
        if (text.atClose()) {
            out.raw(type);
        } else {
            out.u8(0x40).u8(0).raw(type);
            InstructionText.constant(spaces, text, out);
        }
    }

    private void memory(int index, TextCursor text) {
        BinaryWriter out = entry(Section.MEMORY);
        boolean address64 = addressType(text);
        if (!text.atOpen("data") && !text.atOpen("pagesize")) {
            out.raw(limits(address64, text));
            return;
        }
        long pageSize = pageSize(text);
        byte[] content = segments.inlineData(index, address64, text, entry(Section.DATA));
        long unit = pageSize == 0 ? 65_536 : pageSize;
        long pages = (content.length + unit - 1) / unit;
        out.u8(HAS_MAX | (address64 ? ADDRESS_64 : 0) | (pageSize == 0 ? 0 : HAS_PAGE_SIZE));
        out.u64(pages).u64(pages);
        if (pageSize != 0) {
            out.u32(Long.numberOfTrailingZeros(pageSize));
        }
    }

    private static BinaryWriter limits(boolean address64, TextCursor text) {
        long min = text.u64();
        boolean hasMax = text.atIndex();
        long max = hasMax ? text.u64() : 0;
        boolean shared = text.accept("shared");
        long pageSize = pageSize(text);
        BinaryWriter out = new BinaryWriter();
        out.u8((hasMax ? HAS_MAX : 0)
                | (shared ? SHARED : 0)
                | (address64 ? ADDRESS_64 : 0)
                | (pageSize == 0 ? 0 : HAS_PAGE_SIZE));
        out.u64(min);
        if (hasMax) {
            out.u64(max);
        }
        if (pageSize != 0) {
            out.u32(Long.numberOfTrailingZeros(pageSize));
        }
        return out;
    }

    /** Reads {@code (pagesize n)}; 0 if there is none. */
    private static long pageSize(TextCursor text) {
        if (!text.acceptOpen("pagesize")) {
            return 0;
        }
        TextCursor place = text.copy();
        long size = text.u64();
        if (Long.bitCount(size) != 1) {
            throw place.error("invalid custom page size: it must be a power of two");
        }
        text.close();
        return size;
    }

    /** Reads the optional address type of a memory or table; true if addresses are i64. */
    static boolean addressType(TextCursor text) {
        if (text.accept("i64")) {
            return true;
        }
        text.accept("i32");
        return false;
    }

    private void globalType(TextCursor text, BinaryWriter out) {
        boolean mutable = text.acceptOpen("mut");
        spaces.types.valueType(text).write(out);
        out.u8(mutable ? 1 : 0);
        if (mutable) {
            text.close();
        }
    }

    private void tagType(TextCursor text, BinaryWriter out) {
        out.u8(0).u32(spaces.types.use(text, new IndexSpace("parameter")));
    }
}
