package dev.habu.compiler.lowering;

import dev.habu.wasm.ValueType;
import java.util.BitSet;
import java.util.List;

/** A statement or operation of a function's tree: operations in the order of the stack machine, blocks as subtrees, only code that can be reached. */
public abstract sealed class Node permits Operation, Block, Region {
    /** Of how many operands before a node the types are noted: as many as a part of an expression may take that becomes a method. */
    public static final int KNOWN_OPERANDS = 8;

    private final int offset;
    private int height;

    /** The size of its bytecode as last measured, in bytes. */
    private int size;

    /** The locals that are live before it; only filled in by {@link Liveness} when asked for. */
    private LocalSet liveBefore;

    /** The uppermost operands of the enclosing block's own part of the stack before it, as far as the JVM tells them apart; null if not measured. */
    private List<ValueType> operands;

    Node(int offset, int height) {
        this.offset = offset;
        this.height = height;
    }

    /** Where it is in the module. */
    public final int offset() {
        return offset;
    }

    /** How many operands lie on the enclosing block's own part of the stack before it; at 0 the code can be cut. */
    public final int height() {
        return height;
    }

    final void setHeight(int operandsBefore) {
        height = operandsBefore;
    }

    /** Whether control can reach the place behind it. */
    public abstract boolean fallsThrough();

    /** How many operands it pushes after it has popped its own. */
    public abstract int pushed();

    /** The size of its bytecode as last measured, in bytes. */
    public final int size() {
        return size;
    }

    /** Notes the size of its bytecode in bytes. */
    public final void setSize(int bytes) {
        size = bytes;
    }

    /** The locals that are live before it, or null if nobody asked {@link Liveness} to record it. */
    public final BitSet liveBefore() {
        return liveBefore == null ? null : liveBefore.toBitSet();
    }

    final LocalSet liveSet() {
        return liveBefore;
    }

    /** The types of the uppermost of the {@link #height} operands before it, {@value #KNOWN_OPERANDS} at most, as far as the JVM tells them apart; null before it has been measured. */
    public final List<ValueType> operands() {
        return operands;
    }

    /** Notes the types of the uppermost operands before it. */
    public final void setOperands(List<ValueType> types) {
        operands = types;
    }

    final void setLiveBefore(LocalSet locals) {
        liveBefore = locals;
    }
}
