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
        int index, FunctionType type, List<ValueType> locals, Block root, BitSet liveAtStart, boolean tailCalls) {

    /** Gives all labels their {@link Label#code}. Those of the blocks around a place follow one another, so that switches over them are dense. */
    public void numberLabels() {
        number(List.of(root), 1, 1 + depth(List.of(root)));
    }

    private static int depth(List<Node> nodes) {
        int deepest = 0;
        for (Node node : nodes) {
            switch (node) {
                case Operation operation -> {}
                case Block block -> {
                    for (List<Node> part : block.bodies()) {
                        deepest = Math.max(deepest, 1 + depth(part));
                    }
                }
                case Region region -> deepest = Math.max(deepest, depth(region.body()));
            }
        }
        return deepest;
    }

    private static void number(List<Node> nodes, int code, int step) {
        for (Node node : nodes) {
            switch (node) {
                case Operation operation -> {}
                case Block block -> {
                    block.label().setCode(code);
                    block.thrown().setCode(code + step);
                    block.rethrown().setCode(code + 2 * step);
                    block.bodies().forEach(part -> number(part, code + 1, step));
                }
                case Region region -> number(region.body(), code, step);
            }
        }
    }
}
