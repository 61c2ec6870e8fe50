package dev.habu.wasm.machine;

import dev.habu.wasm.V128;

/** Instructions on 4 lanes of f32 (WebAssembly 3.0, section 4.3.7); compiled code calls them. */
public final class F32x4Ops {
    private static final long SIGNS = 0x8000_0000_8000_0000L;

    private F32x4Ops() {}

    private static float first(long a) {
        return Float.intBitsToFloat((int) a);
    }

    private static float second(long a) {
        return Float.intBitsToFloat((int) (a >>> 32));
    }

    private static long pack(float a, float b) {
        return (Float.floatToRawIntBits(a) & 0xffff_ffffL) | (long) Float.floatToRawIntBits(b) << 32;
    }

    private static long mask(boolean a, boolean b) {
        return (a ? 0xffff_ffffL : 0) | (b ? 0xffff_ffffL << 32 : 0);
    }

    /** {@code f32x4.eq}. */
    public static V128 eq(V128 a, V128 b) {
        return new V128(
                mask(first(a.low()) == first(b.low()), second(a.low()) == second(b.low())),
                mask(first(a.high()) == first(b.high()), second(a.high()) == second(b.high())));
    }

    /** {@code f32x4.ne}. */
    public static V128 ne(V128 a, V128 b) {
        return new V128(
                mask(first(a.low()) != first(b.low()), second(a.low()) != second(b.low())),
                mask(first(a.high()) != first(b.high()), second(a.high()) != second(b.high())));
    }

    /** {@code f32x4.lt}. */
    public static V128 lt(V128 a, V128 b) {
        return new V128(
                mask(first(a.low()) < first(b.low()), second(a.low()) < second(b.low())),
                mask(first(a.high()) < first(b.high()), second(a.high()) < second(b.high())));
    }

    /** {@code f32x4.gt}. */
    public static V128 gt(V128 a, V128 b) {
        return new V128(
                mask(first(a.low()) > first(b.low()), second(a.low()) > second(b.low())),
                mask(first(a.high()) > first(b.high()), second(a.high()) > second(b.high())));
    }

    /** {@code f32x4.le}. */
    public static V128 le(V128 a, V128 b) {
        return new V128(
                mask(first(a.low()) <= first(b.low()), second(a.low()) <= second(b.low())),
                mask(first(a.high()) <= first(b.high()), second(a.high()) <= second(b.high())));
    }

    /** {@code f32x4.ge}. */
    public static V128 ge(V128 a, V128 b) {
        return new V128(
                mask(first(a.low()) >= first(b.low()), second(a.low()) >= second(b.low())),
                mask(first(a.high()) >= first(b.high()), second(a.high()) >= second(b.high())));
    }

    /** {@code f32x4.add}. */
    public static V128 add(V128 a, V128 b) {
        return new V128(
                pack(first(a.low()) + first(b.low()), second(a.low()) + second(b.low())),
                pack(first(a.high()) + first(b.high()), second(a.high()) + second(b.high())));
    }

    /** {@code f32x4.sub}. */
    public static V128 sub(V128 a, V128 b) {
        return new V128(
                pack(first(a.low()) - first(b.low()), second(a.low()) - second(b.low())),
                pack(first(a.high()) - first(b.high()), second(a.high()) - second(b.high())));
    }

    /** {@code f32x4.mul}. */
    public static V128 mul(V128 a, V128 b) {
        return new V128(
                pack(first(a.low()) * first(b.low()), second(a.low()) * second(b.low())),
                pack(first(a.high()) * first(b.high()), second(a.high()) * second(b.high())));
    }

    /** {@code f32x4.div}. */
    public static V128 div(V128 a, V128 b) {
        return new V128(
                pack(first(a.low()) / first(b.low()), second(a.low()) / second(b.low())),
                pack(first(a.high()) / first(b.high()), second(a.high()) / second(b.high())));
    }

    /** {@code f32x4.min}. */
    public static V128 min(V128 a, V128 b) {
        return new V128(
                pack(Math.min(first(a.low()), first(b.low())) + -0f, Math.min(second(a.low()), second(b.low())) + -0f),
                pack(
                        Math.min(first(a.high()), first(b.high())) + -0f,
                        Math.min(second(a.high()), second(b.high())) + -0f));
    }

