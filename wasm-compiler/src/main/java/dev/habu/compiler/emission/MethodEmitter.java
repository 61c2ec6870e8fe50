package dev.habu.compiler.emission;

import dev.habu.compiler.instruction.Emission;
import dev.habu.compiler.instruction.Instruction;
import dev.habu.compiler.lowering.Block;
import dev.habu.compiler.lowering.Label;
import dev.habu.compiler.lowering.Node;
import dev.habu.compiler.lowering.Operation;
import dev.habu.compiler.lowering.Region;
import dev.habu.wasm.HeapType;
import dev.habu.wasm.ValueType;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * Emits the code of one method: a whole function, what splitting left of it, or a region.
 *
 * <p>WebAssembly's operand stack becomes the JVM's, block by block: at a label both hold the operands below the block and the values that a branch carries. A
 * branch that leaves more on the stack drops it first. A comparison and the branch behind it become one JVM jump.
 */
final class MethodEmitter {
    /** Of how many operands before a block the types are noted at most. */
    private static final int MAX_ENTRY = 1_000;

    private final MethodState state;
    private final MeteredCode code;
    private final Variables variables;
    private final Operands operands;
    private final OperationEmitter operations;
    private final BranchEmitter branches;
    private final TryEmitter tries;
    private boolean reachable = true;

    MethodEmitter(MethodState state, BranchEmitter.Exit exit) {
        this.state = state;
        code = state.code;
        variables = state.variables;
        operands = state.operands;
        operations = new OperationEmitter(state);
        branches = new BranchEmitter(state, operations, exit, this);
        tries = branches.tries();
    }

    BranchEmitter branches() {
        return branches;
    }

    boolean reachable() {
        return reachable;
    }

    void setReachable(boolean newReachable) {
        reachable = newReachable;
    }

    /** Emits a list of nodes and notes the size of each. */
    void body(List<Node> nodes) {
        for (int i = 0; i < nodes.size() && reachable; i++) {
            int before = code.size();
            if (code.isMeasuring()) {
                nodes.get(i).setOperands(operands.top(Math.min(nodes.get(i).height(), Node.KNOWN_OPERANDS)));
            }
            int first = i;
            switch (nodes.get(i)) {
                case Operation operation -> i = operation(operation, nodes, i);
                case Block block -> block(block, Opcodes.IFNE);
                case Region region -> region(region);
            }
            for (int k = first; k < i; k++) {
                nodes.get(k).setSize(0);
            }
            nodes.get(i).setSize(code.size() - before);
        }
    }

    /** Emits an operation and those behind it that it is fused with; returns the index of the last. */
    private int operation(Operation operation, List<Node> nodes, int i) {
        if (operation.instruction().emission() instanceof Emission.Comparison comparison) {
            operations.steps(comparison.steps());
            operands.pop(
                    operation.instruction() == Instruction.REF_IS_NULL
                            ? 1
                            : operation.instruction().operands().size());
            return condition(comparison.jump(), nodes, i);
        }
        switch (operation.instruction()) {
            case REF_TEST, REF_TEST_NULL -> {
                referenceTest(operation.heapType(), operation.instruction() == Instruction.REF_TEST_NULL);
                return condition(Opcodes.IFNE, nodes, i);
            }
            case BR, RETURN, RETHROW -> {
                branches.branch(operation.labels().getFirst());
                reachable = false;
            }
            case BR_IF -> {
                operands.pop();
                branches.branchIf(Opcodes.IFNE, operation.labels().getFirst());
            }
            case BR_TABLE -> {
                operands.pop();
                branches.branchTable(operation.labels());
                reachable = false;
            }
            case SELECT, SELECT_T -> {
                operands.pop();
                select(Opcodes.IFNE);
            }
            case LOCAL_GET -> {
                if (increment(operation, nodes, i)) {
                    return i + 3;
                }
                operations.emit(operation);
            }
            default -> {
                operations.emit(operation);
                reachable = !operation.instruction().endsFlow();
            }
        }
        return i;
    }

