package dev.habu.wasm;

/**
 * The size limits of a memory (in pages) or a table (in elements) (WebAssembly 3.0, section 2.3.11).
 *
 * @param min the initial size, unsigned
 * @param max the largest size, or null if the declaration has none
 */
public record Limits(long min, Long max) {
    /** Whether something that has size {@code size} and these limits' maximum may be imported as {@code wanted} (section 3.3.13). */
    boolean matches(long size, Limits wanted) {
        return Long.compareUnsigned(size, wanted.min) >= 0
                && (wanted.max == null || (max != null && Long.compareUnsigned(max, wanted.max) <= 0));
    }

    @Override
    public String toString() {
        return max == null ? Long.toUnsignedString(min) : Long.toUnsignedString(min) + " " + Long.toUnsignedString(max);
    }
}
