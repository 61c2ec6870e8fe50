package dev.habu.compiler.binary;

import dev.habu.compiler.MalformedModuleException;
import dev.habu.compiler.instruction.Instruction;
import dev.habu.compiler.module.CodeRange;
import dev.habu.compiler.module.DataEntry;
import dev.habu.compiler.module.ElementEntry;
import dev.habu.compiler.module.WasmModule;
import dev.habu.compiler.module.WasmModule.GlobalEntry;
import dev.habu.compiler.module.WasmModule.TableEntry;
import dev.habu.wasm.DefinedType;
import dev.habu.wasm.ExternType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.GlobalType;
import dev.habu.wasm.ImportType;
import dev.habu.wasm.MemoryType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.TableType;
import dev.habu.wasm.TagType;
import dev.habu.wasm.descriptor.CustomSection;
import dev.habu.wasm.descriptor.ExportDefinition;
import dev.habu.wasm.descriptor.ExternKind;
import dev.habu.wasm.descriptor.SegmentMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decodes a binary module (WebAssembly 3.0, section 5.5). Function bodies and constant expressions are only delimited, not decoded. */
public final class ModuleDecoder {
    private static final int[] SECTION_ORDER = {
        0, /* type */
        1, /* import */
        2, /* function */
        3, /* table */
        4, /* memory */
        5, /* global */
        7, /* export */
        8,
        /* start */ 9, /* element */
        10, /* code */
        12, /* data */
        13, /* data count */
        11, /* tag */
        6
    };

    private final TypeReader in;
    private final List<DefinedType> types = new ArrayList<>();
    private final List<ImportType> imports = new ArrayList<>();
    private final List<Integer> functions = new ArrayList<>();
    private final List<TableEntry> tables = new ArrayList<>();
    private final List<MemoryType> memories = new ArrayList<>();
    private final List<GlobalEntry> globals = new ArrayList<>();
    private final List<TagType> tags = new ArrayList<>();
    private final List<ExportDefinition> exports = new ArrayList<>();
    private final List<ElementEntry> elements = new ArrayList<>();
    private final List<DataEntry> data = new ArrayList<>();
    private final List<CodeRange> bodies = new ArrayList<>();
    private final List<CustomSection> customSections = new ArrayList<>();
    private final Map<Integer, String> names = new HashMap<>();
    private int importedFunctions;
    private int start = -1;
    private int dataCount = -1;
    private int declaredFunctions;

    private ModuleDecoder(byte[] bytes) {
        in = new TypeReader(bytes, 0, bytes.length, types);
    }

    /**
     * Decodes a module.
     *
     * @throws MalformedModuleException if the bytes are no module
     */
    public static WasmModule decode(byte[] bytes) {
        return new ModuleDecoder(bytes).module();
    }

    private WasmModule module() {
        if (in.end() < 4 || in.fixed32() != 0x6d736100) {
            throw new MalformedModuleException(
                    in.end() < 4 ? "unexpected end: no magic header" : "magic header not detected", 0);
        }
        if (in.end() < 8 || in.fixed32() != 1) {
            throw new MalformedModuleException(
                    in.end() < 8 ? "unexpected end: no version" : "unknown binary version", 4);
        }
        int last = 0;
        while (!in.atEnd()) {
            int at = in.position();
            int id = in.u8();
            if (id >= SECTION_ORDER.length) {
                throw new MalformedModuleException("malformed section id " + id, at);
            }
            long size = Integer.toUnsignedLong(in.u32());
            if (size > in.end() - in.position()) {
                throw new MalformedModuleException(
                        "unexpected end: section of " + size + " bytes is longer than the module, length out of bounds",
                        at);
            }
            if (id != 0) {
                if (SECTION_ORDER[id] <= last) {
                    throw new MalformedModuleException(
                            "unexpected content after last section: section " + id + " out of order or repeated", at);
                }
                last = SECTION_ORDER[id];
            }
            section(id, in.position() + (int) size);
        }
        if (declaredFunctions != bodies.size()) {
            throw in.malformed("function and code section have inconsistent lengths");
        }
        if (dataCount >= 0 ? dataCount != data.size() : false) {
            throw in.malformed("data count and data section have inconsistent lengths");
        }
        return new WasmModule(
                in.bytes(),
                List.copyOf(types),
                imports,
                functions.stream().mapToInt(Integer::intValue).toArray(),
                importedFunctions,
                tables,
                memories,
                globals,
                tags,
                exports,
                start,
                elements,
                data,
                dataCount,
                bodies,
                names,
                customSections);
    }

    private void section(int id, int end) {
        int moduleEnd = in.end();
        in.setEnd(end);
        switch (id) {
            case 0 -> customSection();
            case 1 -> repeat("types", in::recursionGroup);
            case 2 -> repeat("imports", this::importEntry);
            case 3 -> repeat("functions", this::functionEntry);
            case 4 -> repeat("tables", this::tableEntry);
            case 5 -> repeat("memories", () -> memories.add(in.memoryType()));
            case 6 -> repeat("globals", this::globalEntry);
            case 7 -> repeat("exports", this::exportEntry);
            case 8 -> start = in.u32();
            case 9 -> repeat("element segments", this::elementEntry);
            case 10 -> repeat("function bodies", this::bodyEntry);
            case 11 -> repeat("data segments", this::dataEntry);
            case 12 -> dataCount = in.u32();
            case 13 -> repeat("tags", () -> tags.add(tagType()));
            default -> throw new AssertionError(id);
        }
        if (!in.atEnd()) {
            throw in.malformed("section size mismatch");
        }
        in.setEnd(moduleEnd);
    }

