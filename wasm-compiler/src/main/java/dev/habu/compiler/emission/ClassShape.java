package dev.habu.compiler.emission;

import dev.habu.compiler.LimitException;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The beginnings that generated classes share. */
final class ClassShape {
    /** Java 25. */
    private static final int VERSION = Opcodes.V25;

    private ClassShape() {}

    /** Begins a class; stack maps are written by hand, only the maximum heights are computed. */
    static ClassWriter begin(int access, String name, String superName) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS) {
            @Override
            protected String getCommonSuperClass(String a, String b) {
                throw new IllegalStateException("stack maps are written by hand");
            }
        };
        writer.visit(VERSION, access | Opcodes.ACC_SUPER, name, null, superName, null);
        return writer;
    }

    /** Adds a constructor that hands its arguments to the super class's constructor of the same descriptor. */
    static void constructor(ClassWriter writer, String superName, String descriptor, int arguments) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", descriptor, null, null);
        code.visitCode();
        for (int i = 0; i <= arguments; i++) {
            code.visitVarInsn(Opcodes.ALOAD, i);
        }
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, superName, "<init>", descriptor, false);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    static ClassFile end(ClassWriter writer, String name) {
        writer.visitEnd();
        try {
            return new ClassFile(name, writer.toByteArray());
        } catch (ClassTooLargeException e) {
            throw new LimitException(
                    "class " + name + " would need " + e.getConstantPoolCount() + " constants", 65_535, -1);
        } catch (MethodTooLargeException e) {
            throw new LimitException(
                    "method " + e.getMethodName() + " of class " + name + " would need " + e.getCodeSize() + " bytes",
                    65_535,
                    -1);
        }
    }
}
