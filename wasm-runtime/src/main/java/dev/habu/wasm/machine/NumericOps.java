package dev.habu.wasm.machine;

import dev.habu.wasm.Trap;

/** Numeric instructions (WebAssembly 3.0, section 4.3) that are more than one JVM instruction or method of the JDK; compiled code calls them. */
public final class NumericOps {
    private NumericOps() {}

    /** {@code i32.div_s}. */
    public static int i32DivS(int a, int b) {
        if (b == 0) {
            throw new Trap(Trap.Kind.INTEGER_DIVIDE_BY_ZERO);
        }
        if (a == Integer.MIN_VALUE && b == -1) {
            throw new Trap(Trap.Kind.INTEGER_OVERFLOW);
        }
        return a / b;
    }

    /** {@code i32.div_u}. */
    public static int i32DivU(int a, int b) {
        if (b == 0) {
            throw new Trap(Trap.Kind.INTEGER_DIVIDE_BY_ZERO);
        }
        return Integer.divideUnsigned(a, b);
    }

    /** {@code i32.rem_s}. */
    public static int i32RemS(int a, int b) {
        if (b == 0) {
            throw new Trap(Trap.Kind.INTEGER_DIVIDE_BY_ZERO);
        }
        return a % b;
    }

    /** {@code i32.rem_u}. */
    public static int i32RemU(int a, int b) {
        if (b == 0) {
            throw new Trap(Trap.Kind.INTEGER_DIVIDE_BY_ZERO);
        }
        return Integer.remainderUnsigned(a, b);
    }

    /** {@code i64.div_s}. */
    public static long i64DivS(long a, long b) {
        if (b == 0) {
            throw new Trap(Trap.Kind.INTEGER_DIVIDE_BY_ZERO);
        }
        if (a == Long.MIN_VALUE && b == -1) {
            throw new Trap(Trap.Kind.INTEGER_OVERFLOW);
        }
        return a / b;
    }

    /** {@code i64.div_u}. */
    public static long i64DivU(long a, long b) {
        if (b == 0) {
            throw new Trap(Trap.Kind.INTEGER_DIVIDE_BY_ZERO);
        }
        return Long.divideUnsigned(a, b);
    }

    /** {@code i64.rem_s}. */
    public static long i64RemS(long a, long b) {
        if (b == 0) {
            throw new Trap(Trap.Kind.INTEGER_DIVIDE_BY_ZERO);
        }
        return a % b;
    }

    /** {@code i64.rem_u}. */
    public static long i64RemU(long a, long b) {
        if (b == 0) {
            throw new Trap(Trap.Kind.INTEGER_DIVIDE_BY_ZERO);
        }
        return Long.remainderUnsigned(a, b);
    }

    /** {@code i32.trunc_f32_s}; a float's value is exact as a double. */
    public static int i32TruncF32S(float a) {
        return i32TruncF64S(a);
    }

    /** {@code i32.trunc_f32_u}. */
    public static int i32TruncF32U(float a) {
        return i32TruncF64U(a);
    }

    /** {@code i32.trunc_f64_s}. */
    public static int i32TruncF64S(double a) {
        if (a > -2147483649.0 && a < 2147483648.0) {
            return (int) a;
        }
        throw invalid(a);
    }

    /** {@code i32.trunc_f64_u}. */
    public static int i32TruncF64U(double a) {
        if (a > -1.0 && a < 4294967296.0) {
            return (int) (long) a;
        }
        throw invalid(a);
    }

    /** {@code i64.trunc_f32_s}. */
    public static long i64TruncF32S(float a) {
        return i64TruncF64S(a);
    }

    /** {@code i64.trunc_f32_u}. */
    public static long i64TruncF32U(float a) {
        return i64TruncF64U(a);
    }

    /** {@code i64.trunc_f64_s}. */
    public static long i64TruncF64S(double a) {
        if (a >= -0x1p63 && a < 0x1p63) {
            return (long) a;
        }
        throw invalid(a);
    }

    /** {@code i64.trunc_f64_u}. */
    public static long i64TruncF64U(double a) {
        if (a > -1.0 && a < 0x1p64) {
            return i64TruncSatF64U(a);
        }
        throw invalid(a);
    }

