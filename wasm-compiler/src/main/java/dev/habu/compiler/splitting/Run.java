package dev.habu.compiler.splitting;

import dev.habu.compiler.lowering.Label;
import dev.habu.compiler.lowering.Node;
import dev.habu.compiler.lowering.Operation;
import dev.habu.wasm.ValueType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A run of nodes in a list that could become a region.
 *
 * @param list the list
 * @param from the index of its first node
 * @param end the index behind its last node
 * @param tail the label that takes the values which it leaves at the end of the list, if it leaves any other than {@code outputs}; it then ends with a branch
 * @param liveAfter the locals that are live behind it
 * @param handled the locals that are live in the handlers around it
 * @param escapes what it has to do with the code around it
 * @param wide whether it becomes a wide region
 * @param size the size of its bytecode as measured
 * @param inputs the operands that it takes from the stack
 * @param outputs the operand that it leaves there, if any
 */
record Run(
        List<Node> list,
        int from,
        int end,
        Label tail,
        BitSet liveAfter,
        BitSet handled,
        Escapes escapes,
        boolean wide,
        int size,
        List<ValueType> inputs,
        List<ValueType> outputs) {
    /** A run of statements. */
    static Run of(List<Node> list, int from, int end, Label tail, Surroundings around, int wideExits, int size) {
        Escapes escapes = Escapes.of(nodes(list, from, end, tail));
        boolean wide = escapes.exitCount() > wideExits;
        return new Run(
                list,
                from,
                end,
                tail,
                around.liveBehind(list, end),
                around.handled(),
                escapes,
                wide,
                size,
                List.of(),
                List.of());
    }

    /** The nodes of the region. */
    List<Node> nodes() {
        return nodes(list, from, end, tail);
    }

    private static List<Node> nodes(List<Node> list, int from, int end, Label tail) {
        List<Node> nodes = new ArrayList<>(list.subList(from, end));
        if (tail != null) {
            nodes.add(Operation.branch(tail, nodes.getLast().offset()));
        }
        return nodes;
    }

    /** How many bytes the method gets smaller, about. */
    int gain() {
        return size - escapes.callSize(wide);
    }
}