    /** Replaces the reference on the stack by 0 or 1; the operands then lack it. */
    private void referenceTest(HeapType type, boolean nullable) {
        String target = state.layout.heapTypeClass(type);
        if (nullable) {
            org.objectweb.asm.Label notNull = new org.objectweb.asm.Label();
            org.objectweb.asm.Label end = new org.objectweb.asm.Label();
            code.visitInsn(Opcodes.DUP);
            code.visitJumpInsn(Opcodes.IFNONNULL, notNull);
            code.visitInsn(Opcodes.POP);
            code.visitInsn(Opcodes.ICONST_1);
            code.visitJumpInsn(Opcodes.GOTO, end);
            state.label(notNull);
            instanceOf(target);
            operands.pop();
            operands.push(JvmType.INT);
            state.label(end);
        } else {
            instanceOf(target);
        }
        operands.pop();
    }

    private void instanceOf(String target) {
        if (target != null) {
            code.visitTypeInsn(Opcodes.INSTANCEOF, target);
        } else {
            code.visitInsn(Opcodes.POP);
            code.visitInsn(Opcodes.ICONST_0);
        }
    }

    /** {@code local.get x, i32.const c, i32.add, local.set x} is one JVM instruction. */
    private boolean increment(Operation get, List<Node> nodes, int i) {
        if (i + 3 >= nodes.size()
                || !(nodes.get(i + 1) instanceof Operation number && number.instruction() == Instruction.I32_CONST)
                || !(nodes.get(i + 2) instanceof Operation add && add.instruction() == Instruction.I32_ADD)
                || !(nodes.get(i + 3) instanceof Operation set && set.instruction() == Instruction.LOCAL_SET)
                || set.index() != get.index()
                || number.value() != (short) number.value()
                || !variables.isIncrementable(get.index())) {
            return false;
        }
        variables.increment(get.index(), (int) number.value());
        return true;
    }

    /** Emits what consumes a comparison that holds if {@code jump} would jump; returns the index of the last node used. */
    private int condition(int jump, List<Node> nodes, int comparison) {
        int i = comparison + 1;
        while (i < nodes.size()
                && nodes.get(i) instanceof Operation next
                && next.instruction() == Instruction.I32_EQZ) {
            jump = BranchEmitter.negate(jump);
            i++;
        }
        Node consumer = i < nodes.size() ? nodes.get(i) : null;
        if (consumer instanceof Operation next && next.instruction() == Instruction.BR_IF) {
            branches.branchIf(jump, next.labels().getFirst());
            return i;
        }
        if (consumer instanceof Operation next
                && (next.instruction() == Instruction.SELECT || next.instruction() == Instruction.SELECT_T)) {
            select(jump);
            return i;
        }
        if (consumer instanceof Block block && block.kind() == Block.Kind.IF) {
            operands.push(JvmType.INT);
            block(block, jump);
            return i;
        }
        org.objectweb.asm.Label holds = new org.objectweb.asm.Label();
        org.objectweb.asm.Label end = new org.objectweb.asm.Label();
        code.visitJumpInsn(jump, holds);
        code.visitInsn(Opcodes.ICONST_0);
        code.visitJumpInsn(Opcodes.GOTO, end);
        state.label(holds);
        code.visitInsn(Opcodes.ICONST_1);
        operands.push(JvmType.INT);
        state.label(end);
        return i - 1;
    }

    /** Keeps the first of two operands if {@code jump} would jump, else the second. */
    private void select(int jump) {
        org.objectweb.asm.Label first = new org.objectweb.asm.Label();
        org.objectweb.asm.Label end = new org.objectweb.asm.Label();
        code.visitJumpInsn(jump, first);
        JvmType type = operands.peek();
        if (type.slots == 1) {
            code.visitInsn(Opcodes.SWAP);
            code.visitInsn(Opcodes.POP);
        } else {
            code.visitInsn(Opcodes.DUP2_X2);
            code.visitInsn(Opcodes.POP2);
            code.visitInsn(Opcodes.POP2);
        }
        code.visitJumpInsn(Opcodes.GOTO, end);
        state.label(first);
        code.visitInsn(type.slots == 1 ? Opcodes.POP : Opcodes.POP2);
        operands.pop();
        state.label(end);
    }

