package dev.habu.wasm.machine;

import dev.habu.wasm.V128;

/** Instructions on vectors without lanes (WebAssembly 3.0, section 4.3.7); compiled code calls them. */
public final class V128Ops {
    private V128Ops() {}

    /** {@code v128.not}. */
    public static V128 not(V128 a) {
        return new V128(~a.low(), ~a.high());
    }

    /** {@code v128.and}. */
    public static V128 and(V128 a, V128 b) {
        return new V128(a.low() & b.low(), a.high() & b.high());
    }

    /** {@code v128.andnot}. */
    public static V128 andnot(V128 a, V128 b) {
        return new V128(a.low() & ~b.low(), a.high() & ~b.high());
    }

    /** {@code v128.or}. */
    public static V128 or(V128 a, V128 b) {
        return new V128(a.low() | b.low(), a.high() | b.high());
    }

    /** {@code v128.xor}. */
    public static V128 xor(V128 a, V128 b) {
        return new V128(a.low() ^ b.low(), a.high() ^ b.high());
    }

    /** {@code v128.bitselect}. */
    public static V128 bitselect(V128 a, V128 b, V128 mask) {
        return new V128(Packed.select(mask.low(), a.low(), b.low()), Packed.select(mask.high(), a.high(), b.high()));
    }

    /** {@code v128.any_true}. */
    public static int anyTrue(V128 a) {
        return (a.low() | a.high()) != 0 ? 1 : 0;
    }
}
