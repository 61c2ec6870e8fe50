package dev.habu.wasm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A memory instance (WebAssembly 3.0, section 4.2.8): little-endian bytes that grow in pages. It is one Java array, so it holds at most
 * {@value #MAX_PAGES} pages; growing replaces the array. Not thread-safe: one thread at a time.
 */
public final class Memory extends Extern {
    /** Bytes in a page. */
    public static final int PAGE_SIZE = 65_536;

    /** The most pages that one Java array can hold. */
    public static final int MAX_PAGES = Integer.MAX_VALUE / PAGE_SIZE;

    /**
     * The content. Replaced when the memory grows, so hold it only where nothing can grow the memory. Compiled code reads this field at each access; its
     * length is the bound.
     */
    public byte[] bytes;

    private final MemoryType type;
    private final List<Runnable> growthListeners = new ArrayList<>();

    /**
     * Makes a memory of the type's minimum size, filled with zeros.
     *
     * @throws LinkException if the minimum is above {@value #MAX_PAGES} pages or the Java heap has no room for it
     */
    public Memory(MemoryType type) {
        this.type = type;
        long min = type.limits().min();
        if (Long.compareUnsigned(min, MAX_PAGES) > 0) {
            throw new LinkException(
                    "memory of " + Long.toUnsignedString(min) + " pages is above the limit of " + MAX_PAGES + " pages");
        }
        try {
            bytes = new byte[(int) min * PAGE_SIZE];
        } catch (OutOfMemoryError e) {
            throw new LinkException("no room in the Java heap for a memory of " + min + " pages");
        }
    }

    @Override
    public MemoryType type() {
        return new MemoryType(new Limits(pages(), type.limits().max()), type.shared(), type.memory64());
    }

    @Override
    public boolean matches(ExternType wanted) {
        return wanted instanceof MemoryType that
                && type.shared() == that.shared()
                && type.memory64() == that.memory64()
                && type.limits().matches(pages(), that.limits());
    }

    /** The current size in pages. */
    public int pages() {
        return bytes.length / PAGE_SIZE;
    }

    /**
     * Grows by {@code delta} pages, unsigned.
     *
     * @return the size before in pages, or -1 if the maximum, {@value #MAX_PAGES} pages or the Java heap forbids it
     */
    public int grow(int delta) {
        int before = pages();
        long after = before + Integer.toUnsignedLong(delta);
        Long max = type.limits().max();
        if (after > MAX_PAGES || (max != null && Long.compareUnsigned(after, max) > 0)) {
            return -1;
        }
        try {
            bytes = Arrays.copyOf(bytes, (int) after * PAGE_SIZE);
        } catch (OutOfMemoryError e) {
            return -1;
        }
        for (Runnable listener : growthListeners) {
            listener.run();
        }
        return before;
    }

    /** Calls {@code listener} after each successful growth (also by zero pages), on the growing thread. */
    public void onGrowth(Runnable listener) {
        growthListeners.add(listener);
    }

    /** {@code memory.fill} (section 4.6.9); addresses and lengths are unsigned. */
    public void fill(int address, int value, int length) {
        checkRange(address, length, bytes.length);
        Arrays.fill(bytes, address, address + length, (byte) value);
    }

    /** {@code memory.copy} (section 4.6.9) from {@code source}, which may be this memory. */
    public void copy(int address, Memory source, int sourceAddress, int length) {
        checkRange(sourceAddress, length, source.bytes.length);
        checkRange(address, length, bytes.length);
        System.arraycopy(source.bytes, sourceAddress, bytes, address, length);
    }

    /** {@code memory.init} (section 4.6.9). */
    public void init(int address, DataSegment segment, int offset, int length) {
        checkRange(offset, length, segment.length());
        checkRange(address, length, bytes.length);
        segment.copyTo(offset, bytes, address, length);
    }

    private static void checkRange(int address, int length, int limit) {
        if (Integer.toUnsignedLong(address) + Integer.toUnsignedLong(length) > limit) {
            throw new Trap(
                    Trap.Kind.MEMORY_OUT_OF_BOUNDS,
                    Integer.toUnsignedString(length) + " bytes at " + Integer.toUnsignedString(address) + " of "
                            + limit);
        }
    }
}
