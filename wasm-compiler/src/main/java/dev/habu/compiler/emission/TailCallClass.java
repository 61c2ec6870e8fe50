package dev.habu.compiler.emission;

import dev.habu.wasm.FunctionType;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes the subclass of TailCall for a function type: a function and its arguments, noted in an instance to be called by whoever runs it. */
final class TailCallClass {
    static final String SUPER = "dev/habu/wasm/TailCall";

    private TailCallClass() {}

    /** The descriptor of the method {@code note}: arguments, function, instance. */
    static String descriptor(ModuleLayout layout, FunctionType type) {
        return "(" + JvmType.descriptors(type.params()) + "L" + layout.signature(type) + ";L" + ModuleLayout.INSTANCE
                + ";)V";
    }

    /** Emits the call of what the instance on the stack has noted, and of all that this leads to. */
    static void run(MethodVisitor code, FunctionType type) {
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, SUPER, "run", "(L" + ModuleLayout.INSTANCE + ";)L" + SUPER + ";", false);
        switch (type.results().size()) {
            case 0 -> code.visitInsn(Opcodes.POP);
            case 1 -> field(code, Opcodes.GETFIELD, JvmType.of(type.results().getFirst()));
            default -> {
                field(code, Opcodes.GETFIELD, JvmType.REF);
                code.visitTypeInsn(Opcodes.CHECKCAST, JvmType.SEVERAL);
            }
        }
    }

    /** Emits the dropping of a method's result. */
    static void drop(MethodVisitor code, FunctionType type) {
        switch (type.results().size()) {
            case 0 -> {}
            case 1 -> code.visitInsn(JvmType.of(type.results().getFirst()).slots == 1 ? Opcodes.POP : Opcodes.POP2);
            default -> code.visitInsn(Opcodes.POP);
        }
    }

    /** A method's result in a stack map. */
    static Object[] stack(FunctionType type) {
        return switch (type.results().size()) {
            case 0 -> new Object[0];
            case 1 -> new Object[] {JvmType.of(type.results().getFirst()).frame};
            default -> new Object[] {JvmType.SEVERAL};
        };
    }

    private static void field(MethodVisitor code, int opcode, JvmType type) {
        code.visitFieldInsn(opcode, SUPER, type.name().toLowerCase(java.util.Locale.ROOT) + "Result", type.descriptor);
    }

    static ClassFile classFile(ModuleLayout layout, FunctionType type) {
        String name = layout.tailCall(type);
        ClassWriter writer = ClassShape.begin(Opcodes.ACC_FINAL, name, SUPER);
        ClassShape.constructor(writer, SUPER, "(L" + ModuleLayout.FUNCTION + ";)V", 1);
        for (int i = 0; i < type.params().size(); i++) {
            writer.visitField(0, "a" + i, JvmType.of(type.params().get(i)).descriptor, null, null)
                    .visitEnd();
        }
        note(writer, layout, type, name);
        call(writer, layout, type, name);
        return ClassShape.end(writer, name);
    }

    private static void note(ClassWriter writer, ModuleLayout layout, FunctionType type, String name) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "note", descriptor(layout, type), null, null);
        code.visitCode();
        int function = JvmType.slots(type.params());
        code.visitVarInsn(Opcodes.ALOAD, function + 1);
        code.visitTypeInsn(Opcodes.NEW, name);
        code.visitInsn(Opcodes.DUP);
        code.visitVarInsn(Opcodes.ALOAD, function);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", "(L" + ModuleLayout.FUNCTION + ";)V", false);
        int slot = 0;
        for (int i = 0; i < type.params().size(); i++) {
            JvmType param = JvmType.of(type.params().get(i));
            code.visitInsn(Opcodes.DUP);
            code.visitVarInsn(param.load, slot);
            code.visitFieldInsn(Opcodes.PUTFIELD, name, "a" + i, param.descriptor);
            slot += param.slots;
        }
        code.visitFieldInsn(Opcodes.PUTFIELD, ModuleLayout.INSTANCE, "tailCall", "L" + SUPER + ";");
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static void call(ClassWriter writer, ModuleLayout layout, FunctionType type, String name) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PROTECTED, "call", "()V", null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, SUPER, "callee", "L" + ModuleLayout.FUNCTION + ";");
        code.visitTypeInsn(Opcodes.CHECKCAST, layout.signature(type));
        for (int i = 0; i < type.params().size(); i++) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(
                    Opcodes.GETFIELD, name, "a" + i, JvmType.of(type.params().get(i)).descriptor);
        }
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL,
                layout.signature(type),
                SignatureClass.TAIL,
                SignatureClass.descriptor(type),
                false);
        switch (type.results().size()) {
            case 0 -> code.visitInsn(Opcodes.POP);
            case 1 -> field(code, Opcodes.PUTFIELD, JvmType.of(type.results().getFirst()));
            default -> field(code, Opcodes.PUTFIELD, JvmType.REF);
        }
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
