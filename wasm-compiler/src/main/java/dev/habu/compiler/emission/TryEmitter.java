package dev.habu.compiler.emission;

import dev.habu.compiler.lowering.Block;
import dev.habu.compiler.lowering.Label;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.ValueType;
import java.util.ArrayList;
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

    void rethrow(Block block) {
        code.visitVarInsn(Opcodes.ALOAD, caught.get(block));
        code.visitInsn(Opcodes.ATHROW);
    }

    void delegate(Block block) {
        branches.open(
                block.label(), state.operands.size() - block.type().params().size());
        List<Open> skipped = new ArrayList<>();
        List<Open> changed = new ArrayList<>();
        for (Open t : open) {
            boolean sees = seesExceptionsIn(block.delegate(), t);
            if (!sees) {
                skipped.add(t);
            }
            if (sees != t.isActive()) {
                changed.add(t);
                t.toggle();
            }
        }
        holes.add(new Hole(block, skipped));
        method.body(block.body());
        if (method.reachable() && !changed.isEmpty()) {
            // What follows belongs to other tries again.
            code.visitInsn(Opcodes.NOP);
        }
        holes.removeLast();
        changed.forEach(Open::toggle);
        method.close(block);
    }

    /** Whether an exception in the body of the block with that label gets to a try whose part is open. */
    private boolean seesExceptionsIn(Label label, Open t) {
        if (isInside(t.block, label)) {
            return false;
        }
        for (Hole hole : holes) {
            boolean around = hole.block == label.block() || hole.block.contains(label.block());
            if (around && hole.skipped.contains(t)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a try whose part is open lies inside of the block that a delegate names; the named try itself does not. */
    private boolean isInside(Block inner, Label named) {
        int innerAt = -1;
        int namedAt = -1;
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).block == inner) {
                innerAt = i;
            }
            if (open.get(i).block == named.block()) {
                namedAt = i;
            }
        }
        if (namedAt >= 0) {
            return innerAt > namedAt;
        }
        return named.block().contains(inner);
    }
}
