package dev.habu.wasm.machine;

import dev.habu.wasm.Instance;
import dev.habu.wasm.V128;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Loads and stores of memory 0 (WebAssembly 3.0, sections 4.6.9); compiled code calls them.
 *
 * <p>The effective address is a 33-bit sum. An address with its top bit set is above the first array, and otherwise {@code address + offset} either is the true
 * sum or is negative, which the array's own bounds check refuses. What the array does not have may still be in a memory above 2 GiB: the memory finds it, or
 * traps. The memory is asked for every address, too, while the array has spare room behind the memory ({@link Instance#floor0}). Offsets with their top bit set never reach this class: the compiler takes {@link WideMemoryOps}.
 *
 * <p>Each method is longer than 35 bytecodes on purpose: the quick compiler (C1) then calls it instead of inlining the VarHandle machinery at a hundred
 * thousand sites, which halves start-up; the optimising compiler (C2) inlines it all the same.
 */
public final class MemoryOps {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle CHAR = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);

    private MemoryOps() {}

    /** A load that is not within the first array: above it, or out of bounds. */
    private static long loadAbove(int address, int offset, int size, Instance instance) {
        return instance.memory0.read(Integer.toUnsignedLong(address) + offset, size);
    }

    /** A store that is not within the first array: above it, or out of bounds. */
    private static void storeAbove(int address, int offset, int size, long value, Instance instance) {
        instance.memory0.write(Integer.toUnsignedLong(address) + offset, size, value);
    }

    /** {@code i32.load}. */
    public static int i32Load(int address, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            return (int) loadAbove(address, offset, 4, instance);
        }
        try {
            return (int) INT.get(bytes, address + offset);
        } catch (IndexOutOfBoundsException e) {
            return (int) loadAbove(address, offset, 4, instance);
        }
    }

    /** {@code i64.load}. */
    public static long i64Load(int address, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            return loadAbove(address, offset, 8, instance);
        }
        try {
            return (long) LONG.get(bytes, address + offset);
        } catch (IndexOutOfBoundsException e) {
            return loadAbove(address, offset, 8, instance);
        }
    }

    /** {@code f32.load}. */
    public static float f32Load(int address, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            return Float.intBitsToFloat((int) loadAbove(address, offset, 4, instance));
        }
        try {
            return (float) FLOAT.get(bytes, address + offset);
        } catch (IndexOutOfBoundsException e) {
            return Float.intBitsToFloat((int) loadAbove(address, offset, 4, instance));
        }
    }

    /** {@code f64.load}. */
    public static double f64Load(int address, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            return Double.longBitsToDouble(loadAbove(address, offset, 8, instance));
        }
        try {
            return (double) DOUBLE.get(bytes, address + offset);
        } catch (IndexOutOfBoundsException e) {
            return Double.longBitsToDouble(loadAbove(address, offset, 8, instance));
        }
    }

    /** {@code i32.load8_s}. */
    public static int i32Load8S(int address, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            return (int) loadAbove(address, offset, 1, instance);
        }
        try {
            return bytes[address + offset];
        } catch (IndexOutOfBoundsException e) {
            return (int) loadAbove(address, offset, 1, instance);
        }
    }

    /** {@code i32.load8_u}. */
    public static int i32Load8U(int address, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            return (int) loadAbove(address, offset, 1, instance) & 0xff;
        }
        try {
            return bytes[address + offset] & 0xff;
        } catch (IndexOutOfBoundsException e) {
            return (int) loadAbove(address, offset, 1, instance) & 0xff;
        }
    }

    /** {@code i32.load16_s}. */
    public static int i32Load16S(int address, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            return (int) loadAbove(address, offset, 2, instance);
        }
        try {
            return (short) SHORT.get(bytes, address + offset);
        } catch (IndexOutOfBoundsException e) {
            return (int) loadAbove(address, offset, 2, instance);
        }
    }

    /** {@code i32.load16_u}. */
    public static int i32Load16U(int address, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            return (int) loadAbove(address, offset, 2, instance) & 0xffff;
        }
        try {
            return (char) CHAR.get(bytes, address + offset);
        } catch (IndexOutOfBoundsException e) {
            return (int) loadAbove(address, offset, 2, instance) & 0xffff;
        }
    }

    /** {@code i64.load8_s}. */
    public static long i64Load8S(int address, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            return loadAbove(address, offset, 1, instance);
        }
        try {
            return bytes[address + offset];
        } catch (IndexOutOfBoundsException e) {
            return loadAbove(address, offset, 1, instance);
        }
    }

    /** {@code i64.load8_u}. */
    public static long i64Load8U(int address, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            return loadAbove(address, offset, 1, instance) & 0xff;
        }
        try {
            return bytes[address + offset] & 0xff;
        } catch (IndexOutOfBoundsException e) {
            return loadAbove(address, offset, 1, instance) & 0xff;
        }
    }

    /** {@code i64.load16_s}. */
    public static long i64Load16S(int address, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            return loadAbove(address, offset, 2, instance);
        }
        try {
            return (short) SHORT.get(bytes, address + offset);
        } catch (IndexOutOfBoundsException e) {
            return loadAbove(address, offset, 2, instance);
        }
    }

    /** {@code i64.load16_u}. */
    public static long i64Load16U(int address, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            return loadAbove(address, offset, 2, instance) & 0xffff;
        }
        try {
            return (char) CHAR.get(bytes, address + offset);
        } catch (IndexOutOfBoundsException e) {
            return loadAbove(address, offset, 2, instance) & 0xffff;
        }
    }

    /** {@code i64.load32_s}. */
    public static long i64Load32S(int address, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            return loadAbove(address, offset, 4, instance);
        }
        try {
            return (int) INT.get(bytes, address + offset);
        } catch (IndexOutOfBoundsException e) {
            return loadAbove(address, offset, 4, instance);
        }
    }

    /** {@code i64.load32_u}. */
    public static long i64Load32U(int address, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            return loadAbove(address, offset, 4, instance) & 0xffff_ffffL;
        }
        try {
            return ((int) INT.get(bytes, address + offset)) & 0xffff_ffffL;
        } catch (IndexOutOfBoundsException e) {
            return loadAbove(address, offset, 4, instance) & 0xffff_ffffL;
        }
    }

    /** {@code v128.load}. */
    public static V128 v128Load(int address, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        int at = address + offset;
        if (address < instance.floor0 || at < 0 || at > bytes.length - 16) {
            return WideMemoryOps.v128Load(Integer.toUnsignedLong(address), offset, instance.memory0);
        }
        return new V128((long) LONG.get(bytes, at), (long) LONG.get(bytes, at + 8));
    }

    /** {@code v128.store}. */
    public static void v128Store(int address, V128 value, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        int at = address + offset;
        if (address < instance.floor0 || at < 0 || at > bytes.length - 16) {
            WideMemoryOps.v128Store(Integer.toUnsignedLong(address), value, offset, instance.memory0);
            return;
        }
        LONG.set(bytes, at, value.low());
        LONG.set(bytes, at + 8, value.high());
    }

    /** {@code i32.store}. */
    public static void i32Store(int address, int value, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            storeAbove(address, offset, 4, value, instance);
            return;
        }
        try {
            INT.set(bytes, address + offset, value);
        } catch (IndexOutOfBoundsException e) {
            storeAbove(address, offset, 4, value, instance);
        }
    }

    /** {@code i64.store}. */
    public static void i64Store(int address, long value, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            storeAbove(address, offset, 8, value, instance);
            return;
        }
        try {
            LONG.set(bytes, address + offset, value);
        } catch (IndexOutOfBoundsException e) {
            storeAbove(address, offset, 8, value, instance);
        }
    }

    /** {@code f32.store}. */
    public static void f32Store(int address, float value, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            storeAbove(address, offset, 4, Float.floatToRawIntBits(value), instance);
            return;
        }
        try {
            FLOAT.set(bytes, address + offset, value);
        } catch (IndexOutOfBoundsException e) {
            storeAbove(address, offset, 4, Float.floatToRawIntBits(value), instance);
        }
    }

    /** {@code f64.store}. */
    public static void f64Store(int address, double value, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            storeAbove(address, offset, 8, Double.doubleToRawLongBits(value), instance);
            return;
        }
        try {
            DOUBLE.set(bytes, address + offset, value);
        } catch (IndexOutOfBoundsException e) {
            storeAbove(address, offset, 8, Double.doubleToRawLongBits(value), instance);
        }
    }

    /** {@code i32.store8}. */
    public static void i32Store8(int address, int value, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            storeAbove(address, offset, 1, value, instance);
            return;
        }
        try {
            bytes[address + offset] = (byte) value;
        } catch (IndexOutOfBoundsException e) {
            storeAbove(address, offset, 1, value, instance);
        }
    }

    /** {@code i32.store16}. */
    public static void i32Store16(int address, int value, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            storeAbove(address, offset, 2, value, instance);
            return;
        }
        try {
            SHORT.set(bytes, address + offset, (short) value);
        } catch (IndexOutOfBoundsException e) {
            storeAbove(address, offset, 2, value, instance);
        }
    }

    /** {@code i64.store8}. */
    public static void i64Store8(int address, long value, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            storeAbove(address, offset, 1, value, instance);
            return;
        }
        try {
            bytes[address + offset] = (byte) value;
        } catch (IndexOutOfBoundsException e) {
            storeAbove(address, offset, 1, value, instance);
        }
    }

    /** {@code i64.store16}. */
    public static void i64Store16(int address, long value, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            storeAbove(address, offset, 2, value, instance);
            return;
        }
        try {
            SHORT.set(bytes, address + offset, (short) value);
        } catch (IndexOutOfBoundsException e) {
            storeAbove(address, offset, 2, value, instance);
        }
    }

    /** {@code i64.store32}. */
    public static void i64Store32(int address, long value, int offset, Instance instance) {
        byte[] bytes = instance.bytes0;
        if (address < instance.floor0) {
            storeAbove(address, offset, 4, value, instance);
            return;
        }
        try {
            INT.set(bytes, address + offset, (int) value);
        } catch (IndexOutOfBoundsException e) {
            storeAbove(address, offset, 4, value, instance);
        }
    }
}
