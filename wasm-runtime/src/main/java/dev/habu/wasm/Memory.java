package dev.habu.wasm;

import dev.habu.wasm.machine.NearMemoryOps;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A memory instance (WebAssembly 3.0, section 4.2.8): little-endian bytes that grow in pages. The first 2 GiB less a page are one Java array, which growing
 * replaces; what is above lies in further arrays. Not thread-safe: one thread at a time; {@link SharedMemory} is for several.
 */
public sealed class Memory extends Extern permits SharedMemory {
    /** Bytes in a page, unless the memory's type says otherwise. */
    public static final int PAGE_SIZE = 65_536;

    /** The most bytes in {@link #bytes}. */
    public static final int MAX_ARRAY = Integer.MAX_VALUE / PAGE_SIZE * PAGE_SIZE;

    /** The most bytes of a memory with 64-bit addresses: 16 GiB, as in V8. Others have 4 GiB at most. */
    public static final long MAX_BYTES = 1L << 34;

    private static final long MAX_BYTES_32 = 1L << 32;
    private static final byte[] NOTHING = {};

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** After so many growths by less than a sixteenth more are expected, and {@link #bytes} gets spare room. */
    private static final int MANY_STEPS = 16;

    /**
     * The content up to {@value #MAX_ARRAY} bytes; empty if the memory is shared. It may be longer than the memory ({@link #size}) if that has grown often. Replaced
     * when the memory grows, so hold it only where nothing can grow the memory.
     */
    public byte[] bytes = NOTHING;

    private final MemoryType type;

    /** How many of {@link #bytes} belong to the memory; those behind are spare room, and zero. */
    private int lower;

    private int smallSteps;
    private boolean exact = !NearMemoryOps.isAvailable();

    /** How long {@link #bytes} can get, and 2 to which power bytes lie in each further array; only tests have smaller arrays. */
    private final int arrayLimit;

    private final int upperBits;
    private final List<Runnable> growthListeners = new ArrayList<>();

    /** What is above that; null before the memory gets there. */
    private UpperBytes upper;

    /** Makes a memory without bytes. */
    Memory(MemoryType type) {
        this(type, MAX_ARRAY, 30);
    }

    Memory(MemoryType type, int arrayLimit, int upperBits) {
        this.type = type;
        this.arrayLimit = arrayLimit;
        this.upperBits = upperBits;
    }

    /**
     * Makes a memory of the type's minimum size, filled with zeros.
     *
     * @throws IllegalArgumentException if the type is shared and has no maximum
     * @throws LinkException if the minimum is above the limit ({@link #MAX_BYTES}) or there is no room for it; nothing has been allocated then
     */
    public static Memory of(MemoryType type) {
        if (type.shared() && type.limits().max() == null) {
            throw new IllegalArgumentException("a shared memory must have a maximum");
        }
        Memory memory = type.shared() ? new SharedMemory(type) : new Memory(type);
        long min = type.limits().min();
        if (Long.compareUnsigned(min, memory.maxPages()) > 0) {
            throw new LinkException("memory of " + Long.toUnsignedString(min) + " pages is above the limit of "
                    + memory.maxPages() + " pages of " + (1 << type.pageBits()) + " bytes");
        }
        if (!memory.resize(min << type.pageBits())) {
            throw new LinkException("no room for a memory of " + min + " pages");
        }
        return memory;
    }

    private long maxPages() {
        return (type.memory64() ? MAX_BYTES : MAX_BYTES_32) >>> type.pageBits();
    }

    @Override
    public final MemoryType type() {
        return new MemoryType(
                new Limits(pages(), type.limits().max()), type.shared(), type.memory64(), type.pageBits());
    }

    @Override
    public final boolean matches(ExternType wanted) {
        return wanted instanceof MemoryType that
                && type.shared() == that.shared()
                && type.memory64() == that.memory64()
                && type.pageBits() == that.pageBits()
                && type.limits().matches(pages(), that.limits());
    }

    /** The current size in bytes. */
    public long size() {
        return upper == null ? lower : lower + upper.size();
    }

    /** The current size in pages. */
    public final long pages() {
        return size() >>> type.pageBits();
    }

    /**
     * Grows by {@code delta} pages, unsigned.
     *
     * @return the size before in pages, or -1 if the maximum, the limit ({@link #MAX_BYTES}) or the room forbids it
     */
    public long grow(long delta) {
        long before = pages();
        Long max = type.limits().max();
        long most = max == null || Long.compareUnsigned(max, maxPages()) > 0 ? maxPages() : max;
        if (Long.compareUnsigned(delta, most - before) > 0 || !resize((before + delta) << type.pageBits())) {
            return -1;
        }
        for (Runnable listener : growthListeners) {
            listener.run();
        }
        return before;
    }

    /** Makes room for so many bytes, of which those that are there stay; false if that is impossible. */
    boolean resize(long newSize) {
        if (newSize - size() > Runtime.getRuntime().maxMemory()) {
            return false;
        }
        try {
            UpperBytes newUpper =
                    newSize <= arrayLimit ? null : UpperBytes.resized(upper, newSize - arrayLimit, upperBits);
            int newLower = (int) Math.min(newSize, arrayLimit);
            if (newLower > bytes.length) {
                bytes = copy(newLower, spareRoom(newLower));
            }
            lower = newLower;
            upper = newUpper;
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    private byte[] copy(int length, int spare) {
        try {
            return Arrays.copyOf(bytes, length + spare);
        } catch (OutOfMemoryError e) {
            if (spare == 0) {
                throw e;
            }
            return Arrays.copyOf(bytes, length);
        }
    }

    /** For a memory that grows again and again by a page, as Go's do: a quarter, or else each page would copy all others. */
    private int spareRoom(int newLower) {
        smallSteps += newLower - lower < lower / 16 ? 1 : 0;
        boolean roomy = !exact && smallSteps > MANY_STEPS;
        return roomy ? Math.min(newLower / 4, arrayLimit - newLower) : 0;
    }

    /**
     * {@link #bytes} without spare room, now and after each growth: for a host that shows the array to others. The growth listeners are told if that replaces
     * the array.
     */
    public final byte[] exactBytes() {
        exact = true;
        if (bytes.length != lower) {
            bytes = Arrays.copyOf(bytes, lower);
            growthListeners.forEach(Runnable::run);
        }
        return bytes;
    }

    /** How many of {@link #bytes} belong to the memory. */
    final int lower() {
        return lower;
    }

    /** Calls {@code listener} after each successful growth (also by zero pages), on the growing thread. */
    public final void onGrowth(Runnable listener) {
        growthListeners.add(listener);
    }

    /**
     * The {@code width} (1, 2, 4 or 8) bytes at {@code address} as a signed number.
     *
     * @throws Trap if the address, unsigned, is out of bounds
     */
    public long read(long address, int width) {
        byte[] b = bytes;
        if (address < 0 || address > lower - width) {
            return readAbove(address, width);
        }
        int at = (int) address;
        return switch (width) {
            case 1 -> b[at];
            case 2 -> (short) SHORT.get(b, at);
            case 4 -> (int) INT.get(b, at);
            default -> (long) LONG.get(b, at);
        };
    }

    /**
     * Writes the lowest {@code width} (1, 2, 4 or 8) bytes of {@code value} at {@code address}.
     *
     * @throws Trap if the address, unsigned, is out of bounds
     */
    public void write(long address, int width, long value) {
        byte[] b = bytes;
        if (address < 0 || address > lower - width) {
            writeAbove(address, width, value);
            return;
        }
        int at = (int) address;
        switch (width) {
            case 1 -> b[at] = (byte) value;
            case 2 -> SHORT.set(b, at, (short) value);
            case 4 -> INT.set(b, at, (int) value);
            default -> LONG.set(b, at, value);
        }
    }

    /** An access that is not wholly in {@link #bytes}: single bytes on the border, else in the upper arrays. */
    private long readAbove(long address, int width) {
        checkRange(address, width, size());
        if (address >= arrayLimit) {
            return upper.read(address - arrayLimit, width);
        }
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (read(address + i, 1) & 0xff) << (i * 8);
        }
        int unused = 64 - width * 8;
        return value << unused >> unused;
    }

    private void writeAbove(long address, int width, long value) {
        checkRange(address, width, size());
        if (address >= arrayLimit) {
            upper.write(address - arrayLimit, width, value);
            return;
        }
        for (int i = 0; i < width; i++) {
            write(address + i, 1, value >>> (i * 8));
        }
    }

    /** The contiguous bytes from {@code address} on; at least one, if there are any. */
    MemorySegment from(long address) {
        return address < lower || upper == null
                ? MemorySegment.ofArray(bytes).asSlice(address, lower - address)
                : upper.from(address - arrayLimit);
    }

    /** The contiguous bytes up to {@code end}; at least one, if there are any. */
    MemorySegment upTo(long end) {
        return end <= lower ? MemorySegment.ofArray(bytes).asSlice(0, end) : upper.upTo(end - arrayLimit);
    }

    /** {@code memory.fill} (section 4.6.9); addresses and lengths are unsigned. */
    public final void fill(long address, int value, long length) {
        checkRange(address, length, size());
        if (address + length <= lower) {
            Arrays.fill(bytes, (int) address, (int) (address + length), (byte) value);
        } else {
            BulkCopy.fill(this, address, (byte) value, length);
        }
    }

    /** {@code memory.copy} (section 4.6.9) from {@code source}, which may be this memory. */
    public final void copy(long address, Memory source, long sourceAddress, long length) {
        checkRange(sourceAddress, length, source.size());
        checkRange(address, length, size());
        if (address + length <= lower && sourceAddress + length <= source.lower) {
            System.arraycopy(source.bytes, (int) sourceAddress, bytes, (int) address, (int) length);
        } else {
            BulkCopy.copy(this, address, source, sourceAddress, length);
        }
    }

    /** {@code memory.init} (section 4.6.9). */
    public final void init(long address, DataSegment segment, int offset, int length) {
        checkRange(Integer.toUnsignedLong(offset), Integer.toUnsignedLong(length), segment.length());
        checkRange(address, Integer.toUnsignedLong(length), size());
        if (address + length <= lower) {
            segment.copyTo(offset, bytes, (int) address, length);
        } else {
            BulkCopy.copy(this, address, segment.bytes(offset, length));
        }
    }

    /**
     * {@code memory.atomic.wait}: waits until another thread notifies the address, if it holds what is expected.
     *
     * @param timeout in nanoseconds; negative: without end
     * @return 0 if notified, 1 if the value is another, 2 if the time is over
     * @throws Trap if the memory is not shared
     */
    public int await(long address, int width, long expected, long timeout) {
        throw new Trap(Trap.Kind.EXPECTED_SHARED_MEMORY);
    }

    /** {@code memory.atomic.notify}: wakes up to {@code count} (unsigned) threads that wait at the address, and returns how many. */
    public int wake(long address, int count) {
        return 0;
    }

    /**
     * Replaces the value at an aligned address by another if it is {@code expected}, in one step.
     *
     * @return what was there, as {@link #read} gives it
     */
    public long compareExchange(long address, int width, long expected, long value) {
        long before = read(address, width);
        int unused = 64 - width * 8;
        if (before == expected << unused >> unused) {
            write(address, width, value);
        }
        return before;
    }

    /** As {@link #read}, ordered with all other atomic accesses. */
    public long readAtomic(long address, int width) {
        return read(address, width);
    }

    /** As {@link #write}, ordered with all other atomic accesses. */
    public void writeAtomic(long address, int width, long value) {
        write(address, width, value);
    }

    /** Traps unless {@code length} bytes at {@code address}, both unsigned, are within {@code size} bytes. */
    static void checkRange(long address, long length, long size) {
        if (address < 0 || length < 0 || address > size - length) {
            throw new Trap(
                    Trap.Kind.MEMORY_OUT_OF_BOUNDS,
                    Long.toUnsignedString(length) + " bytes at " + Long.toUnsignedString(address) + " of " + size);
        }
    }
}
