package dev.habu.wasm.machine;

import dev.habu.wasm.V128;

/** Instructions on 16 lanes of 8 bits (WebAssembly 3.0, section 4.3.7); compiled code calls them. */
public final class I8x16Ops {
    private static final long SIGNS = 0x8080_8080_8080_8080L;
    private static final long ONES = 0x0101_0101_0101_0101L;

    private I8x16Ops() {}

    /** {@code i8x16.eq}. */
    public static V128 eq(V128 a, V128 b) {
        return new V128(
                Packed.spread(Packed.zeros(a.low() ^ b.low(), SIGNS), 8),
                Packed.spread(Packed.zeros(a.high() ^ b.high(), SIGNS), 8));
    }

    /** {@code i8x16.ne}. */
    public static V128 ne(V128 a, V128 b) {
        return new V128(
                ~Packed.spread(Packed.zeros(a.low() ^ b.low(), SIGNS), 8),
                ~Packed.spread(Packed.zeros(a.high() ^ b.high(), SIGNS), 8));
    }

    /** {@code i8x16.lt_s}. */
    public static V128 ltS(V128 a, V128 b) {
        return new V128(
                Packed.spread(Packed.less(a.low(), b.low(), SIGNS), 8),
                Packed.spread(Packed.less(a.high(), b.high(), SIGNS), 8));
    }

    /** {@code i8x16.gt_s}. */
    public static V128 gtS(V128 a, V128 b) {
        return new V128(
                Packed.spread(Packed.less(b.low(), a.low(), SIGNS), 8),
                Packed.spread(Packed.less(b.high(), a.high(), SIGNS), 8));
    }

    /** {@code i8x16.le_s}. */
    public static V128 leS(V128 a, V128 b) {
        return new V128(
                ~Packed.spread(Packed.less(b.low(), a.low(), SIGNS), 8),
                ~Packed.spread(Packed.less(b.high(), a.high(), SIGNS), 8));
    }

    /** {@code i8x16.ge_s}. */
    public static V128 geS(V128 a, V128 b) {
        return new V128(
                ~Packed.spread(Packed.less(a.low(), b.low(), SIGNS), 8),
                ~Packed.spread(Packed.less(a.high(), b.high(), SIGNS), 8));
    }

    /** {@code i8x16.lt_u}. */
    public static V128 ltU(V128 a, V128 b) {
        return new V128(
                Packed.spread(Packed.lessUnsigned(a.low(), b.low(), SIGNS), 8),
                Packed.spread(Packed.lessUnsigned(a.high(), b.high(), SIGNS), 8));
    }

    /** {@code i8x16.gt_u}. */
    public static V128 gtU(V128 a, V128 b) {
        return new V128(
                Packed.spread(Packed.lessUnsigned(b.low(), a.low(), SIGNS), 8),
                Packed.spread(Packed.lessUnsigned(b.high(), a.high(), SIGNS), 8));
    }

    /** {@code i8x16.le_u}. */
    public static V128 leU(V128 a, V128 b) {
        return new V128(
                ~Packed.spread(Packed.lessUnsigned(b.low(), a.low(), SIGNS), 8),
                ~Packed.spread(Packed.lessUnsigned(b.high(), a.high(), SIGNS), 8));
    }

    /** {@code i8x16.ge_u}. */
    public static V128 geU(V128 a, V128 b) {
        return new V128(
                ~Packed.spread(Packed.lessUnsigned(a.low(), b.low(), SIGNS), 8),
                ~Packed.spread(Packed.lessUnsigned(a.high(), b.high(), SIGNS), 8));
    }

    /** {@code i8x16.min_s}. */
    public static V128 minS(V128 a, V128 b) {
        return V128Ops.bitselect(a, b, ltS(a, b));
    }

    /** {@code i8x16.max_s}. */
    public static V128 maxS(V128 a, V128 b) {
        return V128Ops.bitselect(b, a, ltS(a, b));
    }

