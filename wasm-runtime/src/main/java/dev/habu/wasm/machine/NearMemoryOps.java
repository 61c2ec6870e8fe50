package dev.habu.wasm.machine;

import dev.habu.wasm.Instance;
import dev.habu.wasm.V128;
import java.nio.ByteOrder;
import jdk.internal.misc.Unsafe;

/**
 * Loads and stores of memory 0 with an offset below {@value #MAX_OFFSET}, as those of fields are: one comparison of the address with {@link Instance#near0} covers
 * all of them.
 *
 * <p>{@code near0} is {@value #REACH} bytes less than the memory's first array has, so that an address below it and any such offset are within the array. C2 then keeps
 * one comparison for all fields of a structure, where the array's own check is one for each field and width. Only then is the array accessed without its own check, by
 * {@code jdk.internal.misc.Unsafe}; anything else, the last bytes of a memory among them, goes to the exact {@link MemoryOps}.
 *
 * <p>That class has to be exported to habu ({@code --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED}, which the launcher gives); where it is not, all accesses are
 * those of MemoryOps. A method of this class counts fewer than 60 bytecodes to C2's limit of 8,000 for a method and what is inlined into it, one of MemoryOps 260.
 */
public final class NearMemoryOps {
    /** How far below the array's end an address must be. */
    public static final int REACH = 1024;

    /** Offsets below this one are near: 16 bytes more, a vector, are still within reach. */
    public static final int MAX_OFFSET = REACH - 16;

    private static final boolean RAW =
            Object.class.getModule().isExported("jdk.internal.misc", NearMemoryOps.class.getModule())
                    && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                    && Raw.UNSAFE.unalignedAccess();

    private NearMemoryOps() {}

    /** In a class of its own: it can only be initialised where the JDK's class is exported. */
    private static final class Raw {
        static final Unsafe UNSAFE = Unsafe.getUnsafe();
        static final long BASE = Unsafe.ARRAY_BYTE_BASE_OFFSET;
    }

