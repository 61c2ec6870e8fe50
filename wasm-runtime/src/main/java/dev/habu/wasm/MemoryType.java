package dev.habu.wasm;

/**
 * The type of a memory (WebAssembly 3.0, section 2.3.12).
 *
 * @param limits size limits in pages
 * @param shared whether several threads may use it
 * @param memory64 whether addresses are i64
 * @param pageBits the binary logarithm of the page size: 16, or 0 by the proposal of custom page sizes
 */
public record MemoryType(Limits limits, boolean shared, boolean memory64, int pageBits) implements ExternType {
    /** The exponent of pages of 65,536 bytes. */
    public static final int PAGE_BITS = 16;

    /** A type with pages of 65,536 bytes. */
    public MemoryType(Limits limits, boolean shared, boolean memory64) {
        this(limits, shared, memory64, PAGE_BITS);
    }

    @Override
    public String toString() {
        return "memory " + (memory64 ? "i64 " : "") + limits + (shared ? " shared" : "")
                + (pageBits == PAGE_BITS ? "" : " with pages of " + (1L << pageBits) + " bytes");
    }
}
