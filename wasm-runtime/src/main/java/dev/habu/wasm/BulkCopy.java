package dev.habu.wasm;

import java.lang.foreign.MemorySegment;

/** Copies and fills across the pieces that a memory lies in. The ranges have been checked. */
final class BulkCopy {
    private BulkCopy() {}

    static void fill(Memory memory, long address, byte value, long length) {
        long at = address;
        long left = length;
        while (left > 0) {
            MemorySegment piece = memory.from(at);
            long count = Math.min(left, piece.byteSize());
            piece.asSlice(0, count).fill(value);
            at += count;
            left -= count;
        }
    }

    /** Copies all of {@code source}. */
    static void copy(Memory memory, long address, MemorySegment source) {
        long done = 0;
        while (done < source.byteSize()) {
            MemorySegment piece = memory.from(address + done);
            long count = Math.min(source.byteSize() - done, piece.byteSize());
            MemorySegment.copy(source, done, piece, 0, count);
            done += count;
        }
    }

    /** Copies as if everything were read before anything is written. */
    static void copy(Memory memory, long address, Memory source, long sourceAddress, long length) {
        if (memory == source && address > sourceAddress) {
            copyFromEnd(memory, address, source, sourceAddress, length);
            return;
        }
        long done = 0;
        while (done < length) {
            MemorySegment to = memory.from(address + done);
            MemorySegment from = source.from(sourceAddress + done);
            long count = Math.min(length - done, Math.min(to.byteSize(), from.byteSize()));
            MemorySegment.copy(from, 0, to, 0, count);
            done += count;
        }
    }

    private static void copyFromEnd(Memory memory, long address, Memory source, long sourceAddress, long length) {
        long left = length;
        while (left > 0) {
            MemorySegment to = memory.upTo(address + left);
            MemorySegment from = source.upTo(sourceAddress + left);
            long count = Math.min(left, Math.min(to.byteSize(), from.byteSize()));
            MemorySegment.copy(from, from.byteSize() - count, to, to.byteSize() - count, count);
            left -= count;
        }
    }
}
