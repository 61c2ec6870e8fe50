package dev.habu.compiler.lowering;

import dev.habu.wasm.ValueType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A run of nodes that becomes a method of its own. It takes the place of the run in its list.
 *
 * <p>Locals that are used on both sides of a cut live in the fields of the function's frame object: {@code loads} are read into JVM variables at the region's
 * start, what it has written is put back at each exit, as far as it is live there. Values that a
 * branch out of it carries go through the frame, too. A region can also be a part of an expression: then it takes
 * operands from the stack and leaves one there.
 */
public final class Region extends Node {
    private final List<Node> body;
    private final List<Label> exits;
    private final boolean wide;
    private final boolean fallsThrough;
    private final BitSet loads;
    private final BitSet writes;
    private final BitSet liveAfter;
    private final BitSet handled;
    private final List<ValueType> inputs;
    private final List<ValueType> outputs;
    private String name = "";

    /**
     * Makes a region of a run of nodes.
     *
     * @param body the run
     * @param exits the labels outside that it branches to
     * @param wide whether exit codes are those of the labels
     * @param fallsThrough whether its end can be reached
     * @param loads the locals that are live before it and used in it
     * @param writes the locals that it writes
     * @param liveAfter the locals that are live behind its end
     * @param handled the locals that are live in handlers of the function that its exceptions can reach
     * @param inputs the operands that it takes from the stack
     * @param outputs the operand that it leaves on the stack, if any
     */
    public Region(
            List<Node> body,
            List<Label> exits,
            boolean wide,
            boolean fallsThrough,
            BitSet loads,
            BitSet writes,
            BitSet liveAfter,
            BitSet handled,
            List<ValueType> inputs,
            List<ValueType> outputs) {
        super(body.getFirst().offset(), body.getFirst().height());
        setLiveBefore(body.getFirst().liveSet());
        this.body = new ArrayList<>(body);
        this.exits = exits;
        this.wide = wide;
        this.fallsThrough = fallsThrough;
        this.loads = loads;
        this.writes = writes;
        this.liveAfter = liveAfter;
        this.handled = handled;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public int pushed() {
        return outputs.size();
    }

    /** The operands that it takes from the stack; only a region without exits has any. */
    public List<ValueType> inputs() {
        return inputs;
    }

    /** The operand that it leaves on the stack, if any; only a region without exits has one. */
    public List<ValueType> outputs() {
        return outputs;
    }

    /** The name of its method. */
    public String name() {
        return name;
    }

    /** Names its method. */
    public void setName(String method) {
        name = method;
    }

    /** The nodes. */
    public List<Node> body() {
        return body;
    }

    /**
     * Whether it has so many exits that it returns {@link Label#code} as its exit code, which means the same in all methods of the function: a caller hands on those
     * that it does not know itself. Other regions number their exits.
     */
    public boolean isWide() {
        return wide;
    }

    /** The labels outside that it branches to. Exit code 0 is falling through, code n is the n-th label unless the region is wide. */
    public List<Label> exits() {
        return exits;
    }

    /** How many ways out it has. */
    public int outcomes() {
        return exits.size() + (fallsThrough ? 1 : 0);
    }

    @Override
    public boolean fallsThrough() {
        return fallsThrough;
    }

    /** The locals that are live before it and used in it. */
    public BitSet loads() {
        return loads;
    }

    /** The locals that it writes. */
    public BitSet writes() {
        return writes;
    }

    /** The locals that are live behind its end. */
    public BitSet liveAfter() {
        return liveAfter;
    }

    /** The locals that are live in handlers that its exceptions can reach. */
    public BitSet handled() {
        return handled;
    }

    /** The locals that it writes and that must be right in the frame at any time, because a handler outside may read them. */
    public BitSet writtenThrough() {
        BitSet through = (BitSet) writes.clone();
        through.and(handled);
        return through;
    }

    /** All locals that cross its border one way or the other. */
    public BitSet crossing() {
        BitSet crossing = new BitSet();
        for (Label exit : exits) {
            crossing.or(exit.live());
        }
        if (fallsThrough) {
            crossing.or(liveAfter);
        }
        crossing.or(handled);
        crossing.and(writes);
        crossing.or(loads);
        return crossing;
    }
}
