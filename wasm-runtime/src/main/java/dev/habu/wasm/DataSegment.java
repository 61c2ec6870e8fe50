package dev.habu.wasm;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A data instance (WebAssembly 3.0, section 4.2.12): bytes that {@code memory.init} copies until {@code data.drop} empties it. */
public final class DataSegment {
    private static final byte[] NOTHING = {};

    private byte[] source;
    private int start;
    private int length;

    DataSegment(byte[] source, int start, int length) {
        this.source = source;
        this.start = start;
        this.length = length;
    }

    int length() {
        return length;
    }

    void copyTo(int offset, byte[] target, int at, int count) {
        System.arraycopy(source, start + offset, target, at, count);
    }

    /**
     * A range of the bytes, little-endian, for {@code array.init_data} and {@code array.new_data}.
     *
     * @param from unsigned
     * @throws Trap if the range is not in the segment
     */
    public ByteBuffer range(int from, long count) {
        if (Integer.toUnsignedLong(from) + count > length) {
            throw new Trap(
                    Trap.Kind.MEMORY_OUT_OF_BOUNDS,
                    count + " bytes at " + Integer.toUnsignedString(from) + " of a data segment of " + length);
        }
        return ByteBuffer.wrap(source, start + from, (int) count).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    MemorySegment bytes(int offset, int count) {
        return MemorySegment.ofArray(source).asSlice(start + offset, count);
    }

    /** Empties the segment. */
    public void drop() {
        source = NOTHING;
        start = 0;
        length = 0;
    }
}
