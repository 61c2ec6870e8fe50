package dev.habu.compiler.emission;

import dev.habu.wasm.FieldType;
import dev.habu.wasm.StructType;
import dev.habu.wasm.ValueType;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes the class for a structure type: fields, and static methods for all that compiled code does with them, so that each is three bytes there. */
final class StructClass {
    static final String NEW = "make";
    static final String NEW_DEFAULT = "makeDefault";

    private static final String SUPER = "dev/habu/wasm/StructInstance";
    private static final String OBJECT = "Ljava/lang/Object;";

    private final String name;
    private final String superName;
    private final StructType type;
    private final ClassWriter writer;

    private StructClass(StructType type) {
        this.type = type;
        name = TypeClasses.name(type);
        superName = type.supertype() == null ? SUPER : TypeClasses.name(type.supertype());
        writer = ClassShape.begin(Opcodes.ACC_PUBLIC | (type.isFinal() ? Opcodes.ACC_FINAL : 0), name, superName);
    }

    /** The types of the values that fields take. */
    static List<ValueType> values(StructType type) {
        return type.fields().stream().map(field -> field.type().unpacked()).toList();
    }

    static byte[] classFile(StructType type) {
        return new StructClass(type).classFile();
    }

    private byte[] classFile() {
        ClassShape.constructor(writer, superName, "()V", 0);
        int inherited =
                type.supertype() instanceof StructType above ? above.fields().size() : 0;
        for (int i = inherited; i < type.fields().size(); i++) {
            ElementKind kind = kind(i);
            writer.visitField(Opcodes.ACC_PUBLIC, "f" + i, kind.descriptor, null, null)
                    .visitEnd();
            getter(i, kind);
            setter(i, kind);
        }
        make();
        makeDefault();
        return ClassShape.end(writer, name).bytes();
    }

    private ElementKind kind(int field) {
        FieldType fieldType = type.fields().get(field);
        return ElementKind.of(fieldType.type());
    }

    private MethodVisitor method(String method, String descriptor) {
        MethodVisitor code =
                writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, method, descriptor, null, null);
        code.visitCode();
        return code;
    }

    private static void end(MethodVisitor code, int ret) {
        code.visitInsn(ret);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void loadStructure(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "dev/habu/wasm/machine/ReferenceOps",
                "structure",
                "(" + OBJECT + ")" + OBJECT,
                false);
        code.visitTypeInsn(Opcodes.CHECKCAST, name);
    }

    private void getter(int field, ElementKind kind) {
        MethodVisitor code = method("get" + field, "(" + OBJECT + ")" + kind.value.descriptor);
        loadStructure(code);
        code.visitFieldInsn(Opcodes.GETFIELD, name, "f" + field, kind.descriptor);
        end(code, kind.value.ret);
    }

    private void setter(int field, ElementKind kind) {
        MethodVisitor code = method("set" + field, "(" + OBJECT + kind.value.descriptor + ")V");
        loadStructure(code);
        code.visitVarInsn(kind.value.load, 1);
        code.visitFieldInsn(Opcodes.PUTFIELD, name, "f" + field, kind.descriptor);
        end(code, Opcodes.RETURN);
    }

    private void make() {
        MethodVisitor code = method(NEW, "(" + JvmType.descriptors(values(type)) + ")" + OBJECT);
        create(code);
        int slot = 0;
        for (int i = 0; i < type.fields().size(); i++) {
            ElementKind kind = kind(i);
            code.visitInsn(Opcodes.DUP);
            code.visitVarInsn(kind.value.load, slot);
            code.visitFieldInsn(Opcodes.PUTFIELD, name, "f" + i, kind.descriptor);
            slot += kind.value.slots;
        }
        end(code, Opcodes.ARETURN);
    }

    private void makeDefault() {
        MethodVisitor code = method(NEW_DEFAULT, "()" + OBJECT);
        create(code);
        for (int i = 0; i < type.fields().size(); i++) {
            if (kind(i) == ElementKind.VECTOR) { // whose zero is no null
                code.visitInsn(Opcodes.DUP);
                JvmType.V128.zero(code);
                code.visitFieldInsn(Opcodes.PUTFIELD, name, "f" + i, ElementKind.VECTOR.descriptor);
            }
        }
        end(code, Opcodes.ARETURN);
    }

    private void create(MethodVisitor code) {
        code.visitTypeInsn(Opcodes.NEW, name);
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", "()V", false);
    }
}
