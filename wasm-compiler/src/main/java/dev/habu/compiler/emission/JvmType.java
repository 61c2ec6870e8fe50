package dev.habu.compiler.emission;

import dev.habu.wasm.FunctionType;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.VectorType;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** How the JVM holds a value type. */
enum JvmType {
    INT("I", 1, Opcodes.ILOAD, Opcodes.ISTORE, Opcodes.IRETURN, Opcodes.INTEGER, "java/lang/Integer", "intValue"),
    LONG("J", 2, Opcodes.LLOAD, Opcodes.LSTORE, Opcodes.LRETURN, Opcodes.LONG, "java/lang/Long", "longValue"),
    FLOAT("F", 1, Opcodes.FLOAD, Opcodes.FSTORE, Opcodes.FRETURN, Opcodes.FLOAT, "java/lang/Float", "floatValue"),
    DOUBLE("D", 2, Opcodes.DLOAD, Opcodes.DSTORE, Opcodes.DRETURN, Opcodes.DOUBLE, "java/lang/Double", "doubleValue"),
    V128("Ldev/habu/wasm/V128;", 1, Opcodes.ALOAD, Opcodes.ASTORE, Opcodes.ARETURN, "dev/habu/wasm/V128", null, null),
    REF("Ljava/lang/Object;", 1, Opcodes.ALOAD, Opcodes.ASTORE, Opcodes.ARETURN, "java/lang/Object", null, null);

    static final String SEVERAL = "[Ljava/lang/Object;";

    final String descriptor;
    final int slots;
    final int load;
    final int store;
    final int ret;
    final Object frame;
    private final String box;
    private final String unbox;

    JvmType(String descriptor, int slots, int load, int store, int ret, Object frame, String box, String unbox) {
        this.descriptor = descriptor;
        this.slots = slots;
        this.load = load;
        this.store = store;
        this.ret = ret;
        this.frame = frame;
        this.box = box;
        this.unbox = unbox;
    }

    static JvmType of(ValueType type) {
        return switch (type) {
            case NumberType.I32 -> INT;
            case NumberType.I64 -> LONG;
            case NumberType.F32 -> FLOAT;
            case NumberType.F64 -> DOUBLE;
            case RefType ref -> REF;
            case VectorType vector -> V128;
        };
    }

    /** A value type that the JVM holds in this way. */
    ValueType valueType() {
        return switch (this) {
            case INT -> NumberType.I32;
            case LONG -> NumberType.I64;
            case FLOAT -> NumberType.F32;
            case DOUBLE -> NumberType.F64;
            case V128 -> VectorType.V128;
            case REF -> RefType.EXTERNREF;
        };
    }

    /** The descriptor of the parameters, without parentheses. */
    static String descriptors(List<ValueType> types) {
        StringBuilder text = new StringBuilder();
        for (ValueType type : types) {
            text.append(of(type).descriptor);
        }
        return text.toString();
    }

    /** What a Java method of that function type returns: nothing, the one result, or an array of boxed results. */
    static String result(FunctionType type) {
        return switch (type.results().size()) {
            case 0 -> "V";
            case 1 -> of(type.results().getFirst()).descriptor;
            default -> SEVERAL;
        };
    }

    /** The slots of several values. */
    static int slots(List<ValueType> types) {
        int slots = 0;
        for (ValueType type : types) {
            slots += of(type).slots;
        }
        return slots;
    }

    /** Emits the boxing of the value on the top of the stack. */
    void box(MethodVisitor code) {
        if (box != null) {
            code.visitMethodInsn(Opcodes.INVOKESTATIC, box, "valueOf", "(" + descriptor + ")L" + box + ";", false);
        }
    }

    /** Emits the unboxing of the object on the top of the stack. */
    void unbox(MethodVisitor code) {
        if (box != null) {
            code.visitTypeInsn(Opcodes.CHECKCAST, box);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, box, unbox, "()" + descriptor, false);
        } else if (this == V128) {
            code.visitTypeInsn(Opcodes.CHECKCAST, (String) frame);
        }
    }

    /** Emits zero or null. */
    void zero(MethodVisitor code) {
        switch (this) {
            case INT -> code.visitInsn(Opcodes.ICONST_0);
            case LONG -> code.visitInsn(Opcodes.LCONST_0);
            case FLOAT -> code.visitInsn(Opcodes.FCONST_0);
            case DOUBLE -> code.visitInsn(Opcodes.DCONST_0);
            case V128 -> code.visitFieldInsn(Opcodes.GETSTATIC, (String) frame, "ZERO", descriptor);
            case REF -> code.visitInsn(Opcodes.ACONST_NULL);
        }
    }
}