    private static Trap invalid(double a) {
        return new Trap(Double.isNaN(a) ? Trap.Kind.INVALID_CONVERSION_TO_INTEGER : Trap.Kind.INTEGER_OVERFLOW);
    }

    /** {@code i32.trunc_sat_f32_u}. */
    public static int i32TruncSatF32U(float a) {
        return i32TruncSatF64U(a);
    }

    /** {@code i32.trunc_sat_f64_u}. */
    public static int i32TruncSatF64U(double a) {
        return a > 0 ? (int) Math.min((long) a, 0xffff_ffffL) : 0;
    }

    /** {@code i64.trunc_sat_f32_u}. */
    public static long i64TruncSatF32U(float a) {
        return i64TruncSatF64U(a);
    }

    /** {@code i64.trunc_sat_f64_u}. */
    public static long i64TruncSatF64U(double a) {
        if (!(a > 0)) {
            return 0;
        }
        if (a < 0x1p63) {
            return (long) a;
        }
        return a < 0x1p64 ? (long) (a - 0x1p63) + Long.MIN_VALUE : -1;
    }

    /** {@code f32.convert_i32_u}. */
    public static float f32ConvertI32U(int a) {
        return (float) Integer.toUnsignedLong(a);
    }

    /** {@code f64.convert_i32_u}. */
    public static double f64ConvertI32U(int a) {
        return (double) Integer.toUnsignedLong(a);
    }

    /** {@code f32.convert_i64_u}; halving keeps the lowest bit sticky so that rounding is right. */
    public static float f32ConvertI64U(long a) {
        return a >= 0 ? (float) a : (float) ((a >>> 1) | (a & 1)) * 2f;
    }

    /** {@code f64.convert_i64_u}. */
    public static double f64ConvertI64U(long a) {
        return a >= 0 ? (double) a : (double) ((a >>> 1) | (a & 1)) * 2d;
    }

    /** {@code f32.trunc}; going through double is exact, its NaN stays a NaN. */
    public static float f32Trunc(float a) {
        return (float) f64Trunc(a);
    }

    /** {@code f64.trunc}. */
    public static double f64Trunc(double a) {
        return (a < 0 ? Math.ceil(a) : Math.floor(a)) + -0.0; // a signalling NaN becomes quiet, all else stays
    }

    /** {@code f32.ceil}. */
    public static float f32Ceil(float a) {
        return (float) Math.ceil(a);
    }

    /** {@code f32.floor}. */
    public static float f32Floor(float a) {
        return (float) Math.floor(a);
    }

    /** {@code f32.nearest}. */
    public static float f32Nearest(float a) {
        return (float) Math.rint(a);
    }

    /** {@code f32.sqrt}. */
    public static float f32Sqrt(float a) {
        return (float) Math.sqrt(a);
    }

    /** {@code f32.copysign}, which honours the sign of a NaN. */
    public static float f32Copysign(float a, float b) {
        return Float.intBitsToFloat(
                (Float.floatToRawIntBits(a) & 0x7fff_ffff) | (Float.floatToRawIntBits(b) & 0x8000_0000));
    }

    /** {@code f64.copysign}, which honours the sign of a NaN. */
    public static double f64Copysign(double a, double b) {
        return Double.longBitsToDouble(
                (Double.doubleToRawLongBits(a) & Long.MAX_VALUE) | (Double.doubleToRawLongBits(b) & Long.MIN_VALUE));
    }

    /** {@code f32.abs}, which only clears the sign bit, also of a NaN. */
    public static float f32Abs(float a) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(a) & 0x7fff_ffff);
    }

    /** {@code f64.abs}, which only clears the sign bit, also of a NaN. */
    public static double f64Abs(double a) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(a) & Long.MAX_VALUE);
    }

    /** {@code f32.neg}, which only flips the sign bit, also of a NaN. */
    public static float f32Neg(float a) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(a) ^ 0x8000_0000);
    }

    /** {@code f64.neg}, which only flips the sign bit, also of a NaN. */
    public static double f64Neg(double a) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(a) ^ Long.MIN_VALUE);
    }
}