    /** {@code i8x16.min_u}. */
    public static V128 minU(V128 a, V128 b) {
        return V128Ops.bitselect(a, b, ltU(a, b));
    }

    /** {@code i8x16.max_u}. */
    public static V128 maxU(V128 a, V128 b) {
        return V128Ops.bitselect(b, a, ltU(a, b));
    }

    /** {@code i8x16.abs}. */
    public static V128 abs(V128 a) {
        return new V128(Packed.abs(a.low(), SIGNS, 8), Packed.abs(a.high(), SIGNS, 8));
    }

    /** {@code i8x16.neg}. */
    public static V128 neg(V128 a) {
        return new V128(Packed.subtract(0, a.low(), SIGNS), Packed.subtract(0, a.high(), SIGNS));
    }

    /** {@code i8x16.add}. */
    public static V128 add(V128 a, V128 b) {
        return new V128(Packed.add(a.low(), b.low(), SIGNS), Packed.add(a.high(), b.high(), SIGNS));
    }

    /** {@code i8x16.sub}. */
    public static V128 sub(V128 a, V128 b) {
        return new V128(Packed.subtract(a.low(), b.low(), SIGNS), Packed.subtract(a.high(), b.high(), SIGNS));
    }

    /** {@code i8x16.shl}. */
    public static V128 shl(V128 a, int count) {
        return new V128(Packed.shiftLeft(a.low(), count, ONES, 8), Packed.shiftLeft(a.high(), count, ONES, 8));
    }

    /** {@code i8x16.shr_s}. */
    public static V128 shrS(V128 a, int count) {
        return new V128(Packed.shiftRight(a.low(), count, ONES, 8), Packed.shiftRight(a.high(), count, ONES, 8));
    }

    /** {@code i8x16.shr_u}. */
    public static V128 shrU(V128 a, int count) {
        return new V128(
                Packed.shiftRightUnsigned(a.low(), count, ONES, 8),
                Packed.shiftRightUnsigned(a.high(), count, ONES, 8));
    }

    /** {@code i8x16.all_true}. */
    public static int allTrue(V128 a) {
        return (Packed.zeros(a.low(), SIGNS) | Packed.zeros(a.high(), SIGNS)) == 0 ? 1 : 0;
    }

    /** {@code i8x16.add_sat_s}. */
    public static V128 addSatS(V128 a, V128 b) {
        return new V128(
                Packed.addSaturating(a.low(), b.low(), SIGNS, 8), Packed.addSaturating(a.high(), b.high(), SIGNS, 8));
    }

    /** {@code i8x16.sub_sat_s}. */
    public static V128 subSatS(V128 a, V128 b) {
        return new V128(
                Packed.subtractSaturating(a.low(), b.low(), SIGNS, 8),
                Packed.subtractSaturating(a.high(), b.high(), SIGNS, 8));
    }

    /** {@code i8x16.add_sat_u}. */
    public static V128 addSatU(V128 a, V128 b) {
        return new V128(
                Packed.addSaturatingUnsigned(a.low(), b.low(), SIGNS, 8),
                Packed.addSaturatingUnsigned(a.high(), b.high(), SIGNS, 8));
    }

    /** {@code i8x16.sub_sat_u}. */
    public static V128 subSatU(V128 a, V128 b) {
        return new V128(
                Packed.subtractSaturatingUnsigned(a.low(), b.low(), SIGNS, 8),
                Packed.subtractSaturatingUnsigned(a.high(), b.high(), SIGNS, 8));
    }

    /** {@code i8x16.avgr_u}. */
    public static V128 avgrU(V128 a, V128 b) {
        return new V128(
                Packed.averageUnsigned(a.low(), b.low(), SIGNS), Packed.averageUnsigned(a.high(), b.high(), SIGNS));
    }

    /** {@code i8x16.popcnt}. */
    public static V128 popcnt(V128 a) {
        return new V128(counts(a.low()), counts(a.high()));
    }

