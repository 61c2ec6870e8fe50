package dev.habu.wasm.machine;

/**
 * Arithmetic on lanes packed in a long, all at once. {@code signs} has the top bit of each lane set and so says how wide the lanes are; callers pass a constant,
 * so that HotSpot folds it. Comparisons answer with the top bit of each lane; {@link #spread} makes it fill the lane.
 */
final class Packed {
    private Packed() {}

    /** Fills each lane with its top bit; all other bits of {@code tops} are zero. */
    static long spread(long tops, int bits) {
        return (tops << 1) - (tops >>> (bits - 1));
    }

    /** Bits of {@code a} where {@code mask} is set, else of {@code b}. */
    static long select(long mask, long a, long b) {
        return b ^ ((a ^ b) & mask);
    }

    static long add(long a, long b, long signs) {
        return ((a & ~signs) + (b & ~signs)) ^ ((a ^ b) & signs);
    }

    static long subtract(long a, long b, long signs) {
        return ((a | signs) - (b & ~signs)) ^ ((a ^ ~b) & signs);
    }

    /** Top bits of the lanes that are zero. */
    static long zeros(long a, long signs) {
        return ~(((a & ~signs) + ~signs) | a) & signs;
    }

    /** Top bits of the lanes in which {@code a} is less, unsigned: those where subtracting borrows. */
    static long lessUnsigned(long a, long b, long signs) {
        return ((~a & b) | (~(a ^ b) & subtract(a, b, signs))) & signs;
    }

    /** Top bits of the lanes in which {@code a} is less, signed. */
    static long less(long a, long b, long signs) {
        return lessUnsigned(a ^ signs, b ^ signs, signs);
    }

    static long addSaturatingUnsigned(long a, long b, long signs, int bits) {
        long sum = add(a, b, signs);
        return sum | spread(((a & b) | ((a | b) & ~sum)) & signs, bits);
    }

    static long subtractSaturatingUnsigned(long a, long b, long signs, int bits) {
        return subtract(a, b, signs) & ~spread(lessUnsigned(a, b, signs), bits);
    }

    static long addSaturating(long a, long b, long signs, int bits) {
        long sum = add(a, b, signs);
        return select(spread(~(a ^ b) & (a ^ sum) & signs, bits), limit(a, signs, bits), sum);
    }

    static long subtractSaturating(long a, long b, long signs, int bits) {
        long difference = subtract(a, b, signs);
        return select(spread((a ^ b) & (a ^ difference) & signs, bits), limit(a, signs, bits), difference);
    }

    /** The largest value in lanes that are not negative, the smallest in the others. */
    private static long limit(long a, long signs, int bits) {
        return ((a & signs) >>> (bits - 1)) + ~signs;
    }

    static long abs(long a, long signs, int bits) {
        long negative = spread(a & signs, bits);
        return subtract(a ^ negative, negative, signs);
    }

    /** The average, rounded up. */
    static long averageUnsigned(long a, long b, long signs) {
        return (a | b) - (((a ^ b) >>> 1) & ~signs);
    }

    /** {@code low} has the lowest bit of each lane set; the count is taken modulo {@code bits}. */
    static long shiftLeft(long a, int count, long low, int bits) {
        int by = count & (bits - 1);
        return (a & low * ((1L << (bits - by)) - 1)) << by;
    }

    static long shiftRightUnsigned(long a, int count, long low, int bits) {
        int by = count & (bits - 1);
        return (a >>> by) & low * ((1L << (bits - by)) - 1);
    }

    static long shiftRight(long a, int count, long low, int bits) {
        int by = count & (bits - 1);
        long signs = low << (bits - 1);
        long sign = signs >>> by;
        return subtract(shiftRightUnsigned(a, by, low, bits) ^ sign, sign, signs);
    }
}