    private void block(Block block, int jump) {
        if (code.isMeasuring() && block.height() > 0 && block.height() <= MAX_ENTRY) {
            block.setEntry(operands.top(block.height()));
        }
        if (block.kind() == Block.Kind.IF) {
            operands.pop();
        }
        switch (block.kind()) {
            case BLOCK -> {
                branches.open(
                        block.label(), operands.size() - block.type().params().size());
                body(block.body());
                close(block);
            }
            case LOOP -> loop(block);
            case IF -> conditional(block, jump);
            case TRY -> tries.tryBlock(block);
            case DELEGATE -> tries.delegate(block);
        }
    }

    /** HotSpot replaces the code of a loop that runs (OSR) only where the JVM's stack is empty, so what lies below is put aside. */
    private void loop(Block block) {
        List<ValueType> params = block.type().params();
        int base = operands.size() - params.size();
        int spilledBefore = state.spill(base, params);
        branches.open(block.label(), base);
        branches.place(block.label());
        body(block.body());
        branches.forget(block.label());
        state.unspill(spilledBefore, reachable ? block.type().results() : List.of(), reachable);
    }

    private void conditional(Block block, int jump) {
        int base = operands.size() - block.type().params().size();
        branches.open(block.label(), base);
        BitSet defined = variables.defined();
        JvmType[] before = operands.save();
        org.objectweb.asm.Label otherwise = new org.objectweb.asm.Label();
        code.visitJumpInsn(BranchEmitter.negate(jump), otherwise);
        body(block.body());
        boolean needsElse = block.otherwise() != null;
        if (!needsElse && block.type().params().isEmpty()) {
            // Without an else the false case goes straight to the end, which is where falling through arrives, too.
            boolean fell = reachable;
            BitSet live = block.label().live();
            operands.restore(before);
            variables.setDefined(intersection(defined, live));
            state.label(otherwise);
            reachable = true;
            if (fell || block.label().used()) {
                branches.placeHere(block.label());
            }
            branches.forget(block.label());
            return;
        }
        if (reachable) {
            branches.branch(block.label());
            block.label().use();
        }
        operands.restore(before);
        variables.setDefined(defined);
        state.label(otherwise);
        reachable = true;
        if (needsElse) {
            body(block.otherwise());
        }
        close(block);
    }

    private static BitSet intersection(BitSet a, BitSet b) {
        BitSet both = (BitSet) a.clone();
        both.and(b);
        return both;
    }

    /** Ends a block whose label is at its end. */
    void close(Block block) {
        if (block.label().used()) {
            branches.place(block.label());
            reachable = true;
        }
        branches.forget(block.label());
    }

    /** Calls a region's method and goes on as its exit code says. */
    private void region(Region region) {
        List<Label> exits = region.exits();
        variables.loadFrame();
        variables.loadInstance();
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                state.helpers.owner(),
                region.name(),
                RegionEmitter.descriptor(state.layout, variables.frameClass(), region),
                false);
        operands.pop(region.inputs().size());
        operands.push(region.outputs());
        if (region.outcomes() == 0) {
            code.visitInsn(Opcodes.ACONST_NULL);
            code.visitInsn(Opcodes.ATHROW);
            reachable = false;
            return;
        }
        if (region.isWide()) {
            branches.dispatchWide(region);
            reachable = region.fallsThrough();
            return;
        }
        if (region.outcomes() > 2) {
            branches.dispatch(exits, region.fallsThrough());
        } else if (region.outcomes() == 2) {
            branches.branchIfWithFrame(Opcodes.IFNE, exits.getLast());
        }
        if (!region.fallsThrough()) {
            branches.branchWithFrame(exits.getFirst());
            reachable = false;
        }
    }
}
