package dev.habu.compiler.emission;

import dev.habu.wasm.NumberType;
import dev.habu.wasm.PackedType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.StorageType;
import dev.habu.wasm.VectorType;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** How the JVM holds fields of structures and elements of arrays: as values, but for the packed types. */
enum ElementKind {
    I8("B", JvmType.INT, "I8", Opcodes.T_BYTE, Opcodes.BASTORE, 1),
    I16("S", JvmType.INT, "I16", Opcodes.T_SHORT, Opcodes.SASTORE, 2),
    I32("I", JvmType.INT, "I32", Opcodes.T_INT, Opcodes.IASTORE, 4),
    I64("J", JvmType.LONG, "I64", Opcodes.T_LONG, Opcodes.LASTORE, 8),
    F32("F", JvmType.FLOAT, "F32", Opcodes.T_FLOAT, Opcodes.FASTORE, 4),
    F64("D", JvmType.DOUBLE, "F64", Opcodes.T_DOUBLE, Opcodes.DASTORE, 8),
    VECTOR("Ldev/habu/wasm/V128;", JvmType.V128, "Vector", 0, Opcodes.AASTORE, 16),
    REF("Ljava/lang/Object;", JvmType.REF, "Ref", 0, Opcodes.AASTORE, 0);

    /** The descriptor of a Java field. */
    final String descriptor;

    /** How the value is on the stack. */
    final JvmType value;

    /** The internal name of the class of arrays. */
    final String arrayClass;

    /** The descriptor of the Java array. */
    final String array;

    /** How the names of the methods in ArrayOps begin. */
    final String prefix;

    final int arrayStore;

    /** The bytes of an element in a data segment; 0 for references. */
    final int bytes;

    private final int newArrayCode;

    ElementKind(String descriptor, JvmType value, String arrayClass, int newArrayCode, int arrayStore, int bytes) {
        this.descriptor = descriptor;
        this.value = value;
        this.arrayClass = "dev/habu/wasm/ArrayInstance$" + arrayClass;
        this.array = "[" + descriptor;
        this.prefix = arrayClass.toLowerCase(java.util.Locale.ROOT);
        this.newArrayCode = newArrayCode;
        this.arrayStore = arrayStore;
        this.bytes = bytes;
    }

    static ElementKind of(StorageType type) {
        return switch (type) {
            case PackedType.I8 -> I8;
            case PackedType.I16 -> I16;
            case NumberType.I32 -> I32;
            case NumberType.I64 -> I64;
            case NumberType.F32 -> F32;
            case NumberType.F64 -> F64;
            case RefType ref -> REF;
            case VectorType vector -> VECTOR;
        };
    }

    /** Emits the making of a Java array of zeros or nulls whose length is on the stack. */
    void newArray(MethodVisitor code) {
        switch (this) {
            case REF -> code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
            case VECTOR ->
                code.visitMethodInsn(
                        Opcodes.INVOKESTATIC, "dev/habu/wasm/machine/ArrayOps", "vectors", "(I)" + array, false);
            default -> code.visitIntInsn(Opcodes.NEWARRAY, newArrayCode);
        }
    }
}
