package dev.habu.compiler.lowering;

import dev.habu.compiler.instruction.Instruction;
import dev.habu.wasm.DefinedType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.HeapType;
import dev.habu.wasm.V128;
import dev.habu.wasm.ValueType;
import java.util.List;

/** An instruction that is not a block, with its immediates resolved. */
public final class Operation extends Node {
    private final Instruction instruction;
    private final int index;
    private final int index2;
    private final long value;
    private final Object extra;
    private final int pushed;

    Operation(
            Instruction instruction,
            int offset,
            int height,
            int index,
            int index2,
            long value,
            Object extra,
            int pushed) {
        super(offset, height);
        this.instruction = instruction;
        this.index = index;
        this.index2 = index2;
        this.value = value;
        this.extra = extra;
        this.pushed = pushed;
    }

    /** A branch to a label with the values that it takes on the stack. */
    public static Operation branch(Label label, int offset) {
        label.use();
        Operation branch = new Operation(Instruction.BR, offset, label.types().size(), 0, 0, 0, List.of(label), 0);
        branch.setLiveBefore(label.liveSet());
        return branch;
    }

    /** The instruction. */
    public Instruction instruction() {
        return instruction;
    }

    @Override
    public boolean fallsThrough() {
        return !instruction.endsFlow();
    }

    @Override
    public int pushed() {
        return pushed;
    }

    /** The first index immediate. */
    public int index() {
        return index;
    }

    /** The second index immediate. */
    public int index2() {
        return index2;
    }

    /** The constant (bits of a float), or the offset of a load or store. */
    public long value() {
        return value;
    }

    /** The targets of a branch, the default of a br_table last; the one label of a return or rethrow. */
    @SuppressWarnings("unchecked")
    public List<Label> labels() {
        return extra instanceof List<?> ? (List<Label>) extra : List.of();
    }

    /** The operand's type of a drop or select. */
    public ValueType type() {
        return (ValueType) extra;
    }

    /** The type of the function that is called indirectly, by reference or in the tail. */
    public FunctionType functionType() {
        return (FunctionType) extra;
    }

    /** The lane index of a vector instruction. */
    public int lane() {
        return (Integer) extra;
    }

    /** The constant of 128 bits, or the 16 lane indices of a shuffle as its bytes. */
    public V128 vector() {
        return (V128) extra;
    }

    /** The structure or array type that an instruction names. */
    public DefinedType definedType() {
        return (DefinedType) extra;
    }

    /** The heap type of a ref.null, ref.test or ref.cast. */
    public HeapType heapType() {
        return (HeapType) extra;
    }

    @Override
    public String toString() {
        return instruction.text() + " " + index;
    }
}
