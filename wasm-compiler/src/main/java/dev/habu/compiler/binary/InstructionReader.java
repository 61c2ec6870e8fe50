package dev.habu.compiler.binary;

import dev.habu.compiler.ValidationException;
import dev.habu.compiler.instruction.CatchClause;
import dev.habu.compiler.instruction.Instruction;
import dev.habu.wasm.DefinedType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.HeapType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.V128;
import dev.habu.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Decodes instructions (WebAssembly 3.0, section 5.4) one after the other; the immediates of the current one are in its accessors. */
public final class InstructionReader extends TypeReader {
    private static final FunctionType NOTHING = new FunctionType(List.of(), List.of());

    private Instruction instruction;
    private int offset;
    private int index;
    private int index2;
    private int lane;
    private long value;
    private long value2;
    private int[] labels;
    private FunctionType blockType;
    private List<CatchClause> catches = List.of();
    private HeapType heapType;
    private RefType castFrom;
    private RefType castTo;
    private List<ValueType> valueTypes;

    /** Reads from {@code position} to before {@code end}. */
    public InstructionReader(byte[] bytes, int position, int end, List<DefinedType> types) {
        super(bytes, position, end, types);
    }

    /** Decodes the next instruction and its immediates. */
    public void next() {
        offset = position();
        int code = u8();
        if (Instruction.isPrefix(code)) {
            int second = u32();
            code = second >>> 16 == 0 ? code << 16 | second : -1;
        }
        instruction = code < 0 ? null : Instruction.of(code);
        if (instruction == null) {
            seek(offset);
            throw malformed("illegal opcode 0x" + Integer.toHexString(u8()));
        }
        immediates();
    }

    private void immediates() {
        switch (instruction.immediates()) {
            case NONE -> {}
            case BLOCK_TYPE -> blockType = blockType();
            case BLOCK_TYPE_AND_CATCHES -> {
                blockType = blockType();
                catches = readCatches();
            }
            case LABEL, FUNCTION, TYPE, LOCAL, GLOBAL, TABLE, ELEMENT, DATA, MEMORY, TAG -> index = u32();
            case TYPE_AND_TABLE,
                    TYPE_AND_FIELD,
                    TYPE_AND_COUNT,
                    TYPE_AND_DATA,
                    TYPE_AND_ELEMENT,
                    TYPE_AND_TYPE,
                    TABLE_AND_TABLE,
                    ELEMENT_AND_TABLE,
                    DATA_AND_MEMORY,
                    MEMORY_AND_MEMORY -> {
                index = u32();
                index2 = u32();
            }
            case LABEL_TABLE -> {
                int count = count("labels");
                labels = new int[count + 1];
                for (int i = 0; i <= count; i++) {
                    labels[i] = u32();
                }
            }
            case MEMORY_ARGUMENT -> memoryArgument();
            case MEMORY_ARGUMENT_AND_LANE -> {
                memoryArgument();
                lane = u8();
            }
            case ZERO -> {
                if (u8() != 0) {
                    throw malformed("zero byte expected");
                }
            }
            case LANE -> lane = u8();
            case LANES, V128 -> {
                value = fixed64();
                value2 = fixed64();
            }
            case I32 -> value = signed(32);
            case I64 -> value = signed(64);
            case F32 -> value = fixed32();
            case F64 -> value = fixed64();
            case HEAP_TYPE -> heapType = heapType();
            case LABEL_AND_CAST -> {
                int flags = u8();
                if (flags > 3) {
                    throw malformed("malformed cast flags");
                }
                index = u32();
                castFrom = new RefType((flags & 1) != 0, heapType());
                castTo = new RefType((flags & 2) != 0, heapType());
            }
            case VALUE_TYPES -> {
                int count = count("types");
                valueTypes = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    valueTypes.add(valueType());
                }
            }
        }
    }

    private FunctionType blockType() {
        int code = peek();
        if (code == 0x40) {
            u8();
            return NOTHING;
        }
        // One byte with bit 6 set is a negative number, a value type; anything else is a type index.
        if ((code & 0xc0) == 0x40) {
            return new FunctionType(List.of(), List.of(valueType()));
        }
        long typeIndex = signed(33);
        if (typeIndex < 0) {
            throw malformed("malformed block type");
        }
        return functionTypeAt((int) Math.min(typeIndex, Integer.MAX_VALUE));
    }

    private List<CatchClause> readCatches() {
        int count = count("catch clauses");
        List<CatchClause> clauses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int kind = u8();
            if (kind > 3) {
                throw malformed("malformed catch clause");
            }
            clauses.add(new CatchClause(kind > 1, kind > 1 ? 0 : u32(), (kind & 1) != 0, u32()));
        }
        return clauses;
    }

    private void memoryArgument() {
        int flags = u32();
        if (flags >= 0x80 || flags < 0) {
            throw malformed("malformed memop flags");
        }
        index2 = flags & 0x3f;
        index = (flags & 0x40) != 0 ? u32() : 0;
        value = u64();
        if (index2 >= 32) {
            throw new ValidationException("alignment must not be larger than natural", offset);
        }
    }

    /** The current instruction. */
    public Instruction instruction() {
        return instruction;
    }

    /** The offset of the current instruction in the module. */
    public int offset() {
        return offset;
    }

    /** The first index: label, function, type, local, global, table, segment, tag, or the memory of a load or store. */
    public int index() {
        return index;
    }

    /** The second index: the table of an indirect call, the source of a copy, or the alignment exponent of a load or store. */
    public int index2() {
        return index2;
    }

    /** The constant (bits of a float), or the offset of a load or store. */
    public long value() {
        return value;
    }

    /** A lane index. */
    public int lane() {
        return lane;
    }

    /** The constant of 128 bits, or the 16 lane indices of a shuffle as its bytes. */
    public V128 vector() {
        return new V128(value, value2);
    }

    /** The labels of a br_table, the default last. */
    public int[] labels() {
        return labels;
    }

    /** The type of a block. */
    public FunctionType blockTypeOf() {
        return blockType;
    }

    /** The clauses of a try_table. */
    public List<CatchClause> catches() {
        return catches;
    }

    /** The heap type. */
    public HeapType heapTypeOf() {
        return heapType;
    }

    /** The type that the operand of a branch on a cast has. */
    public RefType castFrom() {
        return castFrom;
    }

    /** The type that a branch on a cast casts to. */
    public RefType castTo() {
        return castTo;
    }

    /** The types of a select. */
    public List<ValueType> valueTypes() {
        return valueTypes;
    }
}
