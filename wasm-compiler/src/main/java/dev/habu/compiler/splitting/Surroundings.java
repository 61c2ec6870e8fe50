package dev.habu.compiler.splitting;

import dev.habu.compiler.lowering.Block;
import dev.habu.compiler.lowering.Label;
import dev.habu.compiler.lowering.Node;
import dev.habu.compiler.lowering.Region;
import java.util.BitSet;
import java.util.List;

/**
 * What is around the nodes of a list.
 *
 * @param results how many values lie on the stack at its end
 * @param end the label that a branch names to get to its end with these values; null if there is none
 * @param liveAtEnd the locals that are live at its end
 * @param handled the locals that are live in the handlers around it
 */
record Surroundings(int results, Label end, BitSet liveAtEnd, BitSet handled) {
    /** What is around a function's body. */
    static Surroundings of(Block root) {
        return new Surroundings(root.type().results().size(), root.label(), new BitSet(), new BitSet());
    }

    /** What is around a region's body. */
    static Surroundings of(Region region) {
        return new Surroundings(region.outputs().size(), null, region.liveAfter(), region.handled());
    }

    /** What is around a part of a block, the node at {@code index} of a list. */
    Surroundings of(int part, List<Node> list, int index) {
        Block block = (Block) list.get(index);
        boolean loop = block.kind() == Block.Kind.LOOP;
        BitSet live = loop ? liveBehind(list, index + 1) : block.label().live();
        boolean isProtected = part == 0 && block.kind() == Block.Kind.TRY;
        return new Surroundings(
                block.type().results().size(),
                loop ? null : block.label(),
                live,
                isProtected ? block.handlerLive() : handled);
    }

    /** The locals that are live where {@code index} nodes of the list are before. */
    BitSet liveBehind(List<Node> list, int index) {
        return index < list.size() ? list.get(index).liveBefore() : liveAtEnd;
    }
}
