package dev.habu.wasm.machine;

import dev.habu.wasm.V128;

/** Instructions on 8 lanes of 16 bits (WebAssembly 3.0, section 4.3.7); compiled code calls them. */
public final class I16x8Ops {
    private static final long SIGNS = 0x8000_8000_8000_8000L;
    private static final long ONES = 0x0001_0001_0001_0001L;

    private I16x8Ops() {}

    /** {@code i16x8.eq}. */
    public static V128 eq(V128 a, V128 b) {
        return new V128(
                Packed.spread(Packed.zeros(a.low() ^ b.low(), SIGNS), 16),
                Packed.spread(Packed.zeros(a.high() ^ b.high(), SIGNS), 16));
    }

    /** {@code i16x8.ne}. */
    public static V128 ne(V128 a, V128 b) {
        return new V128(
                ~Packed.spread(Packed.zeros(a.low() ^ b.low(), SIGNS), 16),
                ~Packed.spread(Packed.zeros(a.high() ^ b.high(), SIGNS), 16));
    }

    /** {@code i16x8.lt_s}. */
    public static V128 ltS(V128 a, V128 b) {
        return new V128(
                Packed.spread(Packed.less(a.low(), b.low(), SIGNS), 16),
                Packed.spread(Packed.less(a.high(), b.high(), SIGNS), 16));
    }

    /** {@code i16x8.gt_s}. */
    public static V128 gtS(V128 a, V128 b) {
        return new V128(
                Packed.spread(Packed.less(b.low(), a.low(), SIGNS), 16),
                Packed.spread(Packed.less(b.high(), a.high(), SIGNS), 16));
    }

    /** {@code i16x8.le_s}. */
    public static V128 leS(V128 a, V128 b) {
        return new V128(
                ~Packed.spread(Packed.less(b.low(), a.low(), SIGNS), 16),
                ~Packed.spread(Packed.less(b.high(), a.high(), SIGNS), 16));
    }

    /** {@code i16x8.ge_s}. */
    public static V128 geS(V128 a, V128 b) {
        return new V128(
                ~Packed.spread(Packed.less(a.low(), b.low(), SIGNS), 16),
                ~Packed.spread(Packed.less(a.high(), b.high(), SIGNS), 16));
    }

    /** {@code i16x8.lt_u}. */
    public static V128 ltU(V128 a, V128 b) {
        return new V128(
                Packed.spread(Packed.lessUnsigned(a.low(), b.low(), SIGNS), 16),
                Packed.spread(Packed.lessUnsigned(a.high(), b.high(), SIGNS), 16));
    }

    /** {@code i16x8.gt_u}. */
    public static V128 gtU(V128 a, V128 b) {
        return new V128(
                Packed.spread(Packed.lessUnsigned(b.low(), a.low(), SIGNS), 16),
                Packed.spread(Packed.lessUnsigned(b.high(), a.high(), SIGNS), 16));
    }

    /** {@code i16x8.le_u}. */
    public static V128 leU(V128 a, V128 b) {
        return new V128(
                ~Packed.spread(Packed.lessUnsigned(b.low(), a.low(), SIGNS), 16),
                ~Packed.spread(Packed.lessUnsigned(b.high(), a.high(), SIGNS), 16));
    }

    /** {@code i16x8.ge_u}. */
    public static V128 geU(V128 a, V128 b) {
        return new V128(
                ~Packed.spread(Packed.lessUnsigned(a.low(), b.low(), SIGNS), 16),
                ~Packed.spread(Packed.lessUnsigned(a.high(), b.high(), SIGNS), 16));
    }

    /** {@code i16x8.min_s}. */
    public static V128 minS(V128 a, V128 b) {
        return V128Ops.bitselect(a, b, ltS(a, b));
    }

    /** {@code i16x8.max_s}. */
    public static V128 maxS(V128 a, V128 b) {
        return V128Ops.bitselect(b, a, ltS(a, b));
    }

    /** {@code i16x8.min_u}. */
    public static V128 minU(V128 a, V128 b) {
        return V128Ops.bitselect(a, b, ltU(a, b));
    }

    /** {@code i16x8.max_u}. */
    public static V128 maxU(V128 a, V128 b) {
        return V128Ops.bitselect(b, a, ltU(a, b));
    }

    /** {@code i16x8.abs}. */
    public static V128 abs(V128 a) {
        return new V128(Packed.abs(a.low(), SIGNS, 16), Packed.abs(a.high(), SIGNS, 16));
    }

    /** {@code i16x8.neg}. */
    public static V128 neg(V128 a) {
        return new V128(Packed.subtract(0, a.low(), SIGNS), Packed.subtract(0, a.high(), SIGNS));
    }

