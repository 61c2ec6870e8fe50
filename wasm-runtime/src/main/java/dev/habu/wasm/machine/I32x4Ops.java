package dev.habu.wasm.machine;

import dev.habu.wasm.V128;

/** Instructions on 4 lanes of 32 bits (WebAssembly 3.0, section 4.3.7); compiled code calls them. */
public final class I32x4Ops {
    private static final long SIGNS = 0x8000_0000_8000_0000L;
    private static final long ONES = 0x0000_0001_0000_0001L;

    private I32x4Ops() {}

    /** {@code i32x4.eq}. */
    public static V128 eq(V128 a, V128 b) {
        return new V128(
                Packed.spread(Packed.zeros(a.low() ^ b.low(), SIGNS), 32),
                Packed.spread(Packed.zeros(a.high() ^ b.high(), SIGNS), 32));
    }

    /** {@code i32x4.ne}. */
    public static V128 ne(V128 a, V128 b) {
        return new V128(
                ~Packed.spread(Packed.zeros(a.low() ^ b.low(), SIGNS), 32),
                ~Packed.spread(Packed.zeros(a.high() ^ b.high(), SIGNS), 32));
    }

    /** {@code i32x4.lt_s}. */
    public static V128 ltS(V128 a, V128 b) {
        return new V128(
                Packed.spread(Packed.less(a.low(), b.low(), SIGNS), 32),
                Packed.spread(Packed.less(a.high(), b.high(), SIGNS), 32));
    }

    /** {@code i32x4.gt_s}. */
    public static V128 gtS(V128 a, V128 b) {
        return new V128(
                Packed.spread(Packed.less(b.low(), a.low(), SIGNS), 32),
                Packed.spread(Packed.less(b.high(), a.high(), SIGNS), 32));
    }

    /** {@code i32x4.le_s}. */
    public static V128 leS(V128 a, V128 b) {
        return new V128(
                ~Packed.spread(Packed.less(b.low(), a.low(), SIGNS), 32),
                ~Packed.spread(Packed.less(b.high(), a.high(), SIGNS), 32));
    }

    /** {@code i32x4.ge_s}. */
    public static V128 geS(V128 a, V128 b) {
        return new V128(
                ~Packed.spread(Packed.less(a.low(), b.low(), SIGNS), 32),
                ~Packed.spread(Packed.less(a.high(), b.high(), SIGNS), 32));
    }

    /** {@code i32x4.lt_u}. */
    public static V128 ltU(V128 a, V128 b) {
        return new V128(
                Packed.spread(Packed.lessUnsigned(a.low(), b.low(), SIGNS), 32),
                Packed.spread(Packed.lessUnsigned(a.high(), b.high(), SIGNS), 32));
    }

    /** {@code i32x4.gt_u}. */
    public static V128 gtU(V128 a, V128 b) {
        return new V128(
                Packed.spread(Packed.lessUnsigned(b.low(), a.low(), SIGNS), 32),
                Packed.spread(Packed.lessUnsigned(b.high(), a.high(), SIGNS), 32));
    }

    /** {@code i32x4.le_u}. */
    public static V128 leU(V128 a, V128 b) {
        return new V128(
                ~Packed.spread(Packed.lessUnsigned(b.low(), a.low(), SIGNS), 32),
                ~Packed.spread(Packed.lessUnsigned(b.high(), a.high(), SIGNS), 32));
    }

    /** {@code i32x4.ge_u}. */
    public static V128 geU(V128 a, V128 b) {
        return new V128(
                ~Packed.spread(Packed.lessUnsigned(a.low(), b.low(), SIGNS), 32),
                ~Packed.spread(Packed.lessUnsigned(a.high(), b.high(), SIGNS), 32));
    }

    /** {@code i32x4.min_s}. */
    public static V128 minS(V128 a, V128 b) {
        return V128Ops.bitselect(a, b, ltS(a, b));
    }

    /** {@code i32x4.max_s}. */
    public static V128 maxS(V128 a, V128 b) {
        return V128Ops.bitselect(b, a, ltS(a, b));
    }

    /** {@code i32x4.min_u}. */
    public static V128 minU(V128 a, V128 b) {
        return V128Ops.bitselect(a, b, ltU(a, b));
    }

