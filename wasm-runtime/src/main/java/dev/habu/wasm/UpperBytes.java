package dev.habu.wasm;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The bytes of a large memory that its first array has no room for, in arrays of equal length of which the last may be shorter. Addresses count from the first of them. */
final class UpperBytes {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[][] chunks;
    private final long size;
    private final int bits;
    private final int mask;

    private UpperBytes(byte[][] chunks, long size, int bits) {
        this.chunks = chunks;
        this.size = size;
        this.bits = bits;
        mask = (1 << bits) - 1;
    }

    /** As many bytes, at least one, in arrays of 2^{@code bits}, of which the first are those of {@code before}, which may be null. */
    static UpperBytes resized(UpperBytes before, long size, int bits) {
        int count = (int) ((size - 1) >>> bits) + 1;
        byte[][] chunks = before == null ? new byte[count][] : Arrays.copyOf(before.chunks, count);
        for (int i = 0; i < count; i++) {
            int length = (int) Math.min(size - ((long) i << bits), 1 << bits);
            if (chunks[i] == null) {
                chunks[i] = new byte[length];
            } else if (chunks[i].length < length) {
                chunks[i] = Arrays.copyOf(chunks[i], length);
            }
        }
        return new UpperBytes(chunks, size, bits);
    }

    long size() {
        return size;
    }

    /** The {@code width} bytes at {@code address}, which exist, as a signed number. */
    long read(long address, int width) {
        byte[] chunk = chunks[(int) (address >>> bits)];
        int at = (int) address & mask;
        if (at > chunk.length - width) {
            long value = 0;
            for (int i = 0; i < width; i++) {
                value |= (read(address + i, 1) & 0xff) << (i * 8);
            }
            int unused = 64 - width * 8;
            return value << unused >> unused;
        }
        return switch (width) {
            case 1 -> chunk[at];
            case 2 -> (short) SHORT.get(chunk, at);
            case 4 -> (int) INT.get(chunk, at);
            default -> (long) LONG.get(chunk, at);
        };
    }

    /** Writes the lowest {@code width} bytes of {@code value} at {@code address}, which exist. */
    void write(long address, int width, long value) {
        byte[] chunk = chunks[(int) (address >>> bits)];
        int at = (int) address & mask;
        if (at > chunk.length - width) {
            for (int i = 0; i < width; i++) {
                write(address + i, 1, value >>> (i * 8));
            }
            return;
        }
        switch (width) {
            case 1 -> chunk[at] = (byte) value;
            case 2 -> SHORT.set(chunk, at, (short) value);
            case 4 -> INT.set(chunk, at, (int) value);
            default -> LONG.set(chunk, at, value);
        }
    }

    /** The contiguous bytes from {@code address} on. */
    MemorySegment from(long address) {
        return address == size
                ? MemorySegment.NULL
                : MemorySegment.ofArray(chunks[(int) (address >>> bits)]).asSlice(address & mask);
    }

    /** The contiguous bytes up to {@code end}. */
    MemorySegment upTo(long end) {
        return MemorySegment.ofArray(chunks[(int) ((end - 1) >>> bits)]).asSlice(0, ((end - 1) & mask) + 1);
    }
}