    /** {@code i16x8.add}. */
    public static V128 add(V128 a, V128 b) {
        return new V128(Packed.add(a.low(), b.low(), SIGNS), Packed.add(a.high(), b.high(), SIGNS));
    }

    /** {@code i16x8.sub}. */
    public static V128 sub(V128 a, V128 b) {
        return new V128(Packed.subtract(a.low(), b.low(), SIGNS), Packed.subtract(a.high(), b.high(), SIGNS));
    }

    /** {@code i16x8.shl}. */
    public static V128 shl(V128 a, int count) {
        return new V128(Packed.shiftLeft(a.low(), count, ONES, 16), Packed.shiftLeft(a.high(), count, ONES, 16));
    }

    /** {@code i16x8.shr_s}. */
    public static V128 shrS(V128 a, int count) {
        return new V128(Packed.shiftRight(a.low(), count, ONES, 16), Packed.shiftRight(a.high(), count, ONES, 16));
    }

    /** {@code i16x8.shr_u}. */
    public static V128 shrU(V128 a, int count) {
        return new V128(
                Packed.shiftRightUnsigned(a.low(), count, ONES, 16),
                Packed.shiftRightUnsigned(a.high(), count, ONES, 16));
    }

    /** {@code i16x8.all_true}. */
    public static int allTrue(V128 a) {
        return (Packed.zeros(a.low(), SIGNS) | Packed.zeros(a.high(), SIGNS)) == 0 ? 1 : 0;
    }

    /** {@code i16x8.add_sat_s}. */
    public static V128 addSatS(V128 a, V128 b) {
        return new V128(
                Packed.addSaturating(a.low(), b.low(), SIGNS, 16), Packed.addSaturating(a.high(), b.high(), SIGNS, 16));
    }

    /** {@code i16x8.sub_sat_s}. */
    public static V128 subSatS(V128 a, V128 b) {
        return new V128(
                Packed.subtractSaturating(a.low(), b.low(), SIGNS, 16),
                Packed.subtractSaturating(a.high(), b.high(), SIGNS, 16));
    }

    /** {@code i16x8.add_sat_u}. */
    public static V128 addSatU(V128 a, V128 b) {
        return new V128(
                Packed.addSaturatingUnsigned(a.low(), b.low(), SIGNS, 16),
                Packed.addSaturatingUnsigned(a.high(), b.high(), SIGNS, 16));
    }

    /** {@code i16x8.sub_sat_u}. */
    public static V128 subSatU(V128 a, V128 b) {
        return new V128(
                Packed.subtractSaturatingUnsigned(a.low(), b.low(), SIGNS, 16),
                Packed.subtractSaturatingUnsigned(a.high(), b.high(), SIGNS, 16));
    }

    /** {@code i16x8.avgr_u}. */
    public static V128 avgrU(V128 a, V128 b) {
        return new V128(
                Packed.averageUnsigned(a.low(), b.low(), SIGNS), Packed.averageUnsigned(a.high(), b.high(), SIGNS));
    }

    /** {@code i16x8.bitmask}. */
    public static int bitmask(V128 a) {
        return signs(a.low()) | signs(a.high()) << 4;
    }

    /** The top bits of the lanes, gathered by a multiplication that adds each of them at its place. */
    private static int signs(long a) {
        return (int) ((((a & SIGNS) >>> 15) * 0x0001_0002_0004_0008L) >>> 48) & 0xf;
    }

    /** {@code i16x8.splat}. */
    public static V128 splat(int value) {
        long lanes = (value & 0xffffL) * ONES;
        return new V128(lanes, lanes);
    }

    /** {@code i16x8.extract_lane_s}. */
    public static int extractLaneS(V128 a, int lane) {
        return (short) extractLaneU(a, lane);
    }

    /** {@code i16x8.extract_lane_u}. */
    public static int extractLaneU(V128 a, int lane) {
        return (int) ((lane < 4 ? a.low() : a.high()) >>> (lane * 16)) & 0xffff;
    }

    /** {@code i16x8.replace_lane}. */
    public static V128 replaceLane(V128 a, int value, int lane) {
        long bits = (value & 0xffffL) << (lane * 16);
        long keep = ~(0xffffL << (lane * 16));
        return lane < 4 ? new V128((a.low() & keep) | bits, a.high()) : new V128(a.low(), (a.high() & keep) | bits);
    }

    /** Four lanes of which only the low 16 bits count. */
    private static long pack(int a, int b, int c, int d) {
        return (a & 0xffffL) | (b & 0xffffL) << 16 | (c & 0xffffL) << 32 | (long) d << 48;
    }

    /** {@code i16x8.mul}. */
    public static V128 mul(V128 a, V128 b) {
        return new V128(product(a.low(), b.low()), product(a.high(), b.high()));
    }

