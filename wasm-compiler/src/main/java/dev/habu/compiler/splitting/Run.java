package dev.habu.compiler.splitting;

import dev.habu.compiler.lowering.Node;
import dev.habu.wasm.ValueType;
import java.util.BitSet;
import java.util.List;

/**
 * A run of nodes in a list that could become a region.
 *
 * @param list the list
 * @param from the index of its first node
 * @param end the index behind its last node
 * @param liveAfter the locals that are live behind it
 * @param handled the locals that are live in the handlers around it
 * @param escapes what it has to do with the code around it
 * @param size the size of its bytecode as measured
 * @param inputs the operands that it takes from the stack
 * @param outputs the operand that it leaves there, if any
 */
record Run(
        List<Node> list,
        int from,
        int end,
        BitSet liveAfter,
        BitSet handled,
        Escapes escapes,
        int size,
        List<ValueType> inputs,
        List<ValueType> outputs) {
    /** How many bytes the method gets smaller, about. */
    int gain() {
        return size - escapes.stubSize();
    }
}
