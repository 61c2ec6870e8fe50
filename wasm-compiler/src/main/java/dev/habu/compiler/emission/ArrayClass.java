package dev.habu.compiler.emission;

import dev.habu.wasm.ArrayType;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes the class for an array type: the static methods that make arrays. What works on arrays of all types is in ArrayOps. */
final class ArrayClass {
    static final String NEW = "make";
    static final String NEW_DEFAULT = "makeDefault";
    static final String OF = "of";
    static final String NEW_SEGMENT = "fromSegment";

    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String OPS = "dev/habu/wasm/machine/ArrayOps";
    private static final String INSTANCE = "L" + ModuleLayout.INSTANCE + ";";

    private final String name;
    private final ElementKind kind;
    private final ClassWriter writer;

    private ArrayClass(String name, ElementKind kind, ClassWriter writer) {
        this.name = name;
        this.kind = kind;
        this.writer = writer;
    }

    static byte[] classFile(ArrayType type) {
        String name = TypeClasses.name(type);
        ElementKind kind = ElementKind.of(type.element().type());
        String superName = type.supertype() == null ? kind.arrayClass : TypeClasses.name(type.supertype());
        ClassWriter writer =
                ClassShape.begin(Opcodes.ACC_PUBLIC | (type.isFinal() ? Opcodes.ACC_FINAL : 0), name, superName);
        ClassShape.constructor(writer, superName, "(" + kind.array + ")V", 1);
        new ArrayClass(name, kind, writer).methods();
        return ClassShape.end(writer, name).bytes();
    }

    private void methods() {
        of();
        makeDefault();
        make();
        fromSegment();
    }

    private MethodVisitor method(String method, String parameters) {
        MethodVisitor code = writer.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, method, "(" + parameters + ")" + OBJECT, null, null);
        code.visitCode();
        return code;
    }

    private static void end(MethodVisitor code) {
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static void operate(MethodVisitor code, String method, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, OPS, method, descriptor, false);
    }

    private void of() {
        MethodVisitor code = method(OF, kind.array);
        code.visitTypeInsn(Opcodes.NEW, name);
        code.visitInsn(Opcodes.DUP);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", "(" + kind.array + ")V", false);
        end(code);
    }

    private void makeDefault() {
        MethodVisitor code = method(NEW_DEFAULT, "I");
        code.visitVarInsn(Opcodes.ILOAD, 0);
        operate(code, "newLength", "(I)I");
        kind.newArray(code);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, name, OF, "(" + kind.array + ")" + OBJECT, false);
        end(code);
    }

    private void make() {
        MethodVisitor code = method(NEW, kind.value.descriptor + "I");
        int length = kind.value.slots;
        newDefault(code, length);
        code.visitInsn(Opcodes.DUP);
        code.visitInsn(Opcodes.ICONST_0);
        code.visitVarInsn(kind.value.load, 0);
        code.visitVarInsn(Opcodes.ILOAD, length);
        operate(code, kind.prefix + "Fill", "(" + OBJECT + "I" + kind.value.descriptor + "I)V");
        end(code);
    }

    private void newDefault(MethodVisitor code, int lengthSlot) {
        code.visitVarInsn(Opcodes.ILOAD, lengthSlot);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, name, NEW_DEFAULT, "(I)" + OBJECT, false);
    }

    /** Offset, length, segment, instance: the segment's range is checked before there is an array. */
    private void fromSegment() {
        MethodVisitor code = method(NEW_SEGMENT, "III" + INSTANCE);
        boolean references = kind == ElementKind.REF;
        code.visitVarInsn(Opcodes.ILOAD, 0);
        code.visitVarInsn(Opcodes.ILOAD, 1);
        if (!references) {
            Constants.push(code, kind.bytes);
        }
        code.visitVarInsn(Opcodes.ILOAD, 2);
        code.visitVarInsn(Opcodes.ALOAD, 3);
        operate(code, references ? "elementsLength" : "dataLength", (references ? "(III" : "(IIII") + INSTANCE + ")I");
        code.visitMethodInsn(Opcodes.INVOKESTATIC, name, NEW_DEFAULT, "(I)" + OBJECT, false);
        code.visitInsn(Opcodes.DUP);
        code.visitInsn(Opcodes.ICONST_0);
        code.visitVarInsn(Opcodes.ILOAD, 0);
        code.visitVarInsn(Opcodes.ILOAD, 1);
        code.visitVarInsn(Opcodes.ILOAD, 2);
        code.visitVarInsn(Opcodes.ALOAD, 3);
        operate(code, references ? "initElements" : "initData", "(" + OBJECT + "IIII" + INSTANCE + ")V");
        end(code);
    }
}
