package dev.habu.compiler.emission;

import dev.habu.wasm.FunctionType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes the classes of function objects. An indirect call is a virtual call on the object; HotSpot inlines it by the receiver's class, so the fewer functions
 * share a class the better it guesses, but each class costs a kilobyte in the jar. Functions of a table share by {@value #PER_CLASS}, those that are only
 * exported by {@value #EXPORTED_PER_CLASS}; a switch on the object's number tells them apart.
 */
final class FunctionGroups {
    static final int PER_CLASS = 4;
    static final int EXPORTED_PER_CLASS = 32;

    /** The functions of one class. */
    record Group(String className, FunctionType type, List<Integer> functions) {}

    private final ModuleLayout layout;
    private final List<Group> groups = new ArrayList<>();

    /**
     * Groups functions.
     *
     * @param inSegments the functions that element segments or ref.func name
     * @param exported the functions that are exported
     */
    FunctionGroups(ModuleLayout layout, BitSet inSegments, BitSet exported) {
        this.layout = layout;
        group(inSegments, PER_CLASS);
        BitSet others = (BitSet) exported.clone();
        others.andNot(inSegments);
        group(others, EXPORTED_PER_CLASS);
    }

    private void group(BitSet functions, int perClass) {
        Map<String, List<Integer>> bySignature = new TreeMap<>();
        functions.stream()
                .filter(f -> !layout.imported(f))
                .forEach(f -> bySignature
                        .computeIfAbsent(layout.signature(layout.module().functionType(f)), s -> new ArrayList<>())
                        .add(f));
        for (List<Integer> same : bySignature.values()) {
            for (int from = 0; from < same.size(); from += perClass) {
                groups.add(new Group(
                        layout.packageName() + "/Functions" + groups.size(),
                        layout.module().functionType(same.getFirst()),
                        List.copyOf(same.subList(from, Math.min(same.size(), from + perClass)))));
            }
        }
    }

    List<Group> groups() {
        return groups;
    }

    /** The constructor's descriptor: type, instance, number in the group. */
    String constructor() {
        return "(Ldev/habu/wasm/FunctionType;L" + layout.machine() + ";I)V";
    }

    /** The class of a group. */
    ClassFile classFile(Group group) {
        String signature = layout.signature(group.type());
        ClassWriter writer = ClassShape.begin(Opcodes.ACC_FINAL, group.className(), signature);
        boolean several = group.functions().size() > 1;
        writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "m", "L" + layout.machine() + ";", null, null)
                .visitEnd();
        if (several) {
            writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "n", "I", null, null)
                    .visitEnd();
        }
        emitConstructor(writer, group.className(), signature, several);
        emitCall(writer, group, "call", layout::name);
        if (group.functions().stream().anyMatch(layout::isTailCaller)) {
            emitCall(writer, group, SignatureClass.TAIL, layout::tailName);
        }
        return ClassShape.end(writer, group.className());
    }

    private void emitConstructor(ClassWriter writer, String className, String signature, boolean several) {
        MethodVisitor code = writer.visitMethod(0, "<init>", constructor(), null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, signature, "<init>", SignatureClass.CONSTRUCTOR, false);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        code.visitFieldInsn(Opcodes.PUTFIELD, className, "m", "L" + layout.machine() + ";");
        if (several) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(Opcodes.ILOAD, 3);
            code.visitFieldInsn(Opcodes.PUTFIELD, className, "n", "I");
        }
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void emitCall(ClassWriter writer, Group group, String name, IntFunction<String> target) {
        FunctionType type = group.type();
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, name, SignatureClass.descriptor(type), null, null);
        code.visitCode();
        CodeClass.loadParameters(code, type.params(), 1);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, group.className(), "m", "L" + layout.machine() + ";");
        if (group.functions().size() > 1) {
            List<Object> locals = new ArrayList<>();
            List<Object> stack = new ArrayList<>();
            locals.add(group.className());
            for (var param : type.params()) {
                locals.add(JvmType.of(param).frame);
                stack.add(JvmType.of(param).frame);
            }
            stack.add(layout.machine());
            Label[] cases = new Label[group.functions().size()];
            for (int i = 0; i < cases.length; i++) {
                cases[i] = new Label();
            }
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, group.className(), "n", "I");
            code.visitTableSwitchInsn(
                    0, cases.length - 2, cases[cases.length - 1], java.util.Arrays.copyOf(cases, cases.length - 1));
            for (int i = 0; i < cases.length; i++) {
                code.visitLabel(cases[i]);
                code.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.size(), stack.toArray());
                callAndReturn(code, group.functions().get(i), target, type);
            }
        } else {
            callAndReturn(code, group.functions().getFirst(), target, type);
        }
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void callAndReturn(MethodVisitor code, int function, IntFunction<String> target, FunctionType type) {
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, layout.owner(function), target.apply(function), layout.descriptor(type), false);
        CodeClass.returnResult(code, type);
    }
}