    private static long counts(long a) {
        long pairs = a - ((a >>> 1) & 0x5555_5555_5555_5555L);
        long fours = (pairs & 0x3333_3333_3333_3333L) + ((pairs >>> 2) & 0x3333_3333_3333_3333L);
        return (fours + (fours >>> 4)) & 0x0f0f_0f0f_0f0f_0f0fL;
    }

    /** {@code i8x16.bitmask}. */
    public static int bitmask(V128 a) {
        return signs(a.low()) | signs(a.high()) << 8;
    }

    /** The top bits of the lanes, gathered by a multiplication that adds each of them at its place in the top byte. */
    private static int signs(long a) {
        return (int) ((((a & SIGNS) >>> 7) * 0x0102_0408_1020_4080L) >>> 56);
    }

    /** {@code i8x16.splat}. */
    public static V128 splat(int value) {
        long lanes = (value & 0xff) * ONES;
        return new V128(lanes, lanes);
    }

    /** {@code i8x16.extract_lane_s}. */
    public static int extractLaneS(V128 a, int lane) {
        return (byte) extractLaneU(a, lane);
    }

    /** {@code i8x16.extract_lane_u}. */
    public static int extractLaneU(V128 a, int lane) {
        return (int) ((lane < 8 ? a.low() : a.high()) >>> (lane * 8)) & 0xff;
    }

    /** {@code i8x16.replace_lane}. */
    public static V128 replaceLane(V128 a, int value, int lane) {
        long bits = (value & 0xffL) << (lane * 8);
        long keep = ~(0xffL << (lane * 8));
        return lane < 8 ? new V128((a.low() & keep) | bits, a.high()) : new V128(a.low(), (a.high() & keep) | bits);
    }

    /** {@code i8x16.swizzle}. */
    public static V128 swizzle(V128 a, V128 indices) {
        return new V128(pick(a, indices.low()), pick(a, indices.high()));
    }

    private static long pick(V128 a, long indices) {
        long result = 0;
        for (int i = 0; i < 64; i += 8) {
            int index = (int) (indices >>> i) & 0xff;
            long half = index < 8 ? a.low() : index < 16 ? a.high() : 0;
            result |= (half >>> (index * 8) & 0xff) << i;
        }
        return result;
    }

    /** {@code i8x16.shuffle}; the lane indices, 0 to 31, are the bytes of {@code low} and {@code high}. */
    public static V128 shuffle(V128 a, V128 b, long low, long high) {
        return new V128(pick(a, b, low), pick(a, b, high));
    }

    private static long pick(V128 a, V128 b, long indices) {
        long result = 0;
        for (int i = 0; i < 64; i += 8) {
            int index = (int) (indices >>> i) & 0x1f;
            long half = index < 16 ? (index < 8 ? a.low() : a.high()) : index < 24 ? b.low() : b.high();
            result |= (half >>> (index * 8) & 0xff) << i;
        }
        return result;
    }

    /** {@code i8x16.narrow_i16x8_s}. */
    public static V128 narrowI16x8S(V128 a, V128 b) {
        return new V128(narrowS(a.low()) | narrowS(a.high()) << 32, narrowS(b.low()) | narrowS(b.high()) << 32);
    }

    private static long narrowS(long a) {
        return clampS((short) a)
                | clampS((short) (a >>> 16)) << 8
                | clampS((short) (a >>> 32)) << 16
                | clampS((short) (a >>> 48)) << 24;
    }

    private static long clampS(int value) {
        return Math.clamp(value, -128, 127) & 0xff;
    }

    /** {@code i8x16.narrow_i16x8_u}. */
    public static V128 narrowI16x8U(V128 a, V128 b) {
        return new V128(narrowU(a.low()) | narrowU(a.high()) << 32, narrowU(b.low()) | narrowU(b.high()) << 32);
    }

    private static long narrowU(long a) {
        return clampU((short) a)
                | clampU((short) (a >>> 16)) << 8
                | clampU((short) (a >>> 32)) << 16
                | clampU((short) (a >>> 48)) << 24;
    }

    private static long clampU(int value) {
        return Math.clamp(value, 0, 255);
    }
}
