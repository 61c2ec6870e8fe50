package dev.habu.compiler.emission;

import dev.habu.compiler.lowering.Block;
import dev.habu.compiler.lowering.Label;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.ValueType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/**
 * Emits tries, legacy ones and those of try_table, as JVM exception handlers. A try protects ranges of code; a delegate is a hole in the ranges of the tries that it skips.
 */
final class TryEmitter {
    static final String EXCEPTION = "dev/habu/wasm/WasmException";

    private record Range(org.objectweb.asm.Label start, org.objectweb.asm.Label end) {}

    /** A try whose protected part is being emitted. */
    private final class Open {
        final Block block;
        final org.objectweb.asm.Label handler = new org.objectweb.asm.Label();
        final List<Range> ranges = new ArrayList<>();
        private org.objectweb.asm.Label start;
        private int startSize;

        Open(Block block) {
            this.block = block;
        }

        void begin() {
            start = new org.objectweb.asm.Label();
            state.code.visitLabel(start);
            startSize = state.code.size();
        }

        void end() {
            if (start != null && state.code.size() > startSize) {
                org.objectweb.asm.Label end = new org.objectweb.asm.Label();
                state.code.visitLabel(end);
                ranges.add(new Range(start, end));
            }
            start = null;
        }

        boolean isActive() {
            return start != null;
        }

        void toggle() {
            if (isActive()) {
                end();
            } else {
                begin();
            }
        }
    }

    /** A delegate whose body is being emitted, and the open tries that do not see its exceptions. */
    private record Hole(Block block, List<Open> skipped) {}

    private final MethodState state;
    private final MeteredCode code;
    private final BranchEmitter branches;
    private final MethodEmitter method;
    private final List<Open> open = new ArrayList<>();
    private final List<Hole> holes = new ArrayList<>();
    private final Map<Block, Integer> caught = new HashMap<>();

    TryEmitter(MethodState state, BranchEmitter branches, MethodEmitter method) {
        this.state = state;
        this.branches = branches;
        this.method = method;
        code = state.code;
    }

    void tryBlock(Block block) {
        FunctionType type = block.type();
        int base = state.operands.size() - type.params().size();
        int spilledBefore = state.spill(base, type.params());
        branches.open(block.label(), base);
        Open current = new Open(block);
        open.add(current);
        current.begin();
        method.body(block.body());
        boolean used = method.reachable();
        if (used) {
            branches.branch(block.label());
        }
        current.end();
        open.removeLast();
        if (!current.ranges.isEmpty() && !block.handlers().isEmpty()) {
            used |= handlers(block, current, base);
        }
        used |= block.label().used();
        if (used) {
            branches.place(block.label());
        }
        method.setReachable(used);
        branches.forget(block.label());
        state.unspill(spilledBefore, used ? type.results() : List.of(), used);
    }

    private boolean handlers(Block block, Open current, int base) {
        for (Range range : current.ranges) {
            code.visitTryCatchBlock(range.start(), range.end(), current.handler, EXCEPTION);
        }
        state.operands.truncate(base);
        state.variables.setDefined(block.handlerLive());
        state.label(current.handler, new Object[] {EXCEPTION});
        int exception = state.variables.acquire(EXCEPTION, 1);
        caught.put(block, exception);
        code.visitVarInsn(Opcodes.ASTORE, exception);
        boolean reachesEnd = false;
        boolean catchesAll = false;
        for (Block.Handler handler : block.handlers()) {
            if (catchesAll) {
                break;
            }
            org.objectweb.asm.Label next = null;
            state.operands.truncate(base);
            state.variables.setDefined(block.handlerLive());
            if (handler.tag() >= 0) {
                next = new org.objectweb.asm.Label();
                matchTag(handler.tag(), exception, next);
            } else {
                catchesAll = true;
            }
            if (handler.reference()) {
                code.visitVarInsn(Opcodes.ALOAD, exception);
                state.operands.push(JvmType.REF);
            }
            method.setReachable(true);
            method.body(handler.body());
            if (method.reachable()) {
                branches.branch(block.label());
                reachesEnd = true;
            }
            if (next != null) {
                state.operands.truncate(base);
                state.variables.setDefined(block.handlerLive());
                state.label(next);
            }
        }
        if (!catchesAll) {
            code.visitVarInsn(Opcodes.ALOAD, exception);
            code.visitInsn(Opcodes.ATHROW);
        }
        caught.remove(block);
        state.variables.release();
        return reachesEnd;
    }

