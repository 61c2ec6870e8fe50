package dev.habu.wasm;

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

    /** Empties the segment. */
    public void drop() {
        source = NOTHING;
        start = 0;
        length = 0;
    }
}
