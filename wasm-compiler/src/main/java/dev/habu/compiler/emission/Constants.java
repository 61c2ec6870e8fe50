package dev.habu.compiler.emission;

import dev.habu.wasm.V128;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Pushes numbers in the shortest form. */
final class Constants {
    private Constants() {}

    static void push(MethodVisitor code, int value) {
        if (value >= -1 && value <= 5) {
            code.visitInsn(Opcodes.ICONST_0 + value);
        } else if (value == (byte) value) {
            code.visitIntInsn(Opcodes.BIPUSH, value);
        } else if (value == (short) value) {
            code.visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            code.visitLdcInsn(value);
        }
    }

    static void push(MethodVisitor code, long value) {
        if (value == 0 || value == 1) {
            code.visitInsn(value == 0 ? Opcodes.LCONST_0 : Opcodes.LCONST_1);
        } else if (value == (byte) value) {
            push(code, (int) value);
            code.visitInsn(Opcodes.I2L);
        } else {
            code.visitLdcInsn(value);
        }
    }

    /** Pushes a vector. */
    static void push(MethodVisitor code, V128 value) {
        push(code, value.low());
        push(code, value.high());
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "dev/habu/wasm/V128", "of", "(JJ)Ldev/habu/wasm/V128;", false);
    }

    /** Pushes an f32 with exactly these bits. */
    static void pushFloat(MethodVisitor code, int bits) {
        if (bits == 0) {
            code.visitInsn(Opcodes.FCONST_0);
        } else if (Float.isNaN(Float.intBitsToFloat(bits)) && bits != 0x7fc00000) {
            // A NaN that passes through a float register or a boxed Float may lose its payload.
            push(code, bits);
            code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Float", "intBitsToFloat", "(I)F", false);
        } else {
            code.visitLdcInsn(Float.intBitsToFloat(bits));
        }
    }

    /** Pushes an f64 with exactly these bits. */
    static void pushDouble(MethodVisitor code, long bits) {
        if (bits == 0) {
            code.visitInsn(Opcodes.DCONST_0);
        } else if (Double.isNaN(Double.longBitsToDouble(bits)) && bits != 0x7ff8000000000000L) {
            code.visitLdcInsn(bits);
            code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Double", "longBitsToDouble", "(J)D", false);
        } else {
            code.visitLdcInsn(Double.longBitsToDouble(bits));
        }
    }
}
