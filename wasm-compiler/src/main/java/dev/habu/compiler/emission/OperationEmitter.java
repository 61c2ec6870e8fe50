package dev.habu.compiler.emission;

import dev.habu.compiler.emission.ModuleLayout.GlobalPlace;
import dev.habu.compiler.instruction.Emission;
import dev.habu.compiler.instruction.Emission.Step;
import dev.habu.compiler.instruction.Immediates;
import dev.habu.compiler.instruction.Instruction;
import dev.habu.compiler.lowering.Operation;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.V128;
import dev.habu.wasm.ValueType;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Emits the operations that neither branch nor compare. */
final class OperationEmitter {
    private static final String INSTANCE_OPS = "dev/habu/wasm/machine/InstanceOps";
    private static final String REFERENCE_OPS = "dev/habu/wasm/machine/ReferenceOps";
    private static final String ON_OBJECT = "(Ljava/lang/Object;)Ljava/lang/Object;";
    private static final String TRAP = "dev/habu/wasm/Trap";

    private final MethodState state;
    private final MeteredCode code;
    private final Variables variables;
    private final Operands operands;
    private final ModuleLayout layout;
    private final MemoryEmitter memory;
    private final ReferenceEmitter references;

    OperationEmitter(MethodState state) {
        this.state = state;
        code = state.code;
        variables = state.variables;
        operands = state.operands;
        layout = state.layout;
        memory = new MemoryEmitter(state, this);
        references = new ReferenceEmitter(state);
    }

    /** Emits straight-line steps. */
    void steps(List<Step> steps) {
        steps.forEach(this::step);
    }

    /** Emits one of them. */
    void step(Step step) {
        switch (step) {
            case Emission.Op(int opcode) -> code.visitInsn(opcode);
            case Emission.Call(String owner, String name, String descriptor) ->
                code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
        }
    }

    /** Emits an operation and updates the operands. */
    void emit(Operation operation) {
        Instruction i = operation.instruction();
        switch (i.emission()) {
            case Emission.Sequence(List<Step> steps) -> {
                steps(steps);
                operandsOf(i);
            }
            case Emission.Load load -> {
                memory.load(operation, load);
                operandsOf(i);
            }
            case Emission.Store store -> {
                memory.store(operation, store);
                operandsOf(i);
            }
            case Emission.Atomic atomic -> {
                memory.atomic(operation, atomic);
                operandsOf(i);
            }
            case Emission.WithLane(Step step) -> {
                Constants.push(code, operation.lane());
                step(step);
                operandsOf(i);
            }
            case Emission.OnInstance(String method, String descriptor) -> onInstance(operation, method, descriptor);
            case Emission.Comparison c -> throw new IllegalArgumentException(i.text());
            case Emission.Special s -> special(operation);
        }
    }

    private void operandsOf(Instruction i) {
        if (i.operands() == null) {
            return; // a reference becomes one of another type
        }
        operands.pop(i.operands().size());
        operands.push(i.results());
    }

    private void onInstance(Operation operation, String method, String descriptor) {
        int indices = indices(operation.instruction().immediates());
        Type[] parameters = Type.getArgumentTypes(descriptor);
        convert(Arrays.copyOf(parameters, parameters.length - indices));
        Constants.push(code, operation.index());
        if (indices == 2) {
            Constants.push(code, operation.index2());
        }
        variables.loadInstance();
        String full = descriptor.replace(")", "L" + ModuleLayout.INSTANCE + ";)");
        code.visitMethodInsn(Opcodes.INVOKESTATIC, INSTANCE_OPS, method, full, false);
        operands.pop(parameters.length - indices);
        boolean wide = layout.module()
                        .wideAddresses(operation.instruction().immediates(), operation.index(), operation.index2())
                != 0;
        switch (descriptor.charAt(descriptor.indexOf(')') + 1)) {
            case 'V' -> {}
            case 'I' -> size(Opcodes.I2L, wide, wide);
            case 'J' -> size(Opcodes.L2I, !wide, wide);
            default -> operands.push(JvmType.REF);
        }
    }

