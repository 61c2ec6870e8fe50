package dev.habu.compiler.validation;

import dev.habu.compiler.instruction.Instruction;
import dev.habu.wasm.AbstractHeapType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.ValueType;
import java.util.List;

/** The typing rules of the instructions on references (WebAssembly 3.0, sections 3.4.4 to 3.4.9). */
final class ReferenceRules {
    private final ModuleContext module;
    private final ControlStack control;

    ReferenceRules(ModuleContext module, ControlStack control) {
        this.module = module;
        this.control = control;
    }

    /** Pops the operands of the current instruction and pushes its results; its indices have been checked. */
    void check(Instruction i) {
        switch (i) {
            case REF_NULL -> control.stack.push(new RefType(true, control.in.heapTypeOf()));
            case REF_IS_NULL -> {
                control.popRef();
                control.stack.push(NumberType.I32);
            }
            case REF_AS_NON_NULL -> control.stack.push(nonNull(control.popRef()));
            case BR_ON_NULL -> {
                RefType tested = control.popRef();
                List<ValueType> types = control.label(control.in.index()).labelTypes();
                control.pop(types);
                control.stack.push(types);
                control.stack.push(nonNull(tested));
            }
            case BR_ON_NON_NULL -> branchOnNonNull();
            case REF_FUNC -> {
                FunctionType type = module.function(control.in.index(), control.in.offset());
                module.checkDeclared(control.in.index(), control.in.offset());
                control.stack.push(new RefType(false, type));
            }
            case REF_TEST, REF_TEST_NULL -> {
                RefType got = control.popRef();
                if (got != null && !sameHierarchy(got, new RefType(true, control.in.heapTypeOf()))) {
                    throw control.invalid("type mismatch: ref.test of " + got + " for " + control.in.heapTypeOf());
                }
                control.stack.push(NumberType.I32);
            }
            default -> throw new AssertionError(i);
        }
    }

    private static boolean sameHierarchy(RefType a, RefType b) {
        for (AbstractHeapType top : new AbstractHeapType[] {
            AbstractHeapType.FUNC, AbstractHeapType.EXTERN, AbstractHeapType.ANY, AbstractHeapType.EXN
        }) {
            if (a.heapType().matches(top) && b.heapType().matches(top)) {
                return true;
            }
        }
        return false;
    }

    private static ValueType nonNull(RefType type) {
        return type == null ? null : new RefType(false, type.heapType());
    }

    private void branchOnNonNull() {
        List<ValueType> types = control.label(control.in.index()).labelTypes();
        if (types.isEmpty() || !(types.getLast() instanceof RefType last)) {
            throw control.invalid("type mismatch: br_on_non_null to a label of " + types);
        }
        List<ValueType> others = types.subList(0, types.size() - 1);
        control.pop(new RefType(true, last.heapType()));
        control.pop(others);
        control.stack.push(others);
    }
}
