package dev.habu.wasm.machine;

import dev.habu.wasm.Instance;
import dev.habu.wasm.V128;

/**
 * Loads and stores of memory 0 with an offset below {@value #MAX_OFFSET}, as those of fields are: one comparison of the address with {@link Instance#near0} covers
 * all of them.
 *
 * <p>{@code near0} is {@value #REACH} bytes less than the memory's first array has, so that an address below it and any such offset are within the array. C2 then keeps
 * one comparison for all fields of a structure, where the array's own check is one for each field and width. Only then is the array accessed without its own check, by
 * {@link RawBytes}; anything else, the last bytes of a memory among them, goes to the exact {@link MemoryOps}. Where raw access is not to be had {@code near0} is 0.
 *
 * <p>But for vectors and two loads (36) no method is longer than 35 bytecodes: C2 inlines longer ones only where a method comes at every fourth of its calls. It also counts 8,000 bytecodes for a method
 * and what is inlined into it; an access of this class takes about 60 of them, one of MemoryOps 260.
 */
public final class NearMemoryOps {
    /** How far below the array's end an address must be. */
    public static final int REACH = 1024;

    /** Offsets below this one are near: 16 bytes more, a vector, are still within reach. */
    public static final int MAX_OFFSET = REACH - 16;

    private NearMemoryOps() {}

    /** Whether this class accesses memories at all. */
    public static boolean isAvailable() {
        return RawBytes.AVAILABLE;
    }

    /** Below which addresses this class accesses a memory that has so many bytes in its first array. */
    public static int near(int size) {
        return RawBytes.AVAILABLE ? Math.max(0, size - REACH) : 0;
    }

