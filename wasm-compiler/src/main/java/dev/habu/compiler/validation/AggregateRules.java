package dev.habu.compiler.validation;

import dev.habu.compiler.instruction.Instruction;
import dev.habu.wasm.ArrayType;
import dev.habu.wasm.DefinedType;
import dev.habu.wasm.FieldType;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.PackedType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.StructType;
import dev.habu.wasm.ValueType;
import java.util.List;

/** The typing rules of the instructions on structures and arrays (WebAssembly 3.0, sections 3.4.5 and 3.4.6). */
final class AggregateRules {
    private final ModuleContext module;
    private final ControlStack control;

    AggregateRules(ModuleContext module, ControlStack control) {
        this.module = module;
        this.control = control;
    }

    /** Pops the operands of the current instruction and pushes its results; its indices have been checked. */
    void check(Instruction i) {
        switch (i) {
            case STRUCT_NEW -> {
                StructType type = struct();
                for (FieldType field : type.fields().reversed()) {
                    control.pop(field.type().unpacked());
                }
                push(type);
            }
            case STRUCT_NEW_DEFAULT -> {
                StructType type = struct();
                type.fields().forEach(this::checkDefaultable);
                push(type);
            }
            case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U -> {
                FieldType field = field();
                checkExtension(field, i == Instruction.STRUCT_GET);
                pop(struct());
                control.stack.push(field.type().unpacked());
            }
            case STRUCT_SET -> {
                FieldType field = field();
                checkMutable(field);
                control.pop(field.type().unpacked());
                pop(struct());
            }
            case ARRAY_NEW -> {
                ArrayType type = array();
                control.pop(NumberType.I32);
                control.pop(type.element().type().unpacked());
                push(type);
            }
            case ARRAY_NEW_DEFAULT -> {
                checkDefaultable(array().element());
                control.pop(NumberType.I32);
                push(array());
            }
            case ARRAY_NEW_FIXED -> {
                ValueType element = array().element().type().unpacked();
                for (int k = 0; k != control.in.index2(); k++) {
                    control.pop(element);
                    if (control.frame().unreachable && control.stack.size() == control.frame().height) {
                        break;
                    }
                }
                push(array());
            }
            case ARRAY_NEW_DATA -> {
                checkNumeric(array());
                popTimes(NumberType.I32, 2);
                push(array());
            }
            case ARRAY_NEW_ELEM -> {
                checkElements(array());
                popTimes(NumberType.I32, 2);
                push(array());
            }
            case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> {
                FieldType element = array().element();
                checkExtension(element, i == Instruction.ARRAY_GET);
                control.pop(NumberType.I32);
                pop(array());
                control.stack.push(element.type().unpacked());
            }
            case ARRAY_SET -> {
                checkMutable(array().element());
                control.pop(array().element().type().unpacked());
                control.pop(NumberType.I32);
                pop(array());
            }
            case ARRAY_FILL -> {
                checkMutable(array().element());
                control.pop(NumberType.I32);
                control.pop(array().element().type().unpacked());
                control.pop(NumberType.I32);
                pop(array());
            }
            case ARRAY_COPY -> copy();
            case ARRAY_INIT_DATA -> {
                checkMutable(array().element());
                checkNumeric(array());
                popTimes(NumberType.I32, 3);
                pop(array());
            }
            case ARRAY_INIT_ELEM -> {
                checkMutable(array().element());
                checkElements(array());
                popTimes(NumberType.I32, 3);
                pop(array());
            }
            default -> throw new AssertionError(i);
        }
    }

    private void copy() {
        ArrayType to = array();
        ArrayType from = array(control.in.typeAt(control.in.index2()));
        checkMutable(to.element());
        if (!from.element().type().matches(to.element().type())) {
            throw control.invalid("array types do not match: " + from + " into " + to);
        }
        popTimes(NumberType.I32, 2);
        pop(from);
        control.pop(NumberType.I32);
        pop(to);
    }

    private void push(DefinedType type) {
        control.stack.push(new RefType(false, type));
    }

    private void pop(DefinedType type) {
        control.pop(new RefType(true, type));
    }

    private void popTimes(ValueType type, int times) {
        for (int i = 0; i < times; i++) {
            control.pop(type);
        }
    }

    private StructType struct() {
        if (control.in.typeAt(control.in.index()) instanceof StructType struct) {
            return struct;
        }
        throw control.invalid("type mismatch: type " + control.in.index() + " is no structure type");
    }

    private ArrayType array() {
        return array(control.in.typeAt(control.in.index()));
    }

    private ArrayType array(DefinedType type) {
        if (type instanceof ArrayType array) {
            return array;
        }
        throw control.invalid("type mismatch: " + type + " is no array type");
    }

    private FieldType field() {
        List<FieldType> fields = struct().fields();
        int index = control.in.index2();
        if (index < 0 || index >= fields.size()) {
            throw control.invalid("unknown field " + Integer.toUnsignedString(index));
        }
        return fields.get(index);
    }

    private void checkDefaultable(FieldType field) {
        if (!field.type().unpacked().isDefaultable()) {
            throw control.invalid("field type is not defaultable: " + field);
        }
    }

    private void checkExtension(FieldType field, boolean none) {
        if (field.type() instanceof PackedType == none) {
            throw control.invalid("type mismatch: field is " + (none ? "" : "not ") + "packed: " + field);
        }
    }

    private void checkMutable(FieldType field) {
        if (!field.mutable()) {
            throw control.invalid("immutable field: " + field);
        }
    }

    private void checkNumeric(ArrayType type) {
        if (type.element().type() instanceof RefType) {
            throw control.invalid("array type is not numeric or vector: " + type);
        }
    }

    private void checkElements(ArrayType type) {
        RefType items = module.element(control.in.index2(), control.in.offset());
        if (!items.matches(type.element().type())) {
            throw control.invalid("type mismatch: elements of " + items + " for " + type);
        }
    }
}
