package dev.habu.compiler.lowering;

import dev.habu.wasm.FunctionType;
import dev.habu.wasm.ValueType;
import java.util.BitSet;
import java.util.List;

/**
 * A function as a tree.
 *
 * @param type its type
 * @param locals the types of parameters and locals
 * @param index its index in the module
 * @param root the body; its label is the function's end, with the results
 * @param liveAtStart the locals that are live at the start
 * @param tailCalls whether it leaves calls to its caller
 */
public record FunctionTree(
        int index, FunctionType type, List<ValueType> locals, Block root, BitSet liveAtStart, boolean tailCalls) {}
