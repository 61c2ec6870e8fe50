package dev.habu.wasm;

/**
 * A value of type v128 (WebAssembly 3.0, section 2.3.2) where it is one object: on the operand stack, as a parameter or result, in a global. Lane 0 is in the low
 * bits of {@code low}.
 *
 * @param low bits 0 to 63
 * @param high bits 64 to 127
 */
public record V128(long low, long high) {
    /** All bits zero. */
    public static final V128 ZERO = new V128(0, 0);

    /** As the constructor; compiled code calls it. */
    public static V128 of(long low, long high) {
        return new V128(low, high);
    }

    @Override
    public String toString() {
        return String.format(
                "i32x4 0x%08x 0x%08x 0x%08x 0x%08x", (int) low, (int) (low >>> 32), (int) high, (int) (high >>> 32));
    }
}