    /** Goes to {@code next} unless the exception has the tag, else pushes its values. */
    private void matchTag(int tag, int exception, org.objectweb.asm.Label next) {
        code.visitVarInsn(Opcodes.ALOAD, exception);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, EXCEPTION, "tag", "()Ldev/habu/wasm/Tag;", false);
        state.variables.loadInstance();
        Constants.push(code, tag);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, ModuleLayout.INSTANCE, "tag", "(I)Ldev/habu/wasm/Tag;", false);
        code.visitJumpInsn(Opcodes.IF_ACMPNE, next);
        List<ValueType> values = state.layout.module().tags().get(tag).type().params();
        if (!values.isEmpty()) {
            code.visitVarInsn(Opcodes.ALOAD, exception);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, EXCEPTION, "values", "()[Ljava/lang/Object;", false);
            branches.operations().unpack(values);
            state.operands.push(values);
        }
    }

    /**
     * Throws what a branch to a block's {@link Block#rethrown} or {@link Block#thrown} has to throw.
     *
     * @return whether the label is one of these and its block in this method; nothing is emitted otherwise
     */
    boolean raise(Label label) {
        Block block = label.block();
        if (label == block.rethrown() && caught.containsKey(block)) {
            code.visitVarInsn(Opcodes.ALOAD, caught.get(block));
            code.visitInsn(Opcodes.ATHROW);
            return true;
        }
        if (label == block.thrown() && isHere(block.label())) {
            code.visitTypeInsn(Opcodes.CHECKCAST, EXCEPTION);
            List<Open> changed = hide(block.label());
            code.visitInsn(Opcodes.ATHROW);
            changed.forEach(Open::toggle);
            return true;
        }
        return false;
    }

    /** Whether {@link #raise} would throw for a label. */
    boolean raises(Label label) {
        Block block = label.block();
        return (label == block.rethrown() && caught.containsKey(block))
                || (label == block.thrown() && isHere(block.label()));
    }

    /** Whether an exception for a block has to be thrown in this method. The function's own label stands for its caller. */
    private boolean isHere(Label label) {
        return branches.depth(label) >= 0 || !branches.inRegion();
    }

    void delegate(Block block) {
        branches.open(
                block.label(), state.operands.size() - block.type().params().size());
        List<Open> changed = hide(block.delegate());
        List<Open> skipped = open.stream()
                .filter(t -> !seesExceptionsIn(block.delegate(), t))
                .toList();
        holes.add(new Hole(block, skipped));
        Open leaving = isHere(block.delegate()) ? null : new Open(block);
        if (leaving != null) {
            open.add(leaving);
            leaving.begin();
        }
        method.body(block.body());
        if (method.reachable() && !changed.isEmpty()) {
            // What follows belongs to other tries again.
            code.visitInsn(Opcodes.NOP);
        }
        if (leaving != null) {
            leaving.end();
            open.removeLast();
        }
        holes.removeLast();
        if (leaving != null && !leaving.ranges.isEmpty()) {
            leave(block, leaving);
        }
        changed.forEach(Open::toggle);
        method.close(block);
    }

    /** Lets exceptions in the body of a delegate whose block is not in this method leave the region by a way of their own. */
    private void leave(Block block, Open leaving) {
        for (Range range : leaving.ranges) {
            code.visitTryCatchBlock(range.start(), range.end(), leaving.handler, EXCEPTION);
        }
        org.objectweb.asm.Label after = new org.objectweb.asm.Label();
        boolean reachable = method.reachable();
        if (reachable) {
            code.visitJumpInsn(Opcodes.GOTO, after);
        }
        JvmType[] saved = state.operands.save();
        int spilled = state.operands.spilled();
        BitSet defined = state.variables.defined();
        state.operands.truncate(0);
        state.operands.setSpilled(0);
        state.variables.setDefined(new BitSet());
        state.label(leaving.handler, new Object[] {EXCEPTION});
        state.operands.push(JvmType.REF);
        branches.branch(block.delegate().block().thrown());
        state.operands.restore(saved);
        state.operands.setSpilled(spilled);
        state.variables.setDefined(defined);
        if (reachable) {
            state.label(after);
        }
    }

    /** Ends or begins the ranges of open tries so that just those go on that see exceptions in a block; returns those that have to be toggled back. */
    private List<Open> hide(Label label) {
        List<Open> changed = open.stream()
                .filter(t -> seesExceptionsIn(label, t) != t.isActive())
                .toList();
        changed.forEach(Open::toggle);
        return changed;
    }

    /** Whether an exception in the body of the block with that label, or beyond the function, gets to a try whose part is open. */
    private boolean seesExceptionsIn(Label label, Open t) {
        int depth = branches.depth(label);
        if (branches.depth(t.block.label()) > depth) {
            return false;
        }
        for (Hole hole : holes) {
            if (branches.depth(hole.block.label()) <= depth && hole.skipped.contains(t)) {
                return false;
            }
        }
        return true;
    }
}