    /** A size, converted to the type that the memory or table has for it. */
    private void size(int conversion, boolean needed, boolean wide) {
        if (needed) {
            code.visitInsn(conversion);
        }
        operands.push(wide ? JvmType.LONG : JvmType.INT);
    }

    private static int indices(Immediates immediates) {
        return switch (immediates) {
            case TABLE_AND_TABLE, ELEMENT_AND_TABLE, MEMORY_AND_MEMORY, DATA_AND_MEMORY -> 2;
            default -> 1;
        };
    }

    /** Makes addresses among the uppermost operands ints or longs as a method wants them; what lies above one goes through variables. */
    void convert(Type[] wanted) {
        int bottom = operands.size() - wanted.length;
        int first = 0;
        while (first < wanted.length && fits(operands.get(bottom + first), wanted[first])) {
            first++;
        }
        if (first == wanted.length) {
            return;
        }
        int[] slots = new int[wanted.length];
        int slot = variables.scratch();
        for (int i = wanted.length - 1; i > first; i--) {
            JvmType type = operands.get(bottom + i);
            slots[i] = slot;
            code.visitVarInsn(type.store, slot);
            slot += type.slots;
        }
        for (int i = first; i < wanted.length; i++) {
            JvmType type = operands.get(bottom + i);
            if (i > first) {
                code.visitVarInsn(type.load, slots[i]);
            }
            if (!fits(type, wanted[i])) {
                MemoryEmitter.convertAddress(code, type);
            }
        }
    }

    private static boolean fits(JvmType type, Type wanted) {
        return switch (type) {
            case INT -> wanted.equals(Type.INT_TYPE);
            case LONG -> wanted.equals(Type.LONG_TYPE);
            default -> true;
        };
    }

