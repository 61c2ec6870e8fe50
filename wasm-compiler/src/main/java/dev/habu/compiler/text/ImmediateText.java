package dev.habu.compiler.text;

import dev.habu.compiler.instruction.Instruction;
import dev.habu.wasm.V128;
import java.util.ArrayList;
import java.util.List;

/** Reads what follows an instruction's name and writes the instruction (WebAssembly 3.0, section 6.5). */
final class ImmediateText {
    /** The bit of a memory argument's flags that says that a memory index follows. */
    private static final int HAS_MEMORY = 0x40;

    /** The clauses of a try_table by their codes. */
    private static final List<String> CATCH_KINDS = List.of("catch", "catch_ref", "catch_all", "catch_all_ref");

    private static final int CATCHES_ALL = 2;

    private final ModuleSpaces spaces;
    private final IndexSpace locals;
    private final LabelSpace labels;

    ImmediateText(ModuleSpaces spaces, IndexSpace locals, LabelSpace labels) {
        this.spaces = spaces;
        this.locals = locals;
        this.labels = labels;
    }

    static void writeOpcode(Instruction instruction, BinaryWriter out) {
        int opcode = instruction.opcode();
        if (opcode < 0x100) {
            out.u8(opcode);
        } else {
            out.u8(opcode >>> 16).u32(opcode & 0xFFFF);
        }
    }

    /** Writes an instruction that is no block; its name has been read. */
    void write(Instruction named, TextCursor text, BinaryWriter out) {
        switch (named) {
            case REF_TEST -> {
                cast(Instruction.REF_TEST, Instruction.REF_TEST_NULL, text, out);
                return;
            }
            case REF_CAST -> {
                cast(Instruction.REF_CAST, Instruction.REF_CAST_NULL, text, out);
                return;
            }
            default -> {}
        }
        Instruction instruction = named == Instruction.SELECT && text.atOpen("result") ? Instruction.SELECT_T : named;
        writeOpcode(instruction, out);
        switch (instruction.immediates()) {
            case NONE -> {}
            case BLOCK_TYPE -> spaces.types.blockType(text, out);
            case BLOCK_TYPE_AND_CATCHES -> {
                spaces.types.blockType(text, out);
                catches(text, out);
            }
            case LABEL -> out.u32(labels.index(text));
            case LABEL_TABLE -> labelTable(text, out);
            case FUNCTION -> out.u32(spaces.functions.index(text));
            case TYPE -> type(text, out);
            case TYPE_AND_TABLE -> {
                int table = optional(spaces.tables, text);
                out.u32(spaces.types.use(text, null)).u32(table);
            }
            case TYPE_AND_FIELD -> {
                int type = type(text, out);
                IndexSpace fields = spaces.types.fields().get(type);
                out.u32(fields == null ? text.u32() : fields.index(text));
            }
            case TYPE_AND_COUNT -> {
                type(text, out);
                out.u32(text.u32());
            }
            case TYPE_AND_DATA -> {
                type(text, out);
                spaces.dataNamed = true;
                out.u32(spaces.data.index(text));
            }
            case TYPE_AND_ELEMENT -> {
                type(text, out);
                out.u32(spaces.elements.index(text));
            }
            case TYPE_AND_TYPE -> {
                type(text, out);
                type(text, out);
            }
            case LABEL_AND_CAST -> {
                int label = labels.index(text);
                EncodedType from = EncodedType.referenceType(text, spaces.types.names());
                EncodedType to = EncodedType.referenceType(text, spaces.types.names());
                out.u8((from.nullable() ? 1 : 0) | (to.nullable() ? 2 : 0)).u32(label);
                out.signed(from.target()).signed(to.target());
            }
            case LOCAL -> out.u32(locals.index(text));
            case GLOBAL -> out.u32(spaces.globals.index(text));
            case TABLE -> out.u32(optional(spaces.tables, text));
            case TABLE_AND_TABLE -> two(spaces.tables, text, out);
            case ELEMENT_AND_TABLE -> segment(spaces.elements, spaces.tables, text, out);
            case ELEMENT -> out.u32(spaces.elements.index(text));
            case DATA -> {
                spaces.dataNamed = true;
                out.u32(spaces.data.index(text));
            }
            case DATA_AND_MEMORY -> {
                spaces.dataNamed = true;
                segment(spaces.data, spaces.memories, text, out);
            }
            case MEMORY -> out.u32(optional(spaces.memories, text));
            case MEMORY_AND_MEMORY -> two(spaces.memories, text, out);
            case MEMORY_ARGUMENT -> memoryArgument(instruction, text, out);
            case MEMORY_ARGUMENT_AND_LANE -> {
                memoryArgument(instruction, text, out);
                out.u8(text.u8());
            }
            case ZERO -> out.u8(0);
            case LANE -> out.u8(text.u8());
            case LANES -> {
                for (int i = 0; i < 16; i++) {
                    out.u8(text.u8());
                }
            }
            case V128 -> {
                V128 vector = text.vector();
                out.fixed64(vector.low()).fixed64(vector.high());
            }
            case I32 -> out.signed(text.integer(32));
            case I64 -> out.signed(text.integer(64));
            case F32 -> out.fixed32(text.f32());
            case F64 -> out.fixed64(text.f64());
            case HEAP_TYPE -> out.signed(EncodedType.heapType(text, spaces.types.names()));
            case TAG -> out.u32(spaces.tags.index(text));
            case VALUE_TYPES -> {
                List<EncodedType> types = spaces.types.results(text);
                out.u32(types.size());
                types.forEach(type -> type.write(out));
            }
        }
    }

