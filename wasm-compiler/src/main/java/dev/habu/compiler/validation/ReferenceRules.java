package dev.habu.compiler.validation;

import dev.habu.compiler.instruction.Instruction;
import dev.habu.wasm.AbstractHeapType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.HeapType;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.ValueType;
import java.util.List;

/** The typing rules of the instructions on references (WebAssembly 3.0, sections 3.4.4 to 3.4.9). */
final class ReferenceRules {
    private final ModuleContext module;
    private final ControlStack control;
    private final AggregateRules aggregates;

    ReferenceRules(ModuleContext module, ControlStack control) {
        this.module = module;
        this.control = control;
        aggregates = new AggregateRules(module, control);
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
                popOfHierarchy(control.in.heapTypeOf());
                control.stack.push(NumberType.I32);
            }
            case REF_CAST, REF_CAST_NULL -> {
                popOfHierarchy(control.in.heapTypeOf());
                control.stack.push(new RefType(i == Instruction.REF_CAST_NULL, control.in.heapTypeOf()));
            }
            case BR_ON_CAST, BR_ON_CAST_FAIL -> branchOnCast(i == Instruction.BR_ON_CAST);
            case ANY_CONVERT_EXTERN -> convert(AbstractHeapType.EXTERN, AbstractHeapType.ANY);
            case EXTERN_CONVERT_ANY -> convert(AbstractHeapType.ANY, AbstractHeapType.EXTERN);
            default -> aggregates.check(i);
        }
    }

    private void popOfHierarchy(HeapType type) {
        AbstractHeapType top = type instanceof AbstractHeapType heap
                ? heap.top()
                : type instanceof FunctionType ? AbstractHeapType.FUNC : AbstractHeapType.ANY;
        control.pop(new RefType(true, top));
    }

    private void convert(AbstractHeapType from, AbstractHeapType to) {
        RefType operand = control.popRef();
        if (operand != null && !operand.matches(new RefType(true, from))) {
            throw control.invalid("type mismatch: " + control.in.instruction().text() + " finds " + operand);
        }
        control.stack.push(new RefType(operand != null && operand.nullable(), to));
    }

    private void branchOnCast(boolean onSuccess) {
        RefType from = control.in.castFrom();
        RefType to = control.in.castTo();
        if (!to.matches(from)) {
            throw control.invalid("type mismatch: " + to + " is no subtype of " + from);
        }
        RefType rest = to.nullable() ? new RefType(false, from.heapType()) : from;
        List<ValueType> types = control.label(control.in.index()).labelTypes();
        ValueType branching = onSuccess ? to : rest;
        if (types.isEmpty() || !branching.matches(types.getLast())) {
            throw control.invalid("type mismatch: " + control.in.instruction().text() + " has " + branching
                    + " for a label of " + types);
        }
        List<ValueType> others = types.subList(0, types.size() - 1);
        control.pop(from);
        control.pop(others);
        control.stack.push(others);
        control.stack.push(onSuccess ? rest : to);
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