    private void special(Operation operation) {
        switch (operation.instruction()) {
            case I32_CONST -> {
                Constants.push(code, (int) operation.value());
                operands.push(JvmType.INT);
            }
            case I64_CONST -> {
                Constants.push(code, operation.value());
                operands.push(JvmType.LONG);
            }
            case F32_CONST -> {
                Constants.pushFloat(code, (int) operation.value());
                operands.push(JvmType.FLOAT);
            }
            case F64_CONST -> {
                Constants.pushDouble(code, operation.value());
                operands.push(JvmType.DOUBLE);
            }
            case V128_CONST -> {
                Constants.push(code, operation.vector());
                operands.push(JvmType.V128);
            }
            case I8X16_SHUFFLE -> {
                code.visitLdcInsn(operation.vector().low());
                code.visitLdcInsn(operation.vector().high());
                String vector = JvmType.V128.descriptor;
                code.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        "dev/habu/wasm/machine/I8x16Ops",
                        "shuffle",
                        "(" + vector + vector + "JJ)" + vector,
                        false);
                operands.pop();
            }
            case LOCAL_GET -> {
                variables.get(operation.index());
                operands.push(variables.type(operation.index()));
            }
            case LOCAL_SET -> {
                variables.set(operation.index());
                operands.pop();
            }
            case LOCAL_TEE -> variables.tee(operation.index());
            case GLOBAL_GET -> globalGet(operation.index());
            case GLOBAL_SET -> globalSet(operation.index());
            case DROP -> code.visitInsn(operands.pop().slots == 1 ? Opcodes.POP : Opcodes.POP2);
            case UNREACHABLE -> {
                line(operation);
                code.visitMethodInsn(Opcodes.INVOKESTATIC, INSTANCE_OPS, "unreachable", "()L" + TRAP + ";", false);
                code.visitInsn(Opcodes.ATHROW);
            }
            case CALL -> call(operation);
            case CALL_INDIRECT -> callIndirect(operation);
            case CALL_REF -> {
                FunctionType type = operation.functionType();
                line(operation);
                code.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        state.helpers.owner(),
                        state.helpers.referenceCall(type),
                        referenceDescriptor(type),
                        false);
                operands.pop(type.params().size() + 1);
                results(type);
            }
            case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> tailCall(operation);
            case REF_AS_NON_NULL ->
                code.visitMethodInsn(Opcodes.INVOKESTATIC, REFERENCE_OPS, "nonNull", ON_OBJECT, false);
            case THROW -> {
                FunctionType tag = layout.module().tags().get(operation.index()).type();
                variables.loadInstance();
                code.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        state.helpers.owner(),
                        state.helpers.exception(operation.index()),
                        exceptionDescriptor(layout, tag),
                        false);
                code.visitInsn(Opcodes.ATHROW);
                operands.pop(tag.params().size());
            }
            case THROW_REF -> {
                code.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        REFERENCE_OPS,
                        "thrown",
                        "(Ljava/lang/Object;)L" + TryEmitter.EXCEPTION + ";",
                        false);
                code.visitInsn(Opcodes.ATHROW);
                operands.pop();
            }
            case REF_NULL -> {
                code.visitInsn(Opcodes.ACONST_NULL);
                operands.push(JvmType.REF);
            }
            case REF_FUNC -> {
                function(operation.index());
                operands.push(JvmType.REF);
            }
            default -> references.emit(operation);
        }
    }

    static String exceptionDescriptor(ModuleLayout layout, FunctionType tag) {
        return "(" + JvmType.descriptors(tag.params()) + "L" + layout.machine() + ";)L" + TryEmitter.EXCEPTION + ";";
    }

    /** Notes where in the module a call or trap comes from, as a line number: the offset in the function's body, which is at most 65,535. */
    private void line(Operation operation) {
        state.line(operation.offset());
    }

    private void globalGet(int global) {
        JvmType type = JvmType.of(layout.globalType(global).valueType());
        switch (layout.globalPlace(global)) {
            case CONSTANT -> {
                switch (layout.globalConstant(global)) {
                    case Integer v -> Constants.push(code, v);
                    case Long v -> Constants.push(code, v);
                    case Float v -> Constants.pushFloat(code, Float.floatToRawIntBits(v));
                    case Double v -> Constants.pushDouble(code, Double.doubleToRawLongBits(v));
                    case V128 v -> Constants.push(code, v);
                    default -> throw new IllegalStateException();
                }
            }
            case FIELD, OBJECT -> {
                variables.loadInstance();
                code.visitFieldInsn(
                        Opcodes.GETFIELD, layout.machine(), "g" + global, layout.globalFieldDescriptor(global));
                if (layout.globalPlace(global) == GlobalPlace.OBJECT) {
                    code.visitFieldInsn(Opcodes.GETFIELD, layout.globalClass(global), "value", type.descriptor);
                }
            }
        }
        operands.push(type);
    }

    private void globalSet(int global) {
        JvmType type = operands.pop();
        variables.loadInstance();
        String owner = layout.machine();
        String name = "g" + global;
        if (layout.globalPlace(global) == GlobalPlace.OBJECT) {
            code.visitFieldInsn(Opcodes.GETFIELD, owner, name, layout.globalFieldDescriptor(global));
            owner = layout.globalClass(global);
            name = "value";
        }
        if (type.slots == 1) {
            code.visitInsn(Opcodes.SWAP);
        } else {
            code.visitInsn(Opcodes.DUP_X2);
            code.visitInsn(Opcodes.POP);
        }
        code.visitFieldInsn(Opcodes.PUTFIELD, owner, name, type.descriptor);
    }

    private void call(Operation operation) {
        int callee = operation.index();
        FunctionType type = layout.module().functionType(callee);
        line(operation);
        variables.loadInstance();
        boolean imported = layout.imported(callee);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                imported ? state.helpers.owner() : layout.owner(callee),
                imported ? state.helpers.importCall(callee) : layout.name(callee),
                layout.descriptor(type),
                false);
        operands.pop(type.params().size());
        results(type);
    }

    private void callIndirect(Operation operation) {
        FunctionType type = operation.functionType();
        convert(new Type[] {Type.INT_TYPE});
        line(operation);
        variables.loadInstance();
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                state.helpers.owner(),
                state.helpers.indirectCall(type, operation.index2()),
                indirectDescriptor(layout, type),
                false);
        operands.pop(type.params().size() + 1);
        results(type);
    }

    /** The descriptor of a method that calls a function reference, which comes behind the arguments. */
    static String referenceDescriptor(FunctionType type) {
        return "(" + JvmType.descriptors(type.params()) + "Ljava/lang/Object;)" + JvmType.result(type);
    }

    /** Notes in the instance what the caller of this function has to call, and puts results on the stack that mean nothing. */
    private void tailCall(Operation operation) {
        FunctionType type = operation.functionType();
        String signature = layout.signature(type);
        line(operation);
        switch (operation.instruction()) {
            case RETURN_CALL -> {
                layout.tailCalled(operation.index());
                function(operation.index());
            }
            case RETURN_CALL_REF -> {
                code.visitMethodInsn(Opcodes.INVOKESTATIC, REFERENCE_OPS, "function", ON_OBJECT, false);
                operands.pop();
            }
            default -> {
                convert(new Type[] {Type.INT_TYPE});
                variables.loadInstance();
                Constants.push(code, operation.index2());
                code.visitLdcInsn(Type.getObjectType(signature));
                code.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        INSTANCE_OPS,
                        "callee",
                        "(IL" + ModuleLayout.INSTANCE + ";ILjava/lang/Class;)L" + ModuleLayout.FUNCTION + ";",
                        false);
                operands.pop();
            }
        }
        code.visitTypeInsn(Opcodes.CHECKCAST, signature);
        variables.loadInstance();
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, layout.tailCall(type), "note", TailCallClass.descriptor(layout, type), false);
        operands.pop(type.params().size());
        for (ValueType result : type.results()) {
            JvmType.of(result).zero(code);
        }
        operands.push(type.results());
    }

    private void function(int index) {
        variables.loadInstance();
        Constants.push(code, index);
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, ModuleLayout.INSTANCE, "function", "(I)L" + ModuleLayout.FUNCTION + ";", false);
    }

    static String indirectDescriptor(ModuleLayout layout, FunctionType type) {
        return "(" + JvmType.descriptors(type.params()) + "IL" + layout.machine() + ";)" + JvmType.result(type);
    }

    /** Spreads what a call returned. */
    private void results(FunctionType type) {
        if (type.results().size() > 1) {
            unpack(type.results());
        }
        operands.push(type.results());
    }

    /** Turns the array on the stack into the boxed values in it. */
    void unpack(List<ValueType> types) {
        int array = variables.scratch();
        code.visitVarInsn(Opcodes.ASTORE, array);
        for (int k = 0; k < types.size(); k++) {
            code.visitVarInsn(Opcodes.ALOAD, array);
            Constants.push(code, k);
            code.visitInsn(Opcodes.AALOAD);
            JvmType.of(types.get(k)).unbox(code);
        }
    }

    /** Turns the values on the stack into an array of them. */
    void pack(List<ValueType> types) {
        int array = variables.scratch();
        int value = array + 1;
        Constants.push(code, types.size());
        code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
        code.visitVarInsn(Opcodes.ASTORE, array);
        for (int k = types.size() - 1; k >= 0; k--) {
            JvmType type = JvmType.of(types.get(k));
            type.box(code);
            code.visitVarInsn(Opcodes.ASTORE, value);
            code.visitVarInsn(Opcodes.ALOAD, array);
            Constants.push(code, k);
            code.visitVarInsn(Opcodes.ALOAD, value);
            code.visitInsn(Opcodes.AASTORE);
        }
        code.visitVarInsn(Opcodes.ALOAD, array);
    }
}
