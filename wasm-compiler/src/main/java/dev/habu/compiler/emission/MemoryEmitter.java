package dev.habu.compiler.emission;

import dev.habu.compiler.instruction.Emission;
import dev.habu.compiler.instruction.Instruction;
import dev.habu.compiler.lowering.Operation;
import dev.habu.wasm.MemoryType;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.machine.NearMemoryOps;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Emits loads and stores. Those of vectors are a scalar access and a step that makes the vector of it, or the other way round. */
final class MemoryEmitter {
    private static final String MEMORY = "dev/habu/wasm/Memory";
    private static final String MEMORY_OPS = "dev/habu/wasm/machine/MemoryOps";
    private static final String NEAR_MEMORY_OPS = "dev/habu/wasm/machine/NearMemoryOps";
    private static final String WIDE_MEMORY_OPS = "dev/habu/wasm/machine/WideMemoryOps";
    private static final String ATOMIC_OPS = "dev/habu/wasm/machine/AtomicOps";

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
        access(operation, load.method(), null, scalar);
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
        access(operation, store.method(), scalar(store.method()), null);
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

    private void access(Operation operation, String method, JvmType stored, JvmType result) {
        MemoryType memory = state.layout.module().memories().get(operation.index());
        long offset = operation.value();
        String parameters = stored == null ? "" : stored.descriptor;
        String returned = result == null ? "V" : result.descriptor;
        if (operation.index() == 0 && !memory.memory64() && !memory.shared() && offset <= Integer.MAX_VALUE) {
            Constants.push(code, (int) offset);
            state.variables.loadInstance();
            String descriptor = "(I" + parameters + "IL" + ModuleLayout.INSTANCE + ";)" + returned;
            String owner = offset < NearMemoryOps.MAX_OFFSET ? NEAR_MEMORY_OPS : MEMORY_OPS;
            code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, descriptor, false);
            return;
        }
        if (!memory.memory64()) {
            int slot = state.variables.scratch();
            if (stored != null) {
                code.visitVarInsn(stored.store, slot);
            }
            convertAddress(code, JvmType.INT);
            if (stored != null) {
                code.visitVarInsn(stored.load, slot);
            }
        }
        offsetAndMemory(operation);
        String descriptor = "(J" + parameters + "JL" + MEMORY + ";)" + returned;
        code.visitMethodInsn(Opcodes.INVOKESTATIC, WIDE_MEMORY_OPS, method, descriptor, false);
    }

    /** Makes an address on the stack that is an int a long, or the other way round. */
    static void convertAddress(MeteredCode code, JvmType type) {
        if (type == JvmType.INT) {
            code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Integer", "toUnsignedLong", "(I)J", false);
        } else {
            code.visitMethodInsn(Opcodes.INVOKESTATIC, "dev/habu/wasm/Table", "index", "(J)I", false);
        }
    }

    private void offsetAndMemory(Operation operation) {
        Constants.push(code, operation.value());
        state.variables.loadInstance();
        Constants.push(code, operation.index());
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, ModuleLayout.INSTANCE, "memory", "(I)L" + MEMORY + ";", false);
    }

    void atomic(Operation operation, Emission.Atomic atomic) {
        Instruction i = operation.instruction();
        StringBuilder descriptor = new StringBuilder("(J");
        for (ValueType operand : i.operands().subList(1, i.operands().size())) {
            descriptor.append(JvmType.of(operand).descriptor);
        }
        descriptor.append("I");
        operations.convert(Type.getArgumentTypes(descriptor.substring(0, descriptor.length() - 1) + ")V"));
        Constants.push(code, i.accessSize());
        for (int operator : atomic.operator()) {
            Constants.push(code, operator);
            descriptor.append("I");
        }
        offsetAndMemory(operation);
        descriptor.append("JL").append(MEMORY).append(";)");
        descriptor.append(i.results().isEmpty() ? "V" : JvmType.of(i.results().getFirst()).descriptor);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, ATOMIC_OPS, atomic.method(), descriptor.toString(), false);
    }
}
