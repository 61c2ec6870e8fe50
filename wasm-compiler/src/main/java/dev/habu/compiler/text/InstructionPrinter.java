package dev.habu.compiler.text;

import dev.habu.compiler.binary.ByteReader;
import dev.habu.compiler.instruction.Immediates;
import dev.habu.compiler.instruction.Instruction;
import dev.habu.compiler.text.ModuleNames.Kind;
import java.util.ArrayList;
import java.util.List;

/** Prints instructions by the instruction table, one a line; it decodes their immediates as they are, so that printing loses nothing. */
final class InstructionPrinter {
    /** The bit of a memory argument's flags that says that a memory index follows. */
    private static final int HAS_MEMORY = 0x40;

    private static final List<String> CATCH_KINDS = List.of("catch", "catch_ref", "catch_all", "catch_all_ref");
    private static final int CATCHES_ALL = 2;

    private final ByteReader in;
    private final TypePrinter types;
    private final ModuleNames names;
    private final int function;

    /** Where offsets that are printed before the instructions count from; negative to print none. */
    private final int offsetsFrom;

    /** Prints from where {@code in} is; {@code function} is whose locals are meant, or -1. */
    InstructionPrinter(ByteReader in, TypePrinter types, ModuleNames names, int function, int offsetsFrom) {
        this.in = in;
        this.types = types;
        this.names = names;
        this.function = function;
        this.offsetsFrom = offsetsFrom;
    }

    /** Prints the instructions of a function up to its last {@code end}, which is not printed. */
    void body(TextOutput out) {
        int depth = 1;
        while (true) {
            String offset = offsetsFrom < 0 ? "" : String.format("(;0x%04x;) ", in.position() - offsetsFrom);
            Instruction instruction = opcode();
            switch (instruction) {
                case END, DELEGATE -> {
                    if (--depth == 0) {
                        return;
                    }
                    out.shallower().line(offset).add(text(instruction));
                }
                case ELSE, CATCH, CATCH_ALL ->
                    out.shallower().line(offset).add(text(instruction)).deeper();
                default -> {
                    out.line(offset).add(text(instruction));
                    if (opensBlock(instruction)) {
                        depth++;
                        out.deeper();
                    }
                }
            }
        }
    }

    /** A constant expression: its instructions in parentheses, after {@code keyword} unless it is a single one. */
    String constant(String keyword) {
        List<String> instructions = constant();
        return instructions.size() == 1
                ? "(" + instructions.getFirst() + ")"
                : "(" + keyword + " " + String.join(" ", instructions) + ")";
    }

    /** The instructions of a constant expression. */
    List<String> constant() {
        List<String> instructions = new ArrayList<>();
        int depth = 1;
        while (true) {
            Instruction instruction = opcode();
            if (instruction == Instruction.END && --depth == 0) {
                return instructions;
            }
            if (opensBlock(instruction)) {
                depth++;
            }
            instructions.add(text(instruction));
        }
    }

    private static boolean opensBlock(Instruction instruction) {
        return instruction.immediates() == Immediates.BLOCK_TYPE
                || instruction.immediates() == Immediates.BLOCK_TYPE_AND_CATCHES;
    }

    private Instruction opcode() {
        int offset = in.position();
        int code = in.u8();
        if (Instruction.isPrefix(code)) {
            int second = in.u32();
            code = second >>> 16 == 0 ? code << 16 | second : -1;
        }
        Instruction instruction = code < 0 ? null : Instruction.of(code);
        if (instruction == null) {
            in.seek(offset);
            throw in.malformed("illegal opcode 0x" + Integer.toHexString(in.u8()));
        }
        return instruction;
    }

    private String text(Instruction instruction) {
        String immediates = immediates(instruction);
        return immediates.isEmpty() ? instruction.text() : instruction.text() + " " + immediates;
    }

    private String immediates(Instruction instruction) {
        return switch (instruction.immediates()) {
            case NONE -> "";
            case BLOCK_TYPE -> types.blockType(in);
            case BLOCK_TYPE_AND_CATCHES -> join(types.blockType(in), catches());
            case LABEL -> Integer.toUnsignedString(in.u32());
            case LABEL_TABLE -> labels();
            case FUNCTION -> names.use(Kind.FUNCTION, in.u32());
            case TYPE -> names.use(Kind.TYPE, in.u32());
            case TYPE_AND_TABLE -> {
                String type = types.use(in.u32());
                yield join(optional(Kind.TABLE), type);
            }
            case TYPE_AND_FIELD -> {
                int type = in.u32();
                yield names.use(Kind.TYPE, type) + " " + names.fieldUse(type, in.u32());
            }
            case TYPE_AND_COUNT -> names.use(Kind.TYPE, in.u32()) + " " + Integer.toUnsignedString(in.u32());
            case TYPE_AND_DATA -> names.use(Kind.TYPE, in.u32()) + " " + names.use(Kind.DATA, in.u32());
            case TYPE_AND_ELEMENT -> names.use(Kind.TYPE, in.u32()) + " " + names.use(Kind.ELEMENT, in.u32());
            case TYPE_AND_TYPE -> names.use(Kind.TYPE, in.u32()) + " " + names.use(Kind.TYPE, in.u32());
            case LABEL_AND_CAST -> {
                int nulls = in.u8();
                String label = Integer.toUnsignedString(in.u32());
                String from = TypePrinter.reference((nulls & 1) != 0, types.heapType(in));
                yield label + " " + from + " " + TypePrinter.reference((nulls & 2) != 0, types.heapType(in));
            }
            case LOCAL -> names.localUse(function, in.u32());
            case GLOBAL -> names.use(Kind.GLOBAL, in.u32());
            case TABLE -> names.use(Kind.TABLE, in.u32());
            case TABLE_AND_TABLE -> two(Kind.TABLE);
            case ELEMENT_AND_TABLE -> {
                String element = names.use(Kind.ELEMENT, in.u32());
                yield join(optional(Kind.TABLE), element);
            }
            case ELEMENT -> names.use(Kind.ELEMENT, in.u32());
            case DATA -> names.use(Kind.DATA, in.u32());
            case DATA_AND_MEMORY -> {
                String data = names.use(Kind.DATA, in.u32());
                yield join(optional(Kind.MEMORY), data);
            }
            case MEMORY -> optional(Kind.MEMORY);
            case MEMORY_AND_MEMORY -> two(Kind.MEMORY);
            case MEMORY_ARGUMENT -> memoryArgument(instruction);
            case MEMORY_ARGUMENT_AND_LANE -> join(memoryArgument(instruction), Integer.toString(in.u8()));
            case ZERO -> zero();
            case LANE -> Integer.toString(in.u8());
            case LANES -> lanes();
            case V128 -> vector();
            case I32 -> Long.toString(in.signed(32));
            case I64 -> Long.toString(in.signed(64));
            case F32 -> f32(in.fixed32());
            case F64 -> f64(in.fixed64());
            case HEAP_TYPE -> heapType(instruction);
            case TAG -> names.use(Kind.TAG, in.u32());
            case VALUE_TYPES -> types.results(in);
        };
    }

