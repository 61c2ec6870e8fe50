package dev.habu.compiler.emission;

import dev.habu.compiler.instruction.Emission;
import dev.habu.compiler.instruction.Instruction;
import dev.habu.compiler.lowering.Operation;
import org.objectweb.asm.Opcodes;

/** Emits loads and stores. Those of vectors are a scalar access and a step that makes the vector of it, or the other way round. */
final class MemoryEmitter {
    private static final String MEMORY_OPS = "dev/habu/wasm/machine/MemoryOps";
    private static final String INSTANCE_OPS = "dev/habu/wasm/machine/InstanceOps";
    private static final String TRAP = "dev/habu/wasm/Trap";

    private final MethodState state;
    private final MeteredCode code;
    private final OperationEmitter operations;

    MemoryEmitter(MethodState state, OperationEmitter operations) {
        this.state = state;
        this.operations = operations;
        code = state.code;
    }

    void load(Operation operation, Emission.Load load) {
        Instruction i = operation.instruction();
        boolean lane = i.lanes() > 0;
        int vector = state.variables.scratch();
        if (lane) {
            code.visitVarInsn(Opcodes.ASTORE, vector);
        }
        JvmType scalar = scalar(load.method());
        access(operation, load.method(), "(I", scalar);
        if (lane) {
            // What was loaded lies on the stack and the vector belongs below it.
            code.visitVarInsn(Opcodes.ALOAD, vector);
            if (scalar.slots == 1) {
                code.visitInsn(Opcodes.SWAP);
            } else {
                code.visitInsn(Opcodes.DUP_X2);
                code.visitInsn(Opcodes.POP);
            }
            Constants.push(code, operation.lane());
        }
        operations.steps(load.after());
    }

    void store(Operation operation, Emission.Store store) {
        if (operation.instruction().lanes() > 0) {
            Constants.push(code, operation.lane());
        }
        operations.steps(store.before());
        access(operation, store.method(), "(I" + scalar(store.method()).descriptor, null);
    }

    /** What a method of MemoryOps loads or stores: its name begins with it. */
    private static JvmType scalar(String method) {
        return switch (method.substring(0, 3)) {
            case "i32" -> JvmType.INT;
            case "i64" -> JvmType.LONG;
            case "f32" -> JvmType.FLOAT;
            case "f64" -> JvmType.DOUBLE;
            default -> JvmType.V128;
        };
    }

    private void access(Operation operation, String method, String parameters, JvmType result) {
        int offset = (int) operation.value();
        if (offset < 0) {
            // No address makes this valid. The trap comes with the address that is on the stack, above a value to be
            // stored.
            if (result == null) {
                code.visitInsn(scalar(method).slots == 1 ? Opcodes.POP : Opcodes.POP2);
            }
            code.visitMethodInsn(Opcodes.INVOKESTATIC, MEMORY_OPS, "outOfBounds", "(I)L" + TRAP + ";", false);
            deadThrow(result);
            return;
        }
        Constants.push(code, offset);
        state.variables.loadInstance();
        String descriptor =
                parameters + "IL" + ModuleLayout.INSTANCE + ";)" + (result == null ? "V" : result.descriptor);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, MEMORY_OPS, method, descriptor, false);
    }

    /** Throws the exception on the stack, in a way that lets the code go on for the verifier. */
    private void deadThrow(JvmType result) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, INSTANCE_OPS, "raise", "(L" + TRAP + ";)V", false);
        if (result != null) {
            result.zero(code);
        }
    }
}
