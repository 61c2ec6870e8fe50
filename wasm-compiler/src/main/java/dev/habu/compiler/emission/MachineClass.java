package dev.habu.compiler.emission;

import dev.habu.compiler.emission.ModuleLayout.GlobalPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes the subclass of Instance: a field for each table and each global that is not a constant, and the methods that fill them. */
final class MachineClass {
    private static final String TABLE = "dev/habu/wasm/Table";
    private static final String MODULE = "dev/habu/wasm/Module";
    private static final String GLOBAL = "dev/habu/wasm/Global";

    /** Cases of a switch in one method: 25 bytes each stay below the limit of 8,000 bytes. */
    private static final int CASES = 300;

    /** Emits the code of one case; the method's arguments are in the slots from 1. */
    private interface Case {
        void emit(MethodVisitor code);
    }

    private final ModuleLayout layout;
    private final FunctionGroups groups;
    private final int constants;
    private final ClassWriter writer;

    /**
     * Prepares the class.
     *
     * @param constants how many compiled constant expressions there are: static methods {@code constant$i} of the class {@code Constants}
     */
    MachineClass(ModuleLayout layout, FunctionGroups groups, int constants) {
        this.layout = layout;
        this.groups = groups;
        this.constants = constants;
        writer = ClassShape.begin(Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, layout.machine(), ModuleLayout.INSTANCE);
    }

    static String constantsClass(ModuleLayout layout) {
        return layout.packageName() + "/Constants";
    }

    ClassFile classFile() {
        ClassShape.constructor(writer, ModuleLayout.INSTANCE, "(L" + MODULE + ";)V", 1);
        tables();
        globals();
        newFunction();
        constants();
        return ClassShape.end(writer, layout.machine());
    }

    private void field(String name, String descriptor) {
        writer.visitField(Opcodes.ACC_PUBLIC, name, descriptor, null, null).visitEnd();
    }

    private MethodVisitor method(int access, String name, String descriptor) {
        MethodVisitor code = writer.visitMethod(access, name, descriptor, null, null);
        code.visitCode();
        return code;
    }

    private static void end(MethodVisitor code) {
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void tables() {
        MethodVisitor code = method(Opcodes.ACC_PROTECTED, "bind", "()V");
        for (int i = 0; i < layout.module().tables().size(); i++) {
            field("t" + i, "L" + TABLE + ";");
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitInsn(Opcodes.DUP);
            Constants.push(code, i);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, ModuleLayout.INSTANCE, "table", "(I)L" + TABLE + ";", false);
            code.visitFieldInsn(Opcodes.PUTFIELD, layout.machine(), "t" + i, "L" + TABLE + ";");
        }
        code.visitInsn(Opcodes.RETURN);
        end(code);
    }

    private void globals() {
        Map<Integer, Case> binds = new TreeMap<>();
        Map<Integer, Case> sets = new TreeMap<>();
        for (int i = 0; i < layout.module().globals().size(); i++) {
            int global = i;
            if (layout.globalPlace(i) == GlobalPlace.OBJECT) {
                field("g" + i, layout.globalFieldDescriptor(i));
                binds.put(i, code -> bindGlobal(code, global));
            } else if (layout.globalPlace(i) == GlobalPlace.FIELD) {
                field("g" + i, layout.globalFieldDescriptor(i));
                sets.put(i, code -> setGlobal(code, global));
            }
        }
        Case nothing = code -> code.visitInsn(Opcodes.RETURN);
        dispatch("bindGlobal", "(I)V", new Object[] {}, binds, nothing);
        dispatch("setGlobal", "(ILjava/lang/Object;)V", new Object[] {"java/lang/Object"}, sets, nothing);
    }