    private static long product(long a, long b) {
        return pack(
                (int) a * (int) b,
                (int) (a >>> 16) * (int) (b >>> 16),
                (int) (a >>> 32) * (int) (b >>> 32),
                (int) (a >>> 48) * (int) (b >>> 48));
    }

    /** {@code i16x8.q15mulr_sat_s}. */
    public static V128 q15mulrSatS(V128 a, V128 b) {
        return new V128(q15(a.low(), b.low()), q15(a.high(), b.high()));
    }

    private static long q15(long a, long b) {
        return pack(
                q15((short) a, (short) b),
                q15((short) (a >>> 16), (short) (b >>> 16)),
                q15((short) (a >>> 32), (short) (b >>> 32)),
                q15((short) (a >>> 48), (short) (b >>> 48)));
    }

    private static int q15(short a, short b) {
        return Math.min((a * b + 0x4000) >> 15, Short.MAX_VALUE);
    }

    /** {@code i16x8.extend_low_i8x16_s}. */
    public static V128 extendLowI8x16S(V128 a) {
        return new V128(extendS((int) a.low()), extendS((int) (a.low() >>> 32)));
    }

    /** {@code i16x8.extend_high_i8x16_s}. */
    public static V128 extendHighI8x16S(V128 a) {
        return new V128(extendS((int) a.high()), extendS((int) (a.high() >>> 32)));
    }

    private static long extendS(int a) {
        return pack((byte) a, (byte) (a >> 8), (byte) (a >> 16), a >> 24);
    }

    /** {@code i16x8.extmul_low_i8x16_s}. */
    public static V128 extmulLowI8x16S(V128 a, V128 b) {
        return mul(extendLowI8x16S(a), extendLowI8x16S(b));
    }

    /** {@code i16x8.extmul_high_i8x16_s}. */
    public static V128 extmulHighI8x16S(V128 a, V128 b) {
        return mul(extendHighI8x16S(a), extendHighI8x16S(b));
    }

    /** {@code i16x8.extadd_pairwise_i8x16_s}. */
    public static V128 extaddPairwiseI8x16S(V128 a) {
        return add(shrS(shl(a, 8), 8), shrS(a, 8));
    }

    /** {@code i16x8.narrow_i32x4_s}. */
    public static V128 narrowI32x4S(V128 a, V128 b) {
        return new V128(narrowS(a.low(), a.high()), narrowS(b.low(), b.high()));
    }

    private static long narrowS(long a, long b) {
        return pack(clampS((int) a), clampS((int) (a >>> 32)), clampS((int) b), clampS((int) (b >>> 32)));
    }

    private static int clampS(int value) {
        return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /** {@code i16x8.extend_low_i8x16_u}. */
    public static V128 extendLowI8x16U(V128 a) {
        return new V128(extendU((int) a.low()), extendU((int) (a.low() >>> 32)));
    }

    /** {@code i16x8.extend_high_i8x16_u}. */
    public static V128 extendHighI8x16U(V128 a) {
        return new V128(extendU((int) a.high()), extendU((int) (a.high() >>> 32)));
    }

    private static long extendU(int a) {
        return pack(a & 0xff, a >>> 8 & 0xff, a >>> 16 & 0xff, a >>> 24);
    }

    /** {@code i16x8.extmul_low_i8x16_u}. */
    public static V128 extmulLowI8x16U(V128 a, V128 b) {
        return mul(extendLowI8x16U(a), extendLowI8x16U(b));
    }

    /** {@code i16x8.extmul_high_i8x16_u}. */
    public static V128 extmulHighI8x16U(V128 a, V128 b) {
        return mul(extendHighI8x16U(a), extendHighI8x16U(b));
    }

    /** {@code i16x8.extadd_pairwise_i8x16_u}. */
    public static V128 extaddPairwiseI8x16U(V128 a) {
        return add(shrU(shl(a, 8), 8), shrU(a, 8));
    }

    /** {@code i16x8.narrow_i32x4_u}. */
    public static V128 narrowI32x4U(V128 a, V128 b) {
        return new V128(narrowU(a.low(), a.high()), narrowU(b.low(), b.high()));
    }

    private static long narrowU(long a, long b) {
        return pack(clampU((int) a), clampU((int) (a >>> 32)), clampU((int) b), clampU((int) (b >>> 32)));
    }

    private static int clampU(int value) {
        return Math.clamp(value, 0, 0xffff);
    }

    /** {@code i16x8.relaxed_dot_i8x16_i7x16_s}: the second operand is taken as signed. */
    public static V128 relaxedDotI8x16I7x16S(V128 a, V128 b) {
        return addSatS(mul(shrS(shl(a, 8), 8), shrS(shl(b, 8), 8)), mul(shrS(a, 8), shrS(b, 8)));
    }
}
