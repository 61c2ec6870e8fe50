package dev.habu.wasm.machine;

import dev.habu.wasm.V128;

/** Instructions on 2 lanes of f64 (WebAssembly 3.0, section 4.3.7); compiled code calls them. */
public final class F64x2Ops {
    private static final long SIGNS = Long.MIN_VALUE;

    private F64x2Ops() {}

    private static double lane(long a) {
        return Double.longBitsToDouble(a);
    }

    private static long bits(double a) {
        return Double.doubleToRawLongBits(a);
    }

    /** {@code f64x2.eq}. */
    public static V128 eq(V128 a, V128 b) {
        return new V128(lane(a.low()) == lane(b.low()) ? -1 : 0, lane(a.high()) == lane(b.high()) ? -1 : 0);
    }

    /** {@code f64x2.ne}. */
    public static V128 ne(V128 a, V128 b) {
        return new V128(lane(a.low()) != lane(b.low()) ? -1 : 0, lane(a.high()) != lane(b.high()) ? -1 : 0);
    }

    /** {@code f64x2.lt}. */
    public static V128 lt(V128 a, V128 b) {
        return new V128(lane(a.low()) < lane(b.low()) ? -1 : 0, lane(a.high()) < lane(b.high()) ? -1 : 0);
    }

    /** {@code f64x2.gt}. */
    public static V128 gt(V128 a, V128 b) {
        return new V128(lane(a.low()) > lane(b.low()) ? -1 : 0, lane(a.high()) > lane(b.high()) ? -1 : 0);
    }

    /** {@code f64x2.le}. */
    public static V128 le(V128 a, V128 b) {
        return new V128(lane(a.low()) <= lane(b.low()) ? -1 : 0, lane(a.high()) <= lane(b.high()) ? -1 : 0);
    }

    /** {@code f64x2.ge}. */
    public static V128 ge(V128 a, V128 b) {
        return new V128(lane(a.low()) >= lane(b.low()) ? -1 : 0, lane(a.high()) >= lane(b.high()) ? -1 : 0);
    }

    /** {@code f64x2.add}. */
    public static V128 add(V128 a, V128 b) {
        return new V128(bits(lane(a.low()) + lane(b.low())), bits(lane(a.high()) + lane(b.high())));
    }

    /** {@code f64x2.sub}. */
    public static V128 sub(V128 a, V128 b) {
        return new V128(bits(lane(a.low()) - lane(b.low())), bits(lane(a.high()) - lane(b.high())));
    }

    /** {@code f64x2.mul}. */
    public static V128 mul(V128 a, V128 b) {
        return new V128(bits(lane(a.low()) * lane(b.low())), bits(lane(a.high()) * lane(b.high())));
    }

    /** {@code f64x2.div}. */
    public static V128 div(V128 a, V128 b) {
        return new V128(bits(lane(a.low()) / lane(b.low())), bits(lane(a.high()) / lane(b.high())));
    }

    /** {@code f64x2.min}. */
    public static V128 min(V128 a, V128 b) {
        return new V128(
                bits(Math.min(lane(a.low()), lane(b.low())) + -0d),
                bits(Math.min(lane(a.high()), lane(b.high())) + -0d));
    }

    /** {@code f64x2.max}. */
    public static V128 max(V128 a, V128 b) {
        return new V128(
                bits(Math.max(lane(a.low()), lane(b.low())) + -0d),
                bits(Math.max(lane(a.high()), lane(b.high())) + -0d));
    }

    /** {@code f64x2.pmin}. */
    public static V128 pmin(V128 a, V128 b) {
        return V128Ops.bitselect(b, a, lt(b, a));
    }

    /** {@code f64x2.pmax}. */
    public static V128 pmax(V128 a, V128 b) {
        return V128Ops.bitselect(b, a, lt(a, b));
    }

    /** {@code f64x2.ceil}. */
    public static V128 ceil(V128 a) {
        return new V128(bits(Math.ceil(lane(a.low())) + -0d), bits(Math.ceil(lane(a.high())) + -0d));
    }

    /** {@code f64x2.floor}. */
    public static V128 floor(V128 a) {
        return new V128(bits(Math.floor(lane(a.low())) + -0d), bits(Math.floor(lane(a.high())) + -0d));
    }

    /** {@code f64x2.trunc}. */
    public static V128 trunc(V128 a) {
        return new V128(bits(NumericOps.f64Trunc(lane(a.low()))), bits(NumericOps.f64Trunc(lane(a.high()))));
    }

    /** {@code f64x2.nearest}. */
    public static V128 nearest(V128 a) {
        return new V128(bits(Math.rint(lane(a.low())) + -0d), bits(Math.rint(lane(a.high())) + -0d));
    }

    /** {@code f64x2.sqrt}. */
    public static V128 sqrt(V128 a) {
        return new V128(bits(Math.sqrt(lane(a.low()))), bits(Math.sqrt(lane(a.high()))));
    }

    /** {@code f64x2.abs}. */
    public static V128 abs(V128 a) {
        return new V128(a.low() & ~SIGNS, a.high() & ~SIGNS);
    }

    /** {@code f64x2.neg}. */
    public static V128 neg(V128 a) {
        return new V128(a.low() ^ SIGNS, a.high() ^ SIGNS);
    }

    /** {@code f64x2.relaxed_madd}, rounded twice. */
    public static V128 relaxedMadd(V128 a, V128 b, V128 c) {
        return add(mul(a, b), c);
    }

    /** {@code f64x2.relaxed_nmadd}, rounded twice. */
    public static V128 relaxedNmadd(V128 a, V128 b, V128 c) {
        return add(neg(mul(a, b)), c);
    }

    /** {@code f64x2.splat}. */
    public static V128 splat(double value) {
        return new V128(bits(value), bits(value));
    }

    /** {@code f64x2.extract_lane}. */
    public static double extractLane(V128 a, int lane) {
        return lane(lane == 0 ? a.low() : a.high());
    }

    /** {@code f64x2.replace_lane}. */
    public static V128 replaceLane(V128 a, double value, int lane) {
        return I64x2Ops.replaceLane(a, bits(value), lane);
    }

    /** {@code f64x2.convert_low_i32x4_s}. */
    public static V128 convertLowI32x4S(V128 a) {
        return new V128(bits((int) a.low()), bits((int) (a.low() >>> 32)));
    }

    /** {@code f64x2.convert_low_i32x4_u}. */
    public static V128 convertLowI32x4U(V128 a) {
        return new V128(bits((double) (a.low() & 0xffff_ffffL)), bits((double) (a.low() >>> 32)));
    }

    /** {@code f64x2.promote_low_f32x4}. */
    public static V128 promoteLowF32x4(V128 a) {
        return new V128(bits(Float.intBitsToFloat((int) a.low())), bits(Float.intBitsToFloat((int) (a.low() >>> 32))));
    }
}