    /** {@code i32x4.max_u}. */
    public static V128 maxU(V128 a, V128 b) {
        return V128Ops.bitselect(b, a, ltU(a, b));
    }

    /** {@code i32x4.abs}. */
    public static V128 abs(V128 a) {
        return new V128(Packed.abs(a.low(), SIGNS, 32), Packed.abs(a.high(), SIGNS, 32));
    }

    /** {@code i32x4.neg}. */
    public static V128 neg(V128 a) {
        return new V128(Packed.subtract(0, a.low(), SIGNS), Packed.subtract(0, a.high(), SIGNS));
    }

    /** {@code i32x4.add}. */
    public static V128 add(V128 a, V128 b) {
        return new V128(Packed.add(a.low(), b.low(), SIGNS), Packed.add(a.high(), b.high(), SIGNS));
    }

    /** {@code i32x4.sub}. */
    public static V128 sub(V128 a, V128 b) {
        return new V128(Packed.subtract(a.low(), b.low(), SIGNS), Packed.subtract(a.high(), b.high(), SIGNS));
    }

    /** {@code i32x4.shl}. */
    public static V128 shl(V128 a, int count) {
        return new V128(Packed.shiftLeft(a.low(), count, ONES, 32), Packed.shiftLeft(a.high(), count, ONES, 32));
    }

    /** {@code i32x4.shr_s}. */
    public static V128 shrS(V128 a, int count) {
        return new V128(Packed.shiftRight(a.low(), count, ONES, 32), Packed.shiftRight(a.high(), count, ONES, 32));
    }

    /** {@code i32x4.shr_u}. */
    public static V128 shrU(V128 a, int count) {
        return new V128(
                Packed.shiftRightUnsigned(a.low(), count, ONES, 32),
                Packed.shiftRightUnsigned(a.high(), count, ONES, 32));
    }

    /** {@code i32x4.all_true}. */
    public static int allTrue(V128 a) {
        return (Packed.zeros(a.low(), SIGNS) | Packed.zeros(a.high(), SIGNS)) == 0 ? 1 : 0;
    }

    /** {@code i32x4.bitmask}. */
    public static int bitmask(V128 a) {
        return signs(a.low()) | signs(a.high()) << 2;
    }

    private static int signs(long a) {
        return (int) a >>> 31 | ((int) (a >>> 62) & 2);
    }

    private static long pack(int a, int b) {
        return (a & 0xffff_ffffL) | (long) b << 32;
    }

    private static int high(long a) {
        return (int) (a >>> 32);
    }

    /** {@code i32x4.splat}. */
    public static V128 splat(int value) {
        long lanes = pack(value, value);
        return new V128(lanes, lanes);
    }

    /** {@code i32x4.extract_lane}. */
    public static int extractLane(V128 a, int lane) {
        return (int) ((lane < 2 ? a.low() : a.high()) >>> (lane * 32));
    }

    /** {@code i32x4.replace_lane}. */
    public static V128 replaceLane(V128 a, int value, int lane) {
        long bits = (value & 0xffff_ffffL) << (lane * 32);
        long keep = ~(0xffff_ffffL << (lane * 32));
        return lane < 2 ? new V128((a.low() & keep) | bits, a.high()) : new V128(a.low(), (a.high() & keep) | bits);
    }

    /** {@code i32x4.mul}. */
    public static V128 mul(V128 a, V128 b) {
        return new V128(product(a.low(), b.low()), product(a.high(), b.high()));
    }

    private static long product(long a, long b) {
        return pack((int) a * (int) b, high(a) * high(b));
    }

    /** {@code i32x4.dot_i16x8_s}. */
    public static V128 dotI16x8S(V128 a, V128 b) {
        return new V128(dot(a.low(), b.low()), dot(a.high(), b.high()));
    }

    private static long dot(long a, long b) {
        return pack(dot((int) a, (int) b), dot(high(a), high(b)));
    }

    private static int dot(int a, int b) {
        return (short) a * (short) b + (a >> 16) * (b >> 16);
    }

    /** {@code i32x4.extend_low_i16x8_s}. */
    public static V128 extendLowI16x8S(V128 a) {
        return new V128(extendS((int) a.low()), extendS(high(a.low())));
    }