    /** {@code i32.load}. */
    public static int i32Load(int address, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            return RawBytes.getInt(instance.bytes0, (long) address + offset);
        }
        return MemoryOps.i32Load(address, offset, instance);
    }

    /** {@code i64.load}. */
    public static long i64Load(int address, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            return RawBytes.getLong(instance.bytes0, (long) address + offset);
        }
        return MemoryOps.i64Load(address, offset, instance);
    }

    /** {@code f32.load}. */
    public static float f32Load(int address, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            return RawBytes.getFloat(instance.bytes0, (long) address + offset);
        }
        return MemoryOps.f32Load(address, offset, instance);
    }

    /** {@code f64.load}. */
    public static double f64Load(int address, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            return RawBytes.getDouble(instance.bytes0, (long) address + offset);
        }
        return MemoryOps.f64Load(address, offset, instance);
    }

    /** {@code i32.load8_s}. */
    public static int i32Load8S(int address, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            return RawBytes.getByte(instance.bytes0, (long) address + offset);
        }
        return MemoryOps.i32Load8S(address, offset, instance);
    }

    /** {@code i32.load8_u}. */
    public static int i32Load8U(int address, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            return RawBytes.getByte(instance.bytes0, (long) address + offset) & 0xff;
        }
        return MemoryOps.i32Load8U(address, offset, instance);
    }

    /** {@code i32.load16_s}. */
    public static int i32Load16S(int address, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            return RawBytes.getShort(instance.bytes0, (long) address + offset);
        }
        return MemoryOps.i32Load16S(address, offset, instance);
    }

    /** {@code i32.load16_u}. */
    public static int i32Load16U(int address, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            return RawBytes.getChar(instance.bytes0, (long) address + offset);
        }
        return MemoryOps.i32Load16U(address, offset, instance);
    }

    /** {@code i64.load8_s}. */
    public static long i64Load8S(int address, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            return RawBytes.getByte(instance.bytes0, (long) address + offset);
        }
        return MemoryOps.i64Load8S(address, offset, instance);
    }

    /** {@code i64.load8_u}. */
    public static long i64Load8U(int address, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            return RawBytes.getByte(instance.bytes0, (long) address + offset) & 0xff;
        }
        return MemoryOps.i64Load8U(address, offset, instance);
    }

    /** {@code i64.load16_s}. */
    public static long i64Load16S(int address, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            return RawBytes.getShort(instance.bytes0, (long) address + offset);
        }
        return MemoryOps.i64Load16S(address, offset, instance);
    }

    /** {@code i64.load16_u}. */
    public static long i64Load16U(int address, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            return RawBytes.getChar(instance.bytes0, (long) address + offset);
        }
        return MemoryOps.i64Load16U(address, offset, instance);
    }

    /** {@code i64.load32_s}. */
    public static long i64Load32S(int address, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            return RawBytes.getInt(instance.bytes0, (long) address + offset);
        }
        return MemoryOps.i64Load32S(address, offset, instance);
    }

    /** {@code i64.load32_u}. */
    public static long i64Load32U(int address, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            return RawBytes.getInt(instance.bytes0, (long) address + offset) & 0xffff_ffffL;
        }
        return MemoryOps.i64Load32U(address, offset, instance);
    }

    /** {@code i32.store}. */
    public static void i32Store(int address, int value, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            RawBytes.putInt(instance.bytes0, (long) address + offset, value);
            return;
        }
        MemoryOps.i32Store(address, value, offset, instance);
    }

    /** {@code i64.store}. */
    public static void i64Store(int address, long value, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            RawBytes.putLong(instance.bytes0, address + offset, value);
            return;
        }
        MemoryOps.i64Store(address, value, offset, instance);
    }

    /** {@code f32.store}. */
    public static void f32Store(int address, float value, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            RawBytes.putFloat(instance.bytes0, (long) address + offset, value);
            return;
        }
        MemoryOps.f32Store(address, value, offset, instance);
    }

    /** {@code f64.store}. */
    public static void f64Store(int address, double value, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            RawBytes.putDouble(instance.bytes0, address + offset, value);
            return;
        }
        MemoryOps.f64Store(address, value, offset, instance);
    }

    /** {@code i32.store8}. */
    public static void i32Store8(int address, int value, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            RawBytes.putByte(instance.bytes0, (long) address + offset, value);
            return;
        }
        MemoryOps.i32Store8(address, value, offset, instance);
    }

    /** {@code i32.store16}. */
    public static void i32Store16(int address, int value, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            RawBytes.putShort(instance.bytes0, (long) address + offset, value);
            return;
        }
        MemoryOps.i32Store16(address, value, offset, instance);
    }

    /** {@code i64.store8}. */
    public static void i64Store8(int address, long value, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            RawBytes.putByte(instance.bytes0, address + offset, (int) value);
            return;
        }
        MemoryOps.i64Store8(address, value, offset, instance);
    }

    /** {@code i64.store16}. */
    public static void i64Store16(int address, long value, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            RawBytes.putShort(instance.bytes0, address + offset, (int) value);
            return;
        }
        MemoryOps.i64Store16(address, value, offset, instance);
    }

    /** {@code i64.store32}. */
    public static void i64Store32(int address, long value, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            RawBytes.putInt(instance.bytes0, address + offset, (int) value);
            return;
        }
        MemoryOps.i64Store32(address, value, offset, instance);
    }

    /** {@code v128.load}. */
    public static V128 v128Load(int address, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            long at = (long) address + offset;
            return new V128(RawBytes.getLong(instance.bytes0, at), RawBytes.getLong(instance.bytes0, at + 8));
        }
        return MemoryOps.v128Load(address, offset, instance);
    }

    /** {@code v128.store}. */
    public static void v128Store(int address, V128 value, int offset, Instance instance) {
        if (Integer.compareUnsigned(address, instance.near0) < 0) {
            long at = (long) address + offset;
            RawBytes.putLong(instance.bytes0, at, value.low());
            RawBytes.putLong(instance.bytes0, at + 8, value.high());
            return;
        }
        MemoryOps.v128Store(address, value, offset, instance);
    }
}
