package dev.habu.compiler.emission;

import dev.habu.wasm.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The WebAssembly operands as the JVM holds them. The lowest {@link #spilled} of them are in temporary variables: an exception handler of the JVM starts with
 * an empty stack, and so should a loop; what lies below them is put aside.
 */
final class Operands {
    private JvmType[] types = new JvmType[32];
    private int[] spillSlots = new int[4];
    private int size;
    private int spilled;

    int size() {
        return size;
    }

    int spilled() {
        return spilled;
    }

    void push(JvmType type) {
        if (size == types.length) {
            types = Arrays.copyOf(types, size * 2);
        }
        types[size++] = type;
    }

    void push(ValueType type) {
        push(JvmType.of(type));
    }

    void push(List<ValueType> list) {
        for (int i = 0; i < list.size(); i++) {
            push(list.get(i));
        }
    }

    JvmType pop() {
        return types[--size];
    }

    void pop(int count) {
        size -= count;
    }

    JvmType get(int index) {
        return types[index];
    }

    JvmType peek() {
        return types[size - 1];
    }

    void truncate(int newSize) {
        size = newSize;
    }

    int spillSlot(int index) {
        return spillSlots[index];
    }

    /** Notes that the lowest operand that is still on the JVM's stack has been put into a variable. */
    void spillNext(int slot) {
        if (spilled == spillSlots.length) {
            spillSlots = Arrays.copyOf(spillSlots, spilled * 2);
        }
        spillSlots[spilled++] = slot;
    }

    void setSpilled(int count) {
        spilled = count;
    }

    /** The types of the uppermost {@code count} operands, or of all if there are fewer. */
    List<ValueType> top(int count) {
        List<ValueType> top = new ArrayList<>();
        for (int i = Math.max(0, size - count); i < size; i++) {
            top.add(types[i].valueType());
        }
        return top;
    }

    /** What stands for {@link #frame} where nobody reads the stack map: equal for equal ones. */
    Object[] frameKey() {
        return Arrays.copyOfRange(types, spilled, size);
    }

    /** The operands on the JVM's stack, for a stack map. */
    Object[] frame() {
        Object[] entries = new Object[size - spilled];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = types[spilled + i].frame;
        }
        return entries;
    }

    /** A copy to come back to with {@link #restore}. */
    JvmType[] save() {
        return Arrays.copyOf(types, size);
    }

    void restore(JvmType[] saved) {
        if (types.length < saved.length) {
            types = new JvmType[saved.length * 2];
        }
        System.arraycopy(saved, 0, types, 0, saved.length);
        size = saved.length;
    }
}