    private static String join(String... words) {
        StringBuilder joined = new StringBuilder();
        for (String word : words) {
            joined.append(joined.isEmpty() || word.isEmpty() ? "" : " ").append(word);
        }
        return joined.toString();
    }

    /** A byte that the text does not have. */
    private String zero() {
        in.u8();
        return "";
    }

    private String lanes() {
        StringBuilder lanes = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            lanes.append(i == 0 ? "" : " ").append(in.u8());
        }
        return lanes.toString();
    }

    private String vector() {
        StringBuilder lanes = new StringBuilder("i32x4");
        for (int i = 0; i < 4; i++) {
            lanes.append(String.format(" 0x%08x", in.fixed32()));
        }
        return lanes.toString();
    }

    /** Index 0 is what the text means when it has none. */
    private String optional(Kind kind) {
        int index = in.u32();
        return index == 0 ? "" : names.use(kind, index);
    }

    private String two(Kind kind) {
        int first = in.u32();
        int second = in.u32();
        return first == 0 && second == 0 ? "" : names.use(kind, first) + " " + names.use(kind, second);
    }

    private String labels() {
        StringBuilder labels = new StringBuilder();
        int count = in.count("labels");
        for (int i = 0; i <= count; i++) {
            labels.append(i == 0 ? "" : " ").append(Integer.toUnsignedString(in.u32()));
        }
        return labels.toString();
    }

    private String catches() {
        StringBuilder clauses = new StringBuilder();
        int count = in.count("catch clauses");
        for (int i = 0; i < count; i++) {
            int kind = in.u8();
            if (kind >= CATCH_KINDS.size()) {
                throw in.malformed("malformed catch clause");
            }
            clauses.append(i == 0 ? "(" : " (").append(CATCH_KINDS.get(kind));
            if (kind < CATCHES_ALL) {
                clauses.append(' ').append(names.use(Kind.TAG, in.u32()));
            }
            clauses.append(' ').append(Integer.toUnsignedString(in.u32())).append(')');
        }
        return clauses.toString();
    }

    private String memoryArgument(Instruction instruction) {
        int flags = in.u32();
        String memory = (flags & HAS_MEMORY) == 0 ? "" : names.use(Kind.MEMORY, in.u32());
        long offset = in.u64();
        long align = 1L << (flags & 0x3F);
        return join(
                memory,
                offset == 0 ? "" : "offset=" + Long.toUnsignedString(offset),
                align == instruction.accessSize() ? "" : "align=" + Long.toUnsignedString(align));
    }

    /** What a test or cast is for is written as a reference type. */
    private String heapType(Instruction instruction) {
        String heapType = types.heapType(in);
        return switch (instruction) {
            case REF_TEST, REF_CAST -> TypePrinter.reference(false, heapType);
            case REF_TEST_NULL, REF_CAST_NULL -> TypePrinter.reference(true, heapType);
            default -> heapType;
        };
    }

    private static String f32(int bits) {
        float value = Float.intBitsToFloat(bits);
        if (!Float.isNaN(value)) {
            return Float.isInfinite(value) ? infinity(value) : Float.toString(value);
        }
        return nan(bits < 0, bits & 0x7F_FFFF, 0x40_0000);
    }

    private static String f64(long bits) {
        double value = Double.longBitsToDouble(bits);
        if (!Double.isNaN(value)) {
            return Double.isInfinite(value) ? infinity(value) : Double.toString(value);
        }
        return nan(bits < 0, bits & 0xF_FFFF_FFFF_FFFFL, 0x8_0000_0000_0000L);
    }

    private static String infinity(double value) {
        return value < 0 ? "-inf" : "inf";
    }

    private static String nan(boolean negative, long payload, long canonical) {
        return (negative ? "-nan" : "nan") + (payload == canonical ? "" : ":0x" + Long.toHexString(payload));
    }
}
