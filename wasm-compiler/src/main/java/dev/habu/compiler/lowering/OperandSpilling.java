package dev.habu.compiler.lowering;

import dev.habu.compiler.instruction.Instruction;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.ValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the operands below blocks, and those that blocks take, into locals, so that blocks stand where the stack is at its base and can be cut out. Functions
 * that cannot be split otherwise are rewritten so; all others keep their operands on the JVM's stack, where the JIT likes them best.
 */
public final class OperandSpilling {
    private final FunctionTree tree;

    /** The locals that no operand is in at the moment, by type. */
    private final Map<ValueType, Deque<Integer>> free = new HashMap<>();

    private OperandSpilling(FunctionTree tree) {
        this.tree = tree;
    }

    /** Rewrites a function whose nodes have been measured; its {@link Liveness} has to be analysed afterwards. */
    public static void rewrite(FunctionTree tree) {
        new OperandSpilling(tree).list(tree.root().body());
    }

    private void list(List<Node> nodes) {
        List<Node> before = List.copyOf(nodes);
        nodes.clear();
        for (Node node : before) {
            if (node instanceof Block block) {
                block(block, nodes);
            } else {
                nodes.add(node);
            }
        }
    }

    private void block(Block block, List<Node> out) {
        boolean conditional = block.kind() == Block.Kind.IF;
        List<ValueType> params = block.type().params();
        int below = block.height() - params.size() - (conditional ? 1 : 0);
        boolean loop = block.kind() == Block.Kind.LOOP;
        boolean needless = below == 0 && (params.isEmpty() || loop);
        if (needless || block.entry().size() != block.height()) {
            block.bodies().forEach(this::list);
            out.add(block);
            return;
        }
        List<ValueType> types = new ArrayList<>(block.entry());
        if (conditional) {
            types.set(types.size() - 1, NumberType.I32);
        }
        List<Integer> locals = types.stream().map(this::take).toList();
        for (int i = locals.size() - 1; i >= 0; i--) {
            set(locals.get(i), block.offset(), i + 1, out);
        }
        List<Integer> taken = locals.subList(below, below + params.size());
        block.bodies().forEach(this::list);
        if (loop) {
            get(taken, block.offset(), 0, out);
            block.setHeight(params.size());
        } else {
            get(taken, block.offset(), block.body());
            if (conditional && !params.isEmpty()) {
                get(taken, block.offset(), block.otherwise() == null ? block.beginOtherwise() : block.otherwise());
            }
            block.takeNothing();
            if (conditional) {
                get(locals.subList(locals.size() - 1, locals.size()), block.offset(), 0, out);
            }
            block.setHeight(conditional ? 1 : 0);
        }
        out.add(block);
        if (block.fallsThrough() && below > 0) {
            List<ValueType> resultTypes = block.type().results();
            List<Integer> results = resultTypes.stream().map(this::take).toList();
            for (int i = results.size() - 1; i >= 0; i--) {
                set(results.get(i), block.offset(), i + 1, out);
            }
            get(locals.subList(0, below), block.offset(), 0, out);
            get(results, block.offset(), below, out);
            give(results, resultTypes);
        }
        give(locals, types);
    }

    private int take(ValueType type) {
        Deque<Integer> known = free.computeIfAbsent(type, t -> new ArrayDeque<>());
        if (!known.isEmpty()) {
            return known.pop();
        }
        tree.locals().add(type);
        return tree.locals().size() - 1;
    }

    private void give(List<Integer> locals, List<ValueType> types) {
        for (int i = 0; i < locals.size(); i++) {
            free.computeIfAbsent(types.get(i), t -> new ArrayDeque<>()).push(locals.get(i));
        }
    }

    private static void set(int local, int offset, int height, List<Node> out) {
        out.add(new Operation(Instruction.LOCAL_SET, offset, height, local, 0, 0, null, 0));
    }

    private static void get(List<Integer> locals, int offset, int height, List<Node> out) {
        for (int i = 0; i < locals.size(); i++) {
            out.add(new Operation(Instruction.LOCAL_GET, offset, height + i, locals.get(i), 0, 0, null, 1));
        }
    }

    /** Puts locals on the stack at the beginning of a body. */
    private static void get(List<Integer> locals, int offset, List<Node> body) {
        List<Node> before = List.copyOf(body);
        body.clear();
        get(locals, offset, 0, body);
        body.addAll(before);
    }
}
