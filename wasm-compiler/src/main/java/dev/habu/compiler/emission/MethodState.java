package dev.habu.compiler.emission;

import dev.habu.wasm.ValueType;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** What the emitters of one method share: its code, its variables and its operands, and the stack maps made of the latter two. */
final class MethodState {
    final ModuleLayout layout;
    final Helpers helpers;
    final MeteredCode code;
    final Variables variables;
    final Operands operands = new Operands();

    private final int bodyStart;
    private int lastMapAt = -1;
    private Object[] lastLocals;
    private Object[] lastStack;

    MethodState(ModuleLayout layout, Helpers helpers, MeteredCode code, Variables variables, int bodyStart) {
        this.layout = layout;
        this.helpers = helpers;
        this.code = code;
        this.variables = variables;
        this.bodyStart = bodyStart;
    }

    /** Gives the code that follows a line number: the offset of its instruction in the function's body, at most 65,535. */
    void line(int offset) {
        Label here = new Label();
        code.visitLabel(here);
        code.visitLineNumber(Math.min(offset - bodyStart, 65_535), here);
    }

    /** Places a label with a stack map of the present variables and operands. */
    void label(Label label) {
        label(label, code.isMeasuring() ? operands.frameKey() : operands.frame());
    }

    /** Places a label with a stack map of the present variables and the given stack. */
    void label(Label label, Object[] stack) {
        // A measurement only needs to know whether the map is another one, and of methods of any size.
        Object[] locals = code.isMeasuring() ? variables.frameKey() : variables.frame();
        boolean mapped = lastMapAt == code.size();
        boolean same = mapped && Arrays.equals(locals, lastLocals) && Arrays.equals(stack, lastStack);
        if (mapped && !same) {
            // There can be one stack map at a place only.
            code.visitInsn(Opcodes.NOP);
        }
        code.visitLabel(label);
        if (!same) {
            code.visitFrame(Opcodes.F_NEW, locals.length, locals, stack.length, stack);
            lastMapAt = code.size();
            lastLocals = locals;
            lastStack = stack;
        }
    }

    /** Puts the operands below a try or loop into variables; returns how many were there before. */
    int spill(int base, List<ValueType> params) {
        int before = operands.spilled();
        if (base == before) {
            return before;
        }
        int slot = variables.scratch();
        for (int i = before; i < base; i++) {
            slot += operands.get(i).slots;
        }
        int[] temporaries = new int[params.size()];
        for (int i = params.size() - 1; i >= 0; i--) {
            JvmType type = JvmType.of(params.get(i));
            code.visitVarInsn(type.store, slot);
            temporaries[i] = slot;
            slot += type.slots;
        }
        for (int i = before; i < base; i++) {
            JvmType type = operands.get(i);
            operands.spillNext(variables.acquire(type.frame, type.slots));
        }
        for (int i = base - 1; i >= before; i--) {
            code.visitVarInsn(operands.get(i).store, operands.spillSlot(i));
        }
        for (int i = 0; i < temporaries.length; i++) {
            code.visitVarInsn(JvmType.of(params.get(i)).load, temporaries[i]);
        }
        return before;
    }

    /** Brings back what {@link #spill} put aside, below the results. */
    void unspill(int before, List<ValueType> results, boolean emit) {
        int spilled = operands.spilled();
        if (spilled == before) {
            return;
        }
        if (emit) {
            int slot = variables.scratch();
            int[] temporaries = new int[results.size()];
            for (int i = results.size() - 1; i >= 0; i--) {
                JvmType type = JvmType.of(results.get(i));
                code.visitVarInsn(type.store, slot);
                temporaries[i] = slot;
                slot += type.slots;
            }
            for (int i = before; i < spilled; i++) {
                code.visitVarInsn(operands.get(i).load, operands.spillSlot(i));
            }
            for (int i = 0; i < temporaries.length; i++) {
                code.visitVarInsn(JvmType.of(results.get(i)).load, temporaries[i]);
            }
        }
        for (int i = before; i < spilled; i++) {
            variables.release();
        }
        operands.setSpilled(before);
    }
}
