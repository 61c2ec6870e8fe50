package dev.habu.compiler.validation;

import dev.habu.wasm.ValueType;
import java.util.Arrays;
import java.util.List;

/** The types of the operands; null stands for the unknown type of unreachable code. */
final class OperandStack {
    private ValueType[] types = new ValueType[64];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void truncate(int newSize) {
        size = newSize;
    }

    ValueType pop() {
        return types[--size];
    }

    void push(ValueType type) {
        if (size == types.length) {
            types = Arrays.copyOf(types, size * 2);
        }
        types[size++] = type;
    }

    void push(List<ValueType> list) {
        for (int i = 0; i < list.size(); i++) {
            push(list.get(i));
        }
    }
}
