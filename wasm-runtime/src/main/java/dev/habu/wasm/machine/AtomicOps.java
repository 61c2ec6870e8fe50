package dev.habu.wasm.machine;

import dev.habu.wasm.Memory;
import dev.habu.wasm.Trap;

/**
 * Atomic instructions (the threads proposal); compiled code calls them with the operands, how many bytes are accessed, in an update the operator, the offset and
 * the memory. On a memory that is not shared they are plain accesses.
 */
public final class AtomicOps {
    /** Operators of an update. */
    public static final int ADD = 0;

    public static final int SUB = 1;
    public static final int AND = 2;
    public static final int OR = 3;
    public static final int XOR = 4;
    public static final int EXCHANGE = 5;

    private AtomicOps() {}

    private static long aligned(long address, long offset, int width) {
        long at = WideMemoryOps.effective(address, offset);
        if ((at & width - 1) != 0) {
            throw new Trap(Trap.Kind.UNALIGNED_ATOMIC, width + " bytes at " + Long.toUnsignedString(at));
        }
        return at;
    }

    private static long unsigned(long value, int width) {
        return width == 8 ? value : value & (1L << (width * 8)) - 1;
    }

    /** Atomic loads of an i32. */
    public static int i32Load(long address, int width, long offset, Memory memory) {
        return (int) i64Load(address, width, offset, memory);
    }

    /** Atomic loads of an i64. */
    public static long i64Load(long address, int width, long offset, Memory memory) {
        return unsigned(memory.readAtomic(aligned(address, offset, width), width), width);
    }

    /** Atomic stores of an i32. */
    public static void i32Store(long address, int value, int width, long offset, Memory memory) {
        memory.writeAtomic(aligned(address, offset, width), width, value);
    }

    /** Atomic stores of an i64. */
    public static void i64Store(long address, long value, int width, long offset, Memory memory) {
        memory.writeAtomic(aligned(address, offset, width), width, value);
    }

    /** Read, modify, write of an i32; returns what was there. */
    public static int i32Update(long address, int operand, int width, int operator, long offset, Memory memory) {
        return (int) i64Update(address, operand, width, operator, offset, memory);
    }

    /** Read, modify, write of an i64; returns what was there. */
    public static long i64Update(long address, long operand, int width, int operator, long offset, Memory memory) {
        long at = aligned(address, offset, width);
        while (true) {
            long before = memory.readAtomic(at, width);
            long after = switch (operator) {
                case ADD -> before + operand;
                case SUB -> before - operand;
                case AND -> before & operand;
                case OR -> before | operand;
                case XOR -> before ^ operand;
                default -> operand;
            };
            if (memory.compareExchange(at, width, before, after) == before) {
                return unsigned(before, width);
            }
        }
    }

    /** Compare and exchange of an i32; returns what was there. */
    public static int i32Exchange(long address, int expected, int value, int width, long offset, Memory memory) {
        return (int) i64Exchange(address, expected, value, width, offset, memory);
    }

    /** Compare and exchange of an i64; returns what was there. Of the expected value only the bits are compared that the access has. */
    public static long i64Exchange(long address, long expected, long value, int width, long offset, Memory memory) {
        long at = aligned(address, offset, width);
        return unsigned(memory.compareExchange(at, width, expected, value), width);
    }

    /** {@code memory.atomic.wait32}. */
    public static int wait32(long address, int expected, long timeout, int width, long offset, Memory memory) {
        return wait64(address, expected, timeout, width, offset, memory);
    }

    /** {@code memory.atomic.wait64}. */
    public static int wait64(long address, long expected, long timeout, int width, long offset, Memory memory) {
        long at = aligned(address, offset, width);
        memory.readAtomic(at, width);
        return memory.await(at, width, expected, timeout);
    }

    /** {@code memory.atomic.notify}. */
    public static int wake(long address, int count, int width, long offset, Memory memory) {
        long at = aligned(address, offset, width);
        memory.readAtomic(at, width);
        return memory.wake(at, count);
    }
}
