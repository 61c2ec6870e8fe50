package dev.habu.compiler.emission;

import dev.habu.wasm.FunctionType;
import dev.habu.wasm.ValueType;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes the class for a function type: {@code call} with the JVM's types, which boxes for a host function unless a subclass overrides it; {@code tail}, which is
 * {@code call} unless the function makes tail calls, and then may leave a call to its caller; {@code invoke}, which unboxes for callers from outside.
 */
final class SignatureClass {
    static final String CONSTRUCTOR = "(Ldev/habu/wasm/FunctionType;Ldev/habu/wasm/HostFunction;)V";
    /** The name of the method for a tail call. */
    static final String TAIL = "tail";

    private static final String ARRAY = "[Ljava/lang/Object;";

    private SignatureClass() {}

    /** The descriptor of {@code call}. */
    static String descriptor(FunctionType type) {
        return "(" + JvmType.descriptors(type.params()) + ")" + JvmType.result(type);
    }

    /** The class for a subtype inherits everything: the JVM's types are the same. */
    static byte[] classFile(FunctionType type) {
        String name = TypeClasses.name(type);
        boolean inherits = type.supertype() != null;
        String superName = inherits ? TypeClasses.name(type.supertype()) : ModuleLayout.FUNCTION;
        ClassWriter writer = ClassShape.begin(Opcodes.ACC_PUBLIC, name, superName);
        ClassShape.constructor(writer, superName, CONSTRUCTOR, 2);
        if (!inherits) {
            call(writer, type);
            tail(writer, type, name);
            invoke(writer, type, name);
        }
        return ClassShape.end(writer, name).bytes();
    }

    private static void call(ClassWriter writer, FunctionType type) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "call", descriptor(type), null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        List<ValueType> params = type.params();
        Constants.push(code, params.size());
        code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
        int slot = 1;
        for (int i = 0; i < params.size(); i++) {
            JvmType param = JvmType.of(params.get(i));
            code.visitInsn(Opcodes.DUP);
            Constants.push(code, i);
            code.visitVarInsn(param.load, slot);
            param.box(code);
            code.visitInsn(Opcodes.AASTORE);
            slot += param.slots;
        }
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, ModuleLayout.FUNCTION, "callHost", "(" + ARRAY + ")" + ARRAY, false);
        switch (type.results().size()) {
            case 0 -> {
                code.visitInsn(Opcodes.POP);
                code.visitInsn(Opcodes.RETURN);
            }
            case 1 -> {
                JvmType result = JvmType.of(type.results().getFirst());
                code.visitInsn(Opcodes.ICONST_0);
                code.visitInsn(Opcodes.AALOAD);
                result.unbox(code);
                code.visitInsn(result.ret);
            }
            default -> code.visitInsn(Opcodes.ARETURN);
        }
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static void tail(ClassWriter writer, FunctionType type, String name) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, TAIL, descriptor(type), null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        CodeClass.loadParameters(code, type.params(), 1);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, name, "call", descriptor(type), false);
        CodeClass.returnResult(code, type);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static void invoke(ClassWriter writer, FunctionType type, String name) {
        MethodVisitor code = writer.visitMethod(
                Opcodes.ACC_PROTECTED | Opcodes.ACC_FINAL, "invoke", "(" + ARRAY + ")" + ARRAY, null, null);
        code.visitCode();
        JvmType result = type.results().size() == 1 ? JvmType.of(type.results().getFirst()) : null;
        code.visitVarInsn(Opcodes.ALOAD, 0);
        for (int i = 0; i < type.params().size(); i++) {
            code.visitVarInsn(Opcodes.ALOAD, 1);
            Constants.push(code, i);
            code.visitInsn(Opcodes.AALOAD);
            JvmType.of(type.params().get(i)).unbox(code);
        }
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, name, "call", descriptor(type), false);
        switch (type.results().size()) {
            case 0 -> {
                Constants.push(code, 0);
                code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
            }
            case 1 -> {
                result.box(code);
                code.visitVarInsn(Opcodes.ASTORE, 1);
                Constants.push(code, 1);
                code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
                code.visitInsn(Opcodes.DUP);
                code.visitInsn(Opcodes.ICONST_0);
                code.visitVarInsn(Opcodes.ALOAD, 1);
                code.visitInsn(Opcodes.AASTORE);
            }
            default -> {}
        }
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
