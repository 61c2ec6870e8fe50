package dev.habu.wasm.machine;

import dev.habu.wasm.Memory;
import dev.habu.wasm.V128;

/**
 * Loads and stores of any memory by a 64-bit address (WebAssembly 3.0, section 4.6.9); compiled code calls them where {@link MemoryOps} does not fit: memories other
 * than 0, shared ones, those with 64-bit addresses, and offsets above 2 GiB.
 */
public final class WideMemoryOps {
    private WideMemoryOps() {}

    /** The effective address, unsigned; a sum above 64 bits becomes one that no memory has. */
    static long effective(long address, long offset) {
        long sum = address + offset;
        return Long.compareUnsigned(sum, address) < 0 ? -1 : sum;
    }

    /** {@code i32.load}. */
    public static int i32Load(long address, long offset, Memory memory) {
        return (int) memory.read(effective(address, offset), 4);
    }

    /** {@code i32.load8_s}. */
    public static int i32Load8S(long address, long offset, Memory memory) {
        return (int) memory.read(effective(address, offset), 1);
    }

    /** {@code i32.load8_u}. */
    public static int i32Load8U(long address, long offset, Memory memory) {
        return (int) memory.read(effective(address, offset), 1) & 0xff;
    }

    /** {@code i32.load16_s}. */
    public static int i32Load16S(long address, long offset, Memory memory) {
        return (int) memory.read(effective(address, offset), 2);
    }

    /** {@code i32.load16_u}. */
    public static int i32Load16U(long address, long offset, Memory memory) {
        return (int) memory.read(effective(address, offset), 2) & 0xffff;
    }

    /** {@code i64.load}. */
    public static long i64Load(long address, long offset, Memory memory) {
        return memory.read(effective(address, offset), 8);
    }

    /** {@code i64.load8_s}. */
    public static long i64Load8S(long address, long offset, Memory memory) {
        return memory.read(effective(address, offset), 1);
    }

    /** {@code i64.load8_u}. */
    public static long i64Load8U(long address, long offset, Memory memory) {
        return memory.read(effective(address, offset), 1) & 0xff;
    }

    /** {@code i64.load16_s}. */
    public static long i64Load16S(long address, long offset, Memory memory) {
        return memory.read(effective(address, offset), 2);
    }

    /** {@code i64.load16_u}. */
    public static long i64Load16U(long address, long offset, Memory memory) {
        return memory.read(effective(address, offset), 2) & 0xffff;
    }

    /** {@code i64.load32_s}. */
    public static long i64Load32S(long address, long offset, Memory memory) {
        return memory.read(effective(address, offset), 4);
    }

    /** {@code i64.load32_u}. */
    public static long i64Load32U(long address, long offset, Memory memory) {
        return memory.read(effective(address, offset), 4) & 0xffff_ffffL;
    }

    /** {@code f32.load}. */
    public static float f32Load(long address, long offset, Memory memory) {
        return Float.intBitsToFloat((int) memory.read(effective(address, offset), 4));
    }

    /** {@code f64.load}. */
    public static double f64Load(long address, long offset, Memory memory) {
        return Double.longBitsToDouble(memory.read(effective(address, offset), 8));
    }

    /** {@code v128.load}. */
    public static V128 v128Load(long address, long offset, Memory memory) {
        long low = effective(address, offset);
        long high = effective(low, 8);
        return new V128(memory.read(low, 8), memory.read(high, 8));
    }

    /** {@code i32.store}. */
    public static void i32Store(long address, int value, long offset, Memory memory) {
        memory.write(effective(address, offset), 4, value);
    }

    /** {@code i32.store8}. */
    public static void i32Store8(long address, int value, long offset, Memory memory) {
        memory.write(effective(address, offset), 1, value);
    }

    /** {@code i32.store16}. */
    public static void i32Store16(long address, int value, long offset, Memory memory) {
        memory.write(effective(address, offset), 2, value);
    }

    /** {@code i64.store}. */
    public static void i64Store(long address, long value, long offset, Memory memory) {
        memory.write(effective(address, offset), 8, value);
    }

    /** {@code i64.store8}. */
    public static void i64Store8(long address, long value, long offset, Memory memory) {
        memory.write(effective(address, offset), 1, value);
    }

    /** {@code i64.store16}. */
    public static void i64Store16(long address, long value, long offset, Memory memory) {
        memory.write(effective(address, offset), 2, value);
    }

    /** {@code i64.store32}. */
    public static void i64Store32(long address, long value, long offset, Memory memory) {
        memory.write(effective(address, offset), 4, value);
    }

    /** {@code f32.store}. */
    public static void f32Store(long address, float value, long offset, Memory memory) {
        memory.write(effective(address, offset), 4, Float.floatToRawIntBits(value));
    }

    /** {@code f64.store}. */
    public static void f64Store(long address, double value, long offset, Memory memory) {
        memory.write(effective(address, offset), 8, Double.doubleToRawLongBits(value));
    }

    /** {@code v128.store}. */
    public static void v128Store(long address, V128 value, long offset, Memory memory) {
        long low = effective(address, offset);
        long high = effective(low, 8);
        memory.read(high, 8); // Nothing is written if the upper half would not fit.
        memory.write(low, 8, value.low());
        memory.write(high, 8, value.high());
    }
}