    private void repeat(String what, Runnable entry) {
        int count = in.count(what);
        for (int i = 0; i < count; i++) {
            entry.run();
        }
    }

    private void customSection() {
        String name = in.name();
        int from = in.skip(in.end() - in.position());
        if (name.equals("name")) {
            NameSection.read(in.bytes(), from, in.end(), names);
        }
        customSections.add(new CustomSection(name, Arrays.copyOfRange(in.bytes(), from, in.end())));
    }

    private TagType tagType() {
        if (in.u8() != 0) {
            throw in.malformed("malformed tag attribute");
        }
        return new TagType(in.functionTypeAt(in.u32()));
    }

    private void importEntry() {
        String module = in.name();
        String name = in.name();
        int kind = in.u8();
        ExternType type = switch (kind) {
            case 0 -> {
                int index = in.u32();
                FunctionType function = in.functionTypeAt(index);
                functions.add(index);
                importedFunctions++;
                yield function;
            }
            case 1 -> {
                TableType table = in.tableType();
                tables.add(new TableEntry(table, null));
                yield table;
            }
            case 2 -> {
                MemoryType memory = in.memoryType();
                memories.add(memory);
                yield memory;
            }
            case 3 -> {
                GlobalType global = in.globalType();
                globals.add(new GlobalEntry(global, null));
                yield global;
            }
            case 4 -> {
                TagType tag = tagType();
                tags.add(tag);
                yield tag;
            }
            default -> throw in.malformed("malformed import kind " + kind);
        };
        imports.add(new ImportType(module, name, type));
    }

    private void functionEntry() {
        int index = in.u32();
        in.functionTypeAt(index);
        functions.add(index);
        declaredFunctions++;
    }

    private void tableEntry() {
        if (in.peek() == 0x40) {
            in.u8();
            if (in.u8() != 0) {
                throw in.malformed("malformed table");
            }
            tables.add(new TableEntry(in.tableType(), constantExpression()));
        } else {
            tables.add(new TableEntry(in.tableType(), null));
        }
    }

    private void globalEntry() {
        globals.add(new GlobalEntry(in.globalType(), constantExpression()));
    }

    private void exportEntry() {
        String name = in.name();
        int kind = in.u8();
        if (kind >= ExternKind.values().length) {
            throw in.malformed("malformed export kind " + kind);
        }
        exports.add(new ExportDefinition(name, ExternKind.values()[kind], in.u32()));
    }

    private void elementEntry() {
        int position = in.position();
        int flags = in.u32();
        if (flags < 0 || flags > 7) {
            throw in.malformed("malformed elements segment kind " + Integer.toUnsignedString(flags));
        }
        SegmentMode mode = (flags & 1) == 0
                ? SegmentMode.ACTIVE
                : (flags & 2) == 0 ? SegmentMode.PASSIVE : SegmentMode.DECLARATIVE;
        int table = mode == SegmentMode.ACTIVE && (flags & 2) != 0 ? in.u32() : 0;
        CodeRange offset = mode == SegmentMode.ACTIVE ? constantExpression() : null;
        RefType type = (flags & 4) == 0 ? new RefType(false, RefType.FUNCREF.heapType()) : RefType.FUNCREF;
        if ((flags & 3) != 0) {
            if ((flags & 4) != 0) {
                type = in.refType();
            } else if (in.u8() != 0) {
                throw in.malformed("malformed element kind");
            }
        }
        int count = in.count("elements");
        if ((flags & 4) == 0) {
            int[] items = new int[count];
            for (int i = 0; i < count; i++) {
                items[i] = in.u32();
            }
            elements.add(new ElementEntry(mode, table, offset, type, items, null, position));
        } else {
            List<CodeRange> items = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                items.add(constantExpression());
            }
            elements.add(new ElementEntry(mode, table, offset, type, null, items, position));
        }
    }

    private void bodyEntry() {
        long size = Integer.toUnsignedLong(in.u32());
        int from = in.skip(size);
        bodies.add(new CodeRange(from, in.position()));
    }

    private void dataEntry() {
        int position = in.position();
        int flags = in.u32();
        if (flags < 0 || flags > 2) {
            throw in.malformed("malformed data segment kind " + Integer.toUnsignedString(flags));
        }
        SegmentMode mode = flags == 1 ? SegmentMode.PASSIVE : SegmentMode.ACTIVE;
        int memory = flags == 2 ? in.u32() : 0;
        CodeRange offset = mode == SegmentMode.ACTIVE ? constantExpression() : null;
        long length = Integer.toUnsignedLong(in.u32());
        int from = in.skip(length);
        data.add(new DataEntry(mode, memory, offset, new CodeRange(from, in.position()), position));
    }

    /** Passes over the instructions of a constant expression up to its end. */
    private CodeRange constantExpression() {
        int from = in.position();
        InstructionReader reader = new InstructionReader(in.bytes(), from, in.end(), types);
        int depth = 1;
        while (depth > 0) {
            reader.next();
            if (reader.instruction().opensBlock()) {
                depth++;
            } else if (reader.instruction() == Instruction.END || reader.instruction() == Instruction.DELEGATE) {
                depth--;
            }
        }
        in.seek(reader.position());
        return new CodeRange(from, reader.position());
    }
}
