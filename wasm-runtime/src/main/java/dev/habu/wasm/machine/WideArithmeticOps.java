package dev.habu.wasm.machine;

import dev.habu.wasm.V128;

/** Arithmetic with results of 128 bits (the wide arithmetic proposal); compiled code calls it and takes the halves apart. */
public final class WideArithmeticOps {
    private WideArithmeticOps() {}

    /** {@code i64.add128}. */
    public static V128 add128(long aLow, long aHigh, long bLow, long bHigh) {
        long low = aLow + bLow;
        int carry = Long.compareUnsigned(low, aLow) < 0 ? 1 : 0;
        return new V128(low, aHigh + bHigh + carry);
    }

    /** {@code i64.sub128}. */
    public static V128 sub128(long aLow, long aHigh, long bLow, long bHigh) {
        int borrow = Long.compareUnsigned(aLow, bLow) < 0 ? 1 : 0;
        return new V128(aLow - bLow, aHigh - bHigh - borrow);
    }

    /** {@code i64.mul_wide_s}. */
    public static V128 mulWideS(long a, long b) {
        return new V128(a * b, Math.multiplyHigh(a, b));
    }

    /** {@code i64.mul_wide_u}. */
    public static V128 mulWideU(long a, long b) {
        return new V128(a * b, Math.unsignedMultiplyHigh(a, b));
    }

    /** The lower half of a result. */
    public static long low(V128 result) {
        return result.low();
    }

    /** The upper half of a result. */
    public static long high(V128 result) {
        return result.high();
    }
}