    /** {@code i32.load}. */
    public static int i32Load(int address, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            return Raw.UNSAFE.getInt(instance.bytes0, Raw.BASE + address + offset);
        }
        return MemoryOps.i32Load(address, offset, instance);
    }

    /** {@code i64.load}. */
    public static long i64Load(int address, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            return Raw.UNSAFE.getLong(instance.bytes0, Raw.BASE + address + offset);
        }
        return MemoryOps.i64Load(address, offset, instance);
    }

    /** {@code f32.load}. */
    public static float f32Load(int address, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            return Raw.UNSAFE.getFloat(instance.bytes0, Raw.BASE + address + offset);
        }
        return MemoryOps.f32Load(address, offset, instance);
    }

    /** {@code f64.load}. */
    public static double f64Load(int address, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            return Raw.UNSAFE.getDouble(instance.bytes0, Raw.BASE + address + offset);
        }
        return MemoryOps.f64Load(address, offset, instance);
    }

    /** {@code i32.load8_s}. */
    public static int i32Load8S(int address, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            return Raw.UNSAFE.getByte(instance.bytes0, Raw.BASE + address + offset);
        }
        return MemoryOps.i32Load8S(address, offset, instance);
    }

    /** {@code i32.load8_u}. */
    public static int i32Load8U(int address, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            return Raw.UNSAFE.getByte(instance.bytes0, Raw.BASE + address + offset) & 0xff;
        }
        return MemoryOps.i32Load8U(address, offset, instance);
    }

    /** {@code i32.load16_s}. */
    public static int i32Load16S(int address, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            return Raw.UNSAFE.getShort(instance.bytes0, Raw.BASE + address + offset);
        }
        return MemoryOps.i32Load16S(address, offset, instance);
    }

    /** {@code i32.load16_u}. */
    public static int i32Load16U(int address, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            return Raw.UNSAFE.getChar(instance.bytes0, Raw.BASE + address + offset);
        }
        return MemoryOps.i32Load16U(address, offset, instance);
    }

    /** {@code i64.load8_s}. */
    public static long i64Load8S(int address, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            return Raw.UNSAFE.getByte(instance.bytes0, Raw.BASE + address + offset);
        }
        return MemoryOps.i64Load8S(address, offset, instance);
    }

    /** {@code i64.load8_u}. */
    public static long i64Load8U(int address, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            return Raw.UNSAFE.getByte(instance.bytes0, Raw.BASE + address + offset) & 0xff;
        }
        return MemoryOps.i64Load8U(address, offset, instance);
    }

    /** {@code i64.load16_s}. */
    public static long i64Load16S(int address, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            return Raw.UNSAFE.getShort(instance.bytes0, Raw.BASE + address + offset);
        }
        return MemoryOps.i64Load16S(address, offset, instance);
    }

    /** {@code i64.load16_u}. */
    public static long i64Load16U(int address, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            return Raw.UNSAFE.getChar(instance.bytes0, Raw.BASE + address + offset);
        }
        return MemoryOps.i64Load16U(address, offset, instance);
    }

    /** {@code i64.load32_s}. */
    public static long i64Load32S(int address, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            return Raw.UNSAFE.getInt(instance.bytes0, Raw.BASE + address + offset);
        }
        return MemoryOps.i64Load32S(address, offset, instance);
    }

    /** {@code i64.load32_u}. */
    public static long i64Load32U(int address, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            return Raw.UNSAFE.getInt(instance.bytes0, Raw.BASE + address + offset) & 0xffff_ffffL;
        }
        return MemoryOps.i64Load32U(address, offset, instance);
    }

    /** {@code i32.store}. */
    public static void i32Store(int address, int value, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            Raw.UNSAFE.putInt(instance.bytes0, Raw.BASE + address + offset, value);
        } else {
            MemoryOps.i32Store(address, value, offset, instance);
        }
    }

    /** {@code i64.store}. */
    public static void i64Store(int address, long value, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            Raw.UNSAFE.putLong(instance.bytes0, Raw.BASE + address + offset, value);
        } else {
            MemoryOps.i64Store(address, value, offset, instance);
        }
    }

    /** {@code f32.store}. */
    public static void f32Store(int address, float value, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            Raw.UNSAFE.putFloat(instance.bytes0, Raw.BASE + address + offset, value);
        } else {
            MemoryOps.f32Store(address, value, offset, instance);
        }
    }

    /** {@code f64.store}. */
    public static void f64Store(int address, double value, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            Raw.UNSAFE.putDouble(instance.bytes0, Raw.BASE + address + offset, value);
        } else {
            MemoryOps.f64Store(address, value, offset, instance);
        }
    }

    /** {@code i32.store8}. */
    public static void i32Store8(int address, int value, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            Raw.UNSAFE.putByte(instance.bytes0, Raw.BASE + address + offset, (byte) value);
        } else {
            MemoryOps.i32Store8(address, value, offset, instance);
        }
    }

    /** {@code i32.store16}. */
    public static void i32Store16(int address, int value, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            Raw.UNSAFE.putShort(instance.bytes0, Raw.BASE + address + offset, (short) value);
        } else {
            MemoryOps.i32Store16(address, value, offset, instance);
        }
    }

    /** {@code i64.store8}. */
    public static void i64Store8(int address, long value, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            Raw.UNSAFE.putByte(instance.bytes0, Raw.BASE + address + offset, (byte) value);
        } else {
            MemoryOps.i64Store8(address, value, offset, instance);
        }
    }

    /** {@code i64.store16}. */
    public static void i64Store16(int address, long value, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            Raw.UNSAFE.putShort(instance.bytes0, Raw.BASE + address + offset, (short) value);
        } else {
            MemoryOps.i64Store16(address, value, offset, instance);
        }
    }

    /** {@code i64.store32}. */
    public static void i64Store32(int address, long value, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            Raw.UNSAFE.putInt(instance.bytes0, Raw.BASE + address + offset, (int) value);
        } else {
            MemoryOps.i64Store32(address, value, offset, instance);
        }
    }

    /** {@code v128.load}. */
    public static V128 v128Load(int address, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            byte[] bytes = instance.bytes0;
            long at = Raw.BASE + address + offset;
            return new V128(Raw.UNSAFE.getLong(bytes, at), Raw.UNSAFE.getLong(bytes, at + 8));
        }
        return MemoryOps.v128Load(address, offset, instance);
    }

    /** {@code v128.store}. */
    public static void v128Store(int address, V128 value, int offset, Instance instance) {
        if (RAW && Integer.compareUnsigned(address, instance.near0) < 0) {
            byte[] bytes = instance.bytes0;
            long at = Raw.BASE + address + offset;
            Raw.UNSAFE.putLong(bytes, at, value.low());
            Raw.UNSAFE.putLong(bytes, at + 8, value.high());
        } else {
            MemoryOps.v128Store(address, value, offset, instance);
        }
    }
}
