package dev.habu.wasm.machine;

import dev.habu.wasm.V128;

/** Instructions on 2 lanes of 64 bits (WebAssembly 3.0, section 4.3.7); compiled code calls them. */
public final class I64x2Ops {
    private I64x2Ops() {}

    /** {@code i64x2.eq}. */
    public static V128 eq(V128 a, V128 b) {
        return new V128(a.low() == b.low() ? -1 : 0, a.high() == b.high() ? -1 : 0);
    }

    /** {@code i64x2.ne}. */
    public static V128 ne(V128 a, V128 b) {
        return new V128(a.low() != b.low() ? -1 : 0, a.high() != b.high() ? -1 : 0);
    }

    /** {@code i64x2.lt_s}. */
    public static V128 ltS(V128 a, V128 b) {
        return new V128(a.low() < b.low() ? -1 : 0, a.high() < b.high() ? -1 : 0);
    }

    /** {@code i64x2.gt_s}. */
    public static V128 gtS(V128 a, V128 b) {
        return new V128(a.low() > b.low() ? -1 : 0, a.high() > b.high() ? -1 : 0);
    }

    /** {@code i64x2.le_s}. */
    public static V128 leS(V128 a, V128 b) {
        return new V128(a.low() <= b.low() ? -1 : 0, a.high() <= b.high() ? -1 : 0);
    }

    /** {@code i64x2.ge_s}. */
    public static V128 geS(V128 a, V128 b) {
        return new V128(a.low() >= b.low() ? -1 : 0, a.high() >= b.high() ? -1 : 0);
    }

    /** {@code i64x2.abs}. */
    public static V128 abs(V128 a) {
        return new V128(Math.abs(a.low()), Math.abs(a.high()));
    }

    /** {@code i64x2.neg}. */
    public static V128 neg(V128 a) {
        return new V128(-a.low(), -a.high());
    }

    /** {@code i64x2.add}. */
    public static V128 add(V128 a, V128 b) {
        return new V128(a.low() + b.low(), a.high() + b.high());
    }

    /** {@code i64x2.sub}. */
    public static V128 sub(V128 a, V128 b) {
        return new V128(a.low() - b.low(), a.high() - b.high());
    }

    /** {@code i64x2.mul}. */
    public static V128 mul(V128 a, V128 b) {
        return new V128(a.low() * b.low(), a.high() * b.high());
    }

    /** {@code i64x2.shl}. */
    public static V128 shl(V128 a, int count) {
        return new V128(a.low() << count, a.high() << count);
    }

    /** {@code i64x2.shr_s}. */
    public static V128 shrS(V128 a, int count) {
        return new V128(a.low() >> count, a.high() >> count);
    }

    /** {@code i64x2.shr_u}. */
    public static V128 shrU(V128 a, int count) {
        return new V128(a.low() >>> count, a.high() >>> count);
    }

    /** {@code i64x2.all_true}. */
    public static int allTrue(V128 a) {
        return a.low() != 0 && a.high() != 0 ? 1 : 0;
    }

    /** {@code i64x2.bitmask}. */
    public static int bitmask(V128 a) {
        return (int) (a.low() >>> 63 | (a.high() >>> 62 & 2));
    }

    /** {@code i64x2.splat}. */
    public static V128 splat(long value) {
        return new V128(value, value);
    }

    /** {@code v128.load64_zero}, once the value is loaded. */
    public static V128 low(long value) {
        return new V128(value, 0);
    }

    /** {@code i64x2.extract_lane}. */
    public static long extractLane(V128 a, int lane) {
        return lane == 0 ? a.low() : a.high();
    }

    /** {@code i64x2.replace_lane}. */
    public static V128 replaceLane(V128 a, long value, int lane) {
        return lane == 0 ? new V128(value, a.high()) : new V128(a.low(), value);
    }

    /** {@code i64x2.extend_low_i32x4_s}. */
    public static V128 extendLowI32x4S(V128 a) {
        return new V128((int) a.low(), a.low() >> 32);
    }

    /** {@code i64x2.extmul_low_i32x4_s}. */
    public static V128 extmulLowI32x4S(V128 a, V128 b) {
        return mul(extendLowI32x4S(a), extendLowI32x4S(b));
    }

    /** {@code i64x2.extend_high_i32x4_s}. */
    public static V128 extendHighI32x4S(V128 a) {
        return new V128((int) a.high(), a.high() >> 32);
    }

    /** {@code i64x2.extmul_high_i32x4_s}. */
    public static V128 extmulHighI32x4S(V128 a, V128 b) {
        return mul(extendHighI32x4S(a), extendHighI32x4S(b));
    }

    /** {@code i64x2.extend_low_i32x4_u}. */
    public static V128 extendLowI32x4U(V128 a) {
        return new V128(a.low() & 0xffff_ffffL, a.low() >>> 32);
    }

    /** {@code i64x2.extmul_low_i32x4_u}. */
    public static V128 extmulLowI32x4U(V128 a, V128 b) {
        return mul(extendLowI32x4U(a), extendLowI32x4U(b));
    }

    /** {@code i64x2.extend_high_i32x4_u}. */
    public static V128 extendHighI32x4U(V128 a) {
        return new V128(a.high() & 0xffff_ffffL, a.high() >>> 32);
    }

    /** {@code i64x2.extmul_high_i32x4_u}. */
    public static V128 extmulHighI32x4U(V128 a, V128 b) {
        return mul(extendHighI32x4U(a), extendHighI32x4U(b));
    }
}