    /** {@code i32x4.extmul_low_i16x8_s}. */
    public static V128 extmulLowI16x8S(V128 a, V128 b) {
        return mul(extendLowI16x8S(a), extendLowI16x8S(b));
    }

    /** {@code i32x4.extend_high_i16x8_s}. */
    public static V128 extendHighI16x8S(V128 a) {
        return new V128(extendS((int) a.high()), extendS(high(a.high())));
    }

    /** {@code i32x4.extmul_high_i16x8_s}. */
    public static V128 extmulHighI16x8S(V128 a, V128 b) {
        return mul(extendHighI16x8S(a), extendHighI16x8S(b));
    }

    private static long extendS(int a) {
        return pack((short) a, a >> 16);
    }

    /** {@code i32x4.extadd_pairwise_i16x8_s}. */
    public static V128 extaddPairwiseI16x8S(V128 a) {
        return add(shrS(shl(a, 16), 16), shrS(a, 16));
    }

    /** {@code i32x4.extend_low_i16x8_u}. */
    public static V128 extendLowI16x8U(V128 a) {
        return new V128(extendU((int) a.low()), extendU(high(a.low())));
    }

    /** {@code i32x4.extmul_low_i16x8_u}. */
    public static V128 extmulLowI16x8U(V128 a, V128 b) {
        return mul(extendLowI16x8U(a), extendLowI16x8U(b));
    }

    /** {@code i32x4.extend_high_i16x8_u}. */
    public static V128 extendHighI16x8U(V128 a) {
        return new V128(extendU((int) a.high()), extendU(high(a.high())));
    }

    /** {@code i32x4.extmul_high_i16x8_u}. */
    public static V128 extmulHighI16x8U(V128 a, V128 b) {
        return mul(extendHighI16x8U(a), extendHighI16x8U(b));
    }

    private static long extendU(int a) {
        return pack(a & 0xffff, a >>> 16);
    }

    /** {@code i32x4.extadd_pairwise_i16x8_u}. */
    public static V128 extaddPairwiseI16x8U(V128 a) {
        return add(shrU(shl(a, 16), 16), shrU(a, 16));
    }

    /** {@code i32x4.trunc_sat_f32x4_s}. */
    public static V128 truncSatF32x4S(V128 a) {
        return new V128(
                pack((int) Float.intBitsToFloat((int) a.low()), (int) Float.intBitsToFloat(high(a.low()))),
                pack((int) Float.intBitsToFloat((int) a.high()), (int) Float.intBitsToFloat(high(a.high()))));
    }

    /** {@code i32x4.trunc_sat_f64x2_s_zero}. */
    public static V128 truncSatF64x2SZero(V128 a) {
        return new V128(pack((int) Double.longBitsToDouble(a.low()), (int) Double.longBitsToDouble(a.high())), 0);
    }

    /** {@code i32x4.trunc_sat_f32x4_u}. */
    public static V128 truncSatF32x4U(V128 a) {
        return new V128(
                pack(
                        NumericOps.i32TruncSatF32U(Float.intBitsToFloat((int) a.low())),
                        NumericOps.i32TruncSatF32U(Float.intBitsToFloat(high(a.low())))),
                pack(
                        NumericOps.i32TruncSatF32U(Float.intBitsToFloat((int) a.high())),
                        NumericOps.i32TruncSatF32U(Float.intBitsToFloat(high(a.high())))));
    }

    /** {@code i32x4.trunc_sat_f64x2_u_zero}. */
    public static V128 truncSatF64x2UZero(V128 a) {
        return new V128(
                pack(
                        NumericOps.i32TruncSatF64U(Double.longBitsToDouble(a.low())),
                        NumericOps.i32TruncSatF64U(Double.longBitsToDouble(a.high()))),
                0);
    }

    /** {@code i32x4.relaxed_dot_i8x16_i7x16_add_s}. */
    public static V128 relaxedDotI8x16I7x16AddS(V128 a, V128 b, V128 c) {
        return add(extaddPairwiseI16x8S(I16x8Ops.relaxedDotI8x16I7x16S(a, b)), c);
    }
}
