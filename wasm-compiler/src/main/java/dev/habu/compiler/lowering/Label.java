package dev.habu.compiler.lowering;

import dev.habu.wasm.ValueType;
import java.util.BitSet;
import java.util.List;

/** What branches name: the end of a block or the start of a loop. */
public final class Label {
    private final Block block;
    private final List<ValueType> types;
    private boolean used;
    private int code;
    private LocalSet live = LocalSet.EMPTY;

    Label(Block block, List<ValueType> types) {
        this.block = block;
        this.types = types;
    }

    /** The block whose label this is. */
    public Block block() {
        return block;
    }

    /** The types of the values that a branch carries. */
    public List<ValueType> types() {
        return types;
    }

    /** Whether any branch names it. */
    public boolean used() {
        return used;
    }

    /** Notes that something branches to it. */
    public void use() {
        used = true;
    }

    /** What a region with many exits returns if it leaves by this label: another number for each label of the blocks around a place, never 0. */
    public int code() {
        return code;
    }

    void setCode(int number) {
        code = number;
    }

    /** The locals that are live at the target. */
    public BitSet live() {
        return live.toBitSet();
    }

    LocalSet liveSet() {
        return live;
    }

    void setLive(LocalSet locals) {
        live = locals;
    }
}
