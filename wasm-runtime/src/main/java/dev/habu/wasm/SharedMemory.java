package dev.habu.wasm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A memory that several threads use (the threads proposal). Its bytes are outside of the Java heap, since only there the JDK has atomic access to them, in
 * pieces of 64 MiB that never move: growing adds pieces. Accesses that are not atomic are as unordered as plain Java ones.
 */
public final class SharedMemory extends Memory {
    private static final int BITS = 26;
    private static final int MASK = (1 << BITS) - 1;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle ATOMIC_INT =
            ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();
    private static final VarHandle ATOMIC_LONG =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment[] pieces;
    private final long capacity;
    private final WaitingRoom waiting = new WaitingRoom();
    private volatile long size;

    SharedMemory(MemoryType type) {
        super(type);
        long max = type.limits().max();
        long most = MAX_BYTES >>> type.pageBits();
        capacity = Long.compareUnsigned(max, most) > 0 ? MAX_BYTES : max << type.pageBits();
        pieces = new MemorySegment[(int) (capacity >>> BITS) + 1];
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public synchronized long grow(long delta) {
        return super.grow(delta);
    }

    @Override
    boolean resize(long newSize) {
        try {
            for (int i = 0; (long) i << BITS < Math.max(newSize, 1); i++) {
                if (pieces[i] == null) {
                    long room = Math.clamp(capacity - ((long) i << BITS), 0, 1L << BITS);
                    pieces[i] = arena.allocate(room, Long.BYTES);
                }
            }
        } catch (OutOfMemoryError e) {
            return false;
        }
        size = newSize;
        return true;
    }

    /** The bytes as one direct buffer as large as the memory can get, or null if that is more than 64 MiB. */
    public ByteBuffer buffer() {
        return capacity > 1L << BITS ? null : pieces[0].asByteBuffer();
    }

    private MemorySegment piece(long address) {
        return pieces[(int) (address >>> BITS)];
    }

    @Override
    public long read(long address, int width) {
        checkRange(address, width, size);
        MemorySegment piece = piece(address);
        int at = (int) address & MASK;
        if (at > piece.byteSize() - width) {
            long value = 0;
            for (int i = 0; i < width; i++) {
                value |= (read(address + i, 1) & 0xff) << (i * 8);
            }
            int unused = 64 - width * 8;
            return value << unused >> unused;
        }
        return switch (width) {
            case 1 -> piece.get(ValueLayout.JAVA_BYTE, at);
            case 2 -> piece.get(SHORT, at);
            case 4 -> piece.get(INT, at);
            default -> piece.get(LONG, at);
        };
    }

    @Override
    public void write(long address, int width, long value) {
        checkRange(address, width, size);
        MemorySegment piece = piece(address);
        int at = (int) address & MASK;
        if (at > piece.byteSize() - width) {
            for (int i = 0; i < width; i++) {
                write(address + i, 1, value >>> (i * 8));
            }
            return;
        }
        switch (width) {
            case 1 -> piece.set(ValueLayout.JAVA_BYTE, at, (byte) value);
            case 2 -> piece.set(SHORT, at, (short) value);
            case 4 -> piece.set(INT, at, (int) value);
            default -> piece.set(LONG, at, value);
        }
    }

    @Override
    public long readAtomic(long address, int width) {
        long value = read(address, width);
        VarHandle.fullFence();
        return value;
    }

    @Override
    public void writeAtomic(long address, int width, long value) {
        VarHandle.fullFence();
        write(address, width, value);
        VarHandle.fullFence();
    }

    @Override
    public long compareExchange(long address, int width, long expected, long value) {
        checkRange(address, width, size);
        MemorySegment piece = piece(address);
        long at = address & MASK;
        return switch (width) {
            case 8 -> (long) ATOMIC_LONG.compareAndExchange(piece, at, expected, value);
            case 4 -> (int) ATOMIC_INT.compareAndExchange(piece, at, (int) expected, (int) value);
            default -> compareExchangePart(piece, at, width, (int) expected, (int) value);
        };
    }

    /** Bytes and shorts are part of an int, the smallest thing that can be exchanged. */
    private static long compareExchangePart(MemorySegment piece, long at, int width, int expected, int value) {
        long whole = at & -4;
        int shift = (int) (at & 3) * 8;
        int mask = ((1 << (width * 8)) - 1) << shift;
        int unused = 32 - width * 8;
        while (true) {
            int before = (int) ATOMIC_INT.getVolatile(piece, whole);
            int part = before >>> shift << unused >> unused;
            if (part != expected << unused >> unused
                    || ATOMIC_INT.compareAndSet(piece, whole, before, (before & ~mask) | (value << shift & mask))) {
                return part;
            }
        }
    }

    @Override
    public int await(long address, int width, long expected, long timeout) {
        return waiting.await(address, () -> readAtomic(address, width) == expected, timeout);
    }

    @Override
    public int wake(long address, int count) {
        checkRange(address, 4, size);
        return waiting.wake(address, count);
    }

    @Override
    MemorySegment from(long address) {
        MemorySegment piece = piece(address);
        return piece == null ? MemorySegment.NULL : piece.asSlice(address & MASK);
    }

    @Override
    MemorySegment upTo(long end) {
        return piece(end - 1).asSlice(0, ((end - 1) & MASK) + 1);
    }
}
