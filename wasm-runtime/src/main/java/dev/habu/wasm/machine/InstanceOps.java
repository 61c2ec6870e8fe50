package dev.habu.wasm.machine;

import dev.habu.wasm.Instance;
import dev.habu.wasm.Trap;
import dev.habu.wasm.WasmFunction;

/** Table and bulk instructions (WebAssembly 3.0, sections 4.6.8 and 4.6.9); compiled code calls them with operands, then indices, then the instance. */
public final class InstanceOps {
    private InstanceOps() {}

    /** The trap of {@code unreachable}. */
    public static Trap unreachable() {
        return new Trap(Trap.Kind.UNREACHABLE);
    }

    /** Throws a trap in the midst of an expression. */
    @SuppressWarnings("DoNotCallSuggester") // compiled code calls it
    public static void raise(Trap trap) {
        throw trap;
    }

    /** The number of a br_table's target, one char for each index; {@code otherwise} for all indices beyond. */
    public static int target(int index, String map, int otherwise) {
        return Integer.compareUnsigned(index, map.length()) < 0 ? map.charAt(index) : otherwise;
    }

    /** {@code memory.size}. */
    public static long memorySize(int memory, Instance instance) {
        return instance.memory(memory).pages();
    }

    /** {@code memory.grow}. */
    public static long memoryGrow(long delta, int memory, Instance instance) {
        return instance.memory(memory).grow(delta);
    }

    /** {@code memory.fill}. */
    public static void memoryFill(long address, int value, long length, int memory, Instance instance) {
        instance.memory(memory).fill(address, value, length);
    }

    /** {@code memory.copy}. */
    public static void memoryCopy(
            long address, long source, long length, int memory, int sourceMemory, Instance instance) {
        instance.memory(memory).copy(address, instance.memory(sourceMemory), source, length);
    }

    /** {@code memory.init}. */
    public static void memoryInit(long address, int offset, int length, int segment, int memory, Instance instance) {
        instance.memory(memory).init(address, instance.data(segment), offset, length);
    }

    /** {@code data.drop}. */
    public static void dataDrop(int segment, Instance instance) {
        instance.data(segment).drop();
    }

    /** {@code table.get}. */
    public static Object tableGet(int index, int table, Instance instance) {
        return instance.table(table).get(index);
    }

    /** {@code table.set}. */
    public static void tableSet(int index, Object value, int table, Instance instance) {
        instance.table(table).set(index, value);
    }

    /** The function that {@code return_call_indirect} calls. */
    public static WasmFunction callee(int index, Instance instance, int table, Class<?> signature) {
        return instance.table(table).callee(index, signature);
    }

    /** {@code table.size}. */
    public static int tableSize(int table, Instance instance) {
        return instance.table(table).size();
    }

    /** {@code table.grow}. */
    public static int tableGrow(Object value, int delta, int table, Instance instance) {
        return instance.table(table).grow(value, delta);
    }

    /** {@code table.fill}. */
    public static void tableFill(int index, Object value, int length, int table, Instance instance) {
        instance.table(table).fill(index, value, length);
    }

    /** {@code table.copy}. */
    public static void tableCopy(int index, int source, int length, int table, int sourceTable, Instance instance) {
        instance.table(table).copy(index, instance.table(sourceTable), source, length);
    }

    /** {@code table.init}. */
    public static void tableInit(int index, int offset, int length, int segment, int table, Instance instance) {
        instance.table(table).init(index, instance.elements(segment), offset, length);
    }

    /** {@code elem.drop}. */
    public static void elemDrop(int segment, Instance instance) {
        instance.dropElements(segment);
    }
}
