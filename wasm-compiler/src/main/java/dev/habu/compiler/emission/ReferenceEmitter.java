package dev.habu.compiler.emission;

import dev.habu.compiler.instruction.Instruction;
import dev.habu.compiler.lowering.Operation;
import dev.habu.wasm.ArrayType;
import dev.habu.wasm.FieldType;
import dev.habu.wasm.StructType;
import dev.habu.wasm.ValueType;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** Emits the instructions on structures and arrays, and casts: calls of static methods, of the type's class or of a helper. */
final class ReferenceEmitter {
    private static final String OBJECT = "Ljava/lang/Object;";

    private final MethodState state;
    private final MeteredCode code;
    private final Operands operands;
    private final ModuleLayout layout;

    ReferenceEmitter(MethodState state) {
        this.state = state;
        code = state.code;
        operands = state.operands;
        layout = state.layout;
    }

    /** Emits an operation and updates the operands. */
    void emit(Operation operation) {
        switch (operation.instruction()) {
            case REF_CAST, REF_CAST_NULL ->
                code.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        state.helpers.owner(),
                        state.helpers.cast(operation.heapType(), operation.instruction() == Instruction.REF_CAST_NULL),
                        "(" + OBJECT + ")" + OBJECT,
                        false);
            case STRUCT_NEW, STRUCT_NEW_DEFAULT, STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U, STRUCT_SET ->
                structure(operation, (StructType) operation.definedType());
            default -> array(operation, (ArrayType) operation.definedType());
        }
    }

    private void structure(Operation operation, StructType type) {
        String owner = layout.typeClass(type);
        switch (operation.instruction()) {
            case STRUCT_NEW -> {
                List<ValueType> fields = StructClass.values(type);
                call(owner, StructClass.NEW, fields, JvmType.REF);
            }
            case STRUCT_NEW_DEFAULT -> call(owner, StructClass.NEW_DEFAULT, List.of(), JvmType.REF);
            case STRUCT_SET -> {
                FieldType field = type.fields().get(operation.index2());
                JvmType value = JvmType.of(field.type().unpacked());
                invoke(owner, "set" + operation.index2(), "(" + OBJECT + value.descriptor + ")V");
                operands.pop(2);
            }
            default -> {
                FieldType field = type.fields().get(operation.index2());
                JvmType value = JvmType.of(field.type().unpacked());
                invoke(owner, "get" + operation.index2(), "(" + OBJECT + ")" + value.descriptor);
                operands.pop();
                operands.push(value);
                if (operation.instruction() == Instruction.STRUCT_GET_U) {
                    extend(field);
                }
            }
        }
    }

    /** Makes the sign-extended value of a packed field zero-extended. */
    private void extend(FieldType field) {
        Constants.push(code, ElementKind.of(field.type()) == ElementKind.I8 ? 0xff : 0xffff);
        code.visitInsn(Opcodes.IAND);
    }

    private void array(Operation operation, ArrayType type) {
        String owner = layout.typeClass(type);
        ElementKind kind = ElementKind.of(type.element().type());
        JvmType value = kind.value;
        switch (operation.instruction()) {
            case ARRAY_NEW -> call(owner, ArrayClass.NEW, value.descriptor + "I", 2);
            case ARRAY_NEW_DEFAULT -> call(owner, ArrayClass.NEW_DEFAULT, "I", 1);
            case ARRAY_NEW_FIXED -> fixed(operation.index2(), owner, kind);
            case ARRAY_NEW_DATA, ARRAY_NEW_ELEM -> {
                Constants.push(code, operation.index2());
                state.variables.loadInstance();
                call(owner, ArrayClass.NEW_SEGMENT, "IIIL" + ModuleLayout.INSTANCE + ";", 2);
            }
            case ARRAY_SET -> operate(kind.prefix + "Set", "(" + OBJECT + "I" + value.descriptor + ")V", 3);
            case ARRAY_FILL -> operate(kind.prefix + "Fill", "(" + OBJECT + "I" + value.descriptor + "I)V", 4);
            case ARRAY_COPY -> operate("copy", "(" + OBJECT + "I" + OBJECT + "II)V", 5);
            case ARRAY_INIT_DATA, ARRAY_INIT_ELEM -> {
                Constants.push(code, operation.index2());
                state.variables.loadInstance();
                operate(
                        operation.instruction() == Instruction.ARRAY_INIT_DATA ? "initData" : "initElements",
                        "(" + OBJECT + "IIIIL" + ModuleLayout.INSTANCE + ";)V",
                        4);
            }
            default -> {
                operate(kind.prefix + "Get", "(" + OBJECT + "I)" + value.descriptor, 2);
                operands.push(value);
                if (operation.instruction() == Instruction.ARRAY_GET_U) {
                    extend(type.element());
                }
            }
        }
    }

    /** Puts operands into a new Java array and makes an array of it. */
    private void fixed(int length, String owner, ElementKind kind) {
        int array = state.variables.scratch();
        int value = array + 1;
        Constants.push(code, length);
        kind.newArray(code);
        code.visitVarInsn(Opcodes.ASTORE, array);
        for (int i = length - 1; i >= 0; i--) {
            code.visitVarInsn(kind.value.store, value);
            code.visitVarInsn(Opcodes.ALOAD, array);
            Constants.push(code, i);
            code.visitVarInsn(kind.value.load, value);
            code.visitInsn(kind.arrayStore);
        }
        code.visitVarInsn(Opcodes.ALOAD, array);
        call(owner, ArrayClass.OF, kind.array, length);
    }

    private void call(String owner, String method, List<ValueType> values, JvmType result) {
        invoke(owner, method, "(" + JvmType.descriptors(values) + ")" + result.descriptor);
        operands.pop(values.size());
        operands.push(result);
    }

    private void call(String owner, String method, String parameters, int popped) {
        invoke(owner, method, "(" + parameters + ")" + OBJECT);
        operands.pop(popped);
        operands.push(JvmType.REF);
    }

    private void operate(String method, String descriptor, int popped) {
        invoke("dev/habu/wasm/machine/ArrayOps", method, descriptor);
        operands.pop(popped);
    }

    private void invoke(String owner, String method, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, descriptor, false);
    }
}