    /** {@code f32x4.max}. */
    public static V128 max(V128 a, V128 b) {
        return new V128(
                pack(Math.max(first(a.low()), first(b.low())) + -0f, Math.max(second(a.low()), second(b.low())) + -0f),
                pack(
                        Math.max(first(a.high()), first(b.high())) + -0f,
                        Math.max(second(a.high()), second(b.high())) + -0f));
    }

    /** {@code f32x4.pmin}. */
    public static V128 pmin(V128 a, V128 b) {
        return V128Ops.bitselect(b, a, lt(b, a));
    }

    /** {@code f32x4.pmax}. */
    public static V128 pmax(V128 a, V128 b) {
        return V128Ops.bitselect(b, a, lt(a, b));
    }

    /** {@code f32x4.ceil}. */
    public static V128 ceil(V128 a) {
        return new V128(
                pack(NumericOps.f32Ceil(first(a.low())), NumericOps.f32Ceil(second(a.low()))),
                pack(NumericOps.f32Ceil(first(a.high())), NumericOps.f32Ceil(second(a.high()))));
    }

    /** {@code f32x4.floor}. */
    public static V128 floor(V128 a) {
        return new V128(
                pack(NumericOps.f32Floor(first(a.low())), NumericOps.f32Floor(second(a.low()))),
                pack(NumericOps.f32Floor(first(a.high())), NumericOps.f32Floor(second(a.high()))));
    }

    /** {@code f32x4.trunc}. */
    public static V128 trunc(V128 a) {
        return new V128(
                pack(NumericOps.f32Trunc(first(a.low())), NumericOps.f32Trunc(second(a.low()))),
                pack(NumericOps.f32Trunc(first(a.high())), NumericOps.f32Trunc(second(a.high()))));
    }

    /** {@code f32x4.nearest}. */
    public static V128 nearest(V128 a) {
        return new V128(
                pack(NumericOps.f32Nearest(first(a.low())), NumericOps.f32Nearest(second(a.low()))),
                pack(NumericOps.f32Nearest(first(a.high())), NumericOps.f32Nearest(second(a.high()))));
    }

    /** {@code f32x4.sqrt}. */
    public static V128 sqrt(V128 a) {
        return new V128(
                pack(NumericOps.f32Sqrt(first(a.low())), NumericOps.f32Sqrt(second(a.low()))),
                pack(NumericOps.f32Sqrt(first(a.high())), NumericOps.f32Sqrt(second(a.high()))));
    }

    /** {@code f32x4.abs}. */
    public static V128 abs(V128 a) {
        return new V128(a.low() & ~SIGNS, a.high() & ~SIGNS);
    }

    /** {@code f32x4.neg}. */
    public static V128 neg(V128 a) {
        return new V128(a.low() ^ SIGNS, a.high() ^ SIGNS);
    }

    /** {@code f32x4.relaxed_madd}, rounded twice. */
    public static V128 relaxedMadd(V128 a, V128 b, V128 c) {
        return add(mul(a, b), c);
    }

    /** {@code f32x4.relaxed_nmadd}, rounded twice. */
    public static V128 relaxedNmadd(V128 a, V128 b, V128 c) {
        return add(neg(mul(a, b)), c);
    }

    /** {@code f32x4.splat}. */
    public static V128 splat(float value) {
        long lanes = pack(value, value);
        return new V128(lanes, lanes);
    }

    /** {@code f32x4.extract_lane}. */
    public static float extractLane(V128 a, int lane) {
        return Float.intBitsToFloat(I32x4Ops.extractLane(a, lane));
    }

    /** {@code f32x4.replace_lane}. */
    public static V128 replaceLane(V128 a, float value, int lane) {
        return I32x4Ops.replaceLane(a, Float.floatToRawIntBits(value), lane);
    }

    /** {@code f32x4.convert_i32x4_s}. */
    public static V128 convertI32x4S(V128 a) {
        return new V128(pack((int) a.low(), (int) (a.low() >>> 32)), pack((int) a.high(), (int) (a.high() >>> 32)));
    }

    /** {@code f32x4.convert_i32x4_u}. */
    public static V128 convertI32x4U(V128 a) {
        return new V128(
                pack((float) (a.low() & 0xffff_ffffL), (float) (a.low() >>> 32)),
                pack((float) (a.high() & 0xffff_ffffL), (float) (a.high() >>> 32)));
    }

    /** {@code f32x4.demote_f64x2_zero}. */
    public static V128 demoteF64x2Zero(V128 a) {
        return new V128(pack((float) Double.longBitsToDouble(a.low()), (float) Double.longBitsToDouble(a.high())), 0);
    }
}