    private void bindGlobal(MethodVisitor code, int global) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, ModuleLayout.INSTANCE, "globals", "[L" + GLOBAL + ";");
        code.visitVarInsn(Opcodes.ILOAD, 1);
        code.visitInsn(Opcodes.AALOAD);
        code.visitTypeInsn(Opcodes.CHECKCAST, layout.globalClass(global));
        code.visitFieldInsn(Opcodes.PUTFIELD, layout.machine(), "g" + global, layout.globalFieldDescriptor(global));
        code.visitInsn(Opcodes.RETURN);
    }

    private void setGlobal(MethodVisitor code, int global) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        JvmType.of(layout.globalType(global).valueType()).unbox(code);
        code.visitFieldInsn(Opcodes.PUTFIELD, layout.machine(), "g" + global, layout.globalFieldDescriptor(global));
        code.visitInsn(Opcodes.RETURN);
    }

    private void newFunction() {
        Map<Integer, Case> cases = new TreeMap<>();
        for (FunctionGroups.Group group : groups.groups()) {
            for (int i = 0; i < group.functions().size(); i++) {
                int number = i;
                cases.put(group.functions().get(i), code -> newFunction(code, group, number));
            }
        }
        dispatch("newFunction", "(I)L" + ModuleLayout.FUNCTION + ";", new Object[] {}, cases, MachineClass::unknown);
    }

    private void newFunction(MethodVisitor code, FunctionGroups.Group group, int number) {
        code.visitTypeInsn(Opcodes.NEW, group.className());
        code.visitInsn(Opcodes.DUP);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ILOAD, 1);
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, ModuleLayout.INSTANCE, "functionType", "(I)Ldev/habu/wasm/FunctionType;", false);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        Constants.push(code, number);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, group.className(), "<init>", groups.constructor(), false);
        code.visitInsn(Opcodes.ARETURN);
    }

    private void constants() {
        Map<Integer, Case> cases = new TreeMap<>();
        for (int i = 0; i < constants; i++) {
            int index = i;
            cases.put(i, code -> {
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        constantsClass(layout),
                        "boxed$" + index,
                        "(L" + layout.machine() + ";)Ljava/lang/Object;",
                        false);
                code.visitInsn(Opcodes.ARETURN);
            });
        }
        dispatch("constant", "(I)Ljava/lang/Object;", new Object[] {}, cases, MachineClass::unknown);
    }

    private static void unknown(MethodVisitor code) {
        code.visitTypeInsn(Opcodes.NEW, "java/lang/IllegalArgumentException");
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/IllegalArgumentException", "<init>", "()V", false);
        code.visitInsn(Opcodes.ATHROW);
    }

    /**
     * A method that switches on its first argument, over several methods if there are many cases.
     *
     * @param others the stack map types of further arguments
     */
    private void dispatch(String name, String descriptor, Object[] others, Map<Integer, Case> cases, Case otherwise) {
        List<Map.Entry<Integer, Case>> entries = new ArrayList<>(cases.entrySet());
        List<Object> locals = new ArrayList<>(List.of(layout.machine(), Opcodes.INTEGER));
        locals.addAll(List.of(others));
        int from = 0;
        String method = name;
        int access = Opcodes.ACC_PROTECTED;
        int part = 0;
        do {
            int end = Math.min(entries.size(), from + CASES);
            MethodVisitor code = method(access, method, descriptor);
            String next = end < entries.size() ? name + "$" + ++part : null;
            switchOver(code, entries.subList(from, end), locals);
            if (next == null) {
                otherwise.emit(code);
            } else {
                callNext(code, next, descriptor, others.length);
            }
            end(code);
            from = end;
            method = next;
            access = Opcodes.ACC_PRIVATE;
        } while (method != null);
    }

    /** Emits the cases; what follows is the default. */
    private static void switchOver(MethodVisitor code, List<Map.Entry<Integer, Case>> entries, List<Object> locals) {
        if (entries.isEmpty()) {
            return;
        }
        int[] keys = entries.stream().mapToInt(Map.Entry::getKey).toArray();
        Label[] labels = new Label[keys.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = new Label();
        }
        Label otherwise = new Label();
        code.visitVarInsn(Opcodes.ILOAD, 1);
        code.visitLookupSwitchInsn(otherwise, keys, labels);
        for (int i = 0; i < labels.length; i++) {
            code.visitLabel(labels[i]);
            code.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), 0, new Object[0]);
            entries.get(i).getValue().emit(code);
        }
        code.visitLabel(otherwise);
        code.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), 0, new Object[0]);
    }

    private void callNext(MethodVisitor code, String next, String descriptor, int others) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ILOAD, 1);
        for (int i = 0; i < others; i++) {
            code.visitVarInsn(Opcodes.ALOAD, 2 + i);
        }
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, layout.machine(), next, descriptor, false);
        code.visitInsn(descriptor.endsWith("V") ? Opcodes.RETURN : Opcodes.ARETURN);
    }
}
