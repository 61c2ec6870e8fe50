package dev.habu.compiler.emission;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Counts the bytes of the code that passes through it. A count is exact but for two cases in which it may be too high: a constant that turns out to have a
 * short index (one byte) and the padding of a switch (three bytes). Without a method behind it, it only measures.
 */
final class MeteredCode extends MethodVisitor {
    private int size;

    /** Passes code on to {@code method}, which may be null. */
    MeteredCode(MethodVisitor method) {
        super(Opcodes.ASM9, method);
    }

    /** Whether the code is only measured. */
    boolean isMeasuring() {
        return mv == null;
    }

    /** Bytes so far. */
    int size() {
        return size;
    }

    @Override
    public void visitInsn(int opcode) {
        size += 1;
        super.visitInsn(opcode);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        size += opcode == Opcodes.SIPUSH ? 3 : 2;
        super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
        size += slot < 4 ? 1 : slot < 256 ? 2 : 4;
        super.visitVarInsn(opcode, slot);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        size += 3;
        super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        size += 3;
        super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        size += opcode == Opcodes.INVOKEINTERFACE ? 5 : 3;
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        size += 5;
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        size += 3;
        super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitLdcInsn(Object value) {
        size += 3;
        super.visitLdcInsn(value);
    }

    @Override
    public void visitIincInsn(int slot, int increment) {
        size += slot < 256 && increment == (byte) increment ? 3 : 6;
        super.visitIincInsn(slot, increment);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
        size += 16 + 4 * labels.length;
        super.visitTableSwitchInsn(min, max, otherwise, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
        size += 12 + 8 * labels.length;
        super.visitLookupSwitchInsn(otherwise, keys, labels);
    }
}
