package dev.habu.wasm.machine;

import java.nio.ByteOrder;
import jdk.internal.misc.Unsafe;

/**
 * Access to the bytes of an array without a check of bounds, which the caller has made: {@link NearMemoryOps}, and nobody else.
 *
 * <p>{@code jdk.internal.misc.Unsafe} has to be exported to habu ({@code --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED}, which the launcher gives).
 */
final class RawBytes {
    /** Whether the other methods may be called. */
    static final boolean AVAILABLE =
            Object.class.getModule().isExported("jdk.internal.misc", RawBytes.class.getModule())
                    && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                    && Exported.UNSAFE.unalignedAccess();

    private RawBytes() {}

    /** In a class of its own: it can only be initialised where the JDK's class is exported. */
    private static final class Exported {
        static final Unsafe UNSAFE = Unsafe.getUnsafe();
        static final long BASE = Unsafe.ARRAY_BYTE_BASE_OFFSET;
    }

    static byte getByte(byte[] bytes, long index) {
        return Exported.UNSAFE.getByte(bytes, Exported.BASE + index);
    }

    static short getShort(byte[] bytes, long index) {
        return Exported.UNSAFE.getShort(bytes, Exported.BASE + index);
    }

    static char getChar(byte[] bytes, long index) {
        return Exported.UNSAFE.getChar(bytes, Exported.BASE + index);
    }

    static int getInt(byte[] bytes, long index) {
        return Exported.UNSAFE.getInt(bytes, Exported.BASE + index);
    }

    static long getLong(byte[] bytes, long index) {
        return Exported.UNSAFE.getLong(bytes, Exported.BASE + index);
    }

    static float getFloat(byte[] bytes, long index) {
        return Exported.UNSAFE.getFloat(bytes, Exported.BASE + index);
    }

    static double getDouble(byte[] bytes, long index) {
        return Exported.UNSAFE.getDouble(bytes, Exported.BASE + index);
    }

    /** Writes the lowest bits of {@code value}. */
    static void putByte(byte[] bytes, long index, int value) {
        Exported.UNSAFE.putByte(bytes, Exported.BASE + index, (byte) value);
    }

    /** Writes the lowest bits of {@code value}. */
    static void putShort(byte[] bytes, long index, int value) {
        Exported.UNSAFE.putShort(bytes, Exported.BASE + index, (short) value);
    }

    static void putInt(byte[] bytes, long index, int value) {
        Exported.UNSAFE.putInt(bytes, Exported.BASE + index, value);
    }

    static void putLong(byte[] bytes, long index, long value) {
        Exported.UNSAFE.putLong(bytes, Exported.BASE + index, value);
    }

    static void putFloat(byte[] bytes, long index, float value) {
        Exported.UNSAFE.putFloat(bytes, Exported.BASE + index, value);
    }

    static void putDouble(byte[] bytes, long index, double value) {
        Exported.UNSAFE.putDouble(bytes, Exported.BASE + index, value);
    }
}