    private void cast(Instruction plain, Instruction nullable, TextCursor text, BinaryWriter out) {
        EncodedType type = EncodedType.referenceType(text, spaces.types.names());
        writeOpcode(type.nullable() ? nullable : plain, out);
        out.signed(type.target());
    }

    private void catches(TextCursor text, BinaryWriter out) {
        BinaryWriter clauses = new BinaryWriter();
        int count = 0;
        for (int kind = catchKind(text); kind >= 0; kind = catchKind(text)) {
            text.open();
            text.atom();
            clauses.u8(kind);
            if (kind < CATCHES_ALL) {
                clauses.u32(spaces.tags.index(text));
            }
            clauses.u32(labels.index(text));
            text.close();
            count++;
        }
        out.u32(count).raw(clauses);
    }

    /** The code of the catch clause that begins here, or -1. */
    private static int catchKind(TextCursor text) {
        for (int kind = 0; kind < CATCH_KINDS.size(); kind++) {
            if (text.atOpen(CATCH_KINDS.get(kind))) {
                return kind;
            }
        }
        return -1;
    }

    private int type(TextCursor text, BinaryWriter out) {
        int type = spaces.types.names().index(text);
        out.u32(type);
        return type;
    }

    private void labelTable(TextCursor text, BinaryWriter out) {
        List<Integer> depths = new ArrayList<>();
        do {
            depths.add(labels.index(text));
        } while (text.atIndex());
        out.u32(depths.size() - 1);
        depths.forEach(out::u32);
    }

    private void memoryArgument(Instruction instruction, TextCursor text, BinaryWriter out) {
        int memory = atMemory(instruction, text) ? spaces.memories.index(text) : 0;
        long offset = text.attribute("offset=", 0);
        TextCursor place = text.copy();
        long align = text.attribute("align=", instruction.accessSize());
        if (Long.bitCount(align) != 1) {
            throw place.error("alignment must be a power of two");
        }
        int exponent = Long.numberOfTrailingZeros(align);
        if (memory == 0) {
            out.u32(exponent);
        } else {
            out.u32(exponent | HAS_MEMORY).u32(memory);
        }
        out.u64(offset);
    }

    /** Whether a memory is next; a single index before the end belongs to the lane. */
    private static boolean atMemory(Instruction instruction, TextCursor text) {
        if (!text.atIndex() || instruction.lanes() == 0) {
            return text.atIndex();
        }
        TextCursor ahead = text.copy();
        ahead.skip();
        return ahead.atIndex() || ahead.atPrefix("offset=") || ahead.atPrefix("align=");
    }

    private static void two(IndexSpace space, TextCursor text, BinaryWriter out) {
        boolean named = text.atIndex();
        int first = optional(space, text);
        out.u32(first).u32(named ? space.index(text) : 0);
    }

    /** The text has the table or memory first and may leave it out, the binary has it last. */
    private static void segment(IndexSpace segments, IndexSpace targets, TextCursor text, BinaryWriter out) {
        TextCursor ahead = text.copy();
        ahead.skip();
        int target = ahead.atIndex() ? targets.index(text) : 0;
        out.u32(segments.index(text)).u32(target);
    }

    private static int optional(IndexSpace space, TextCursor text) {
        return text.atIndex() ? space.index(text) : 0;
    }
}
