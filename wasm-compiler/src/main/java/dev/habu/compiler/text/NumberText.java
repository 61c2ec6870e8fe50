package dev.habu.compiler.text;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Number literals (WebAssembly 3.0, section 6.3.2). Every method returns the exact value or says why there is none. */
final class NumberText {
    private static final Pattern INTEGER = Pattern.compile("([+-]?)(?:0x([0-9a-fA-F]+)|([0-9]+))");
    private static final Pattern FLOAT = Pattern.compile("[+-]?[0-9]+(?:\\.[0-9]*)?(?:[eE][+-]?[0-9]+)?");
    private static final Pattern HEX_FLOAT =
            Pattern.compile("[+-]?0x[0-9a-fA-F]+(?:\\.[0-9a-fA-F]*)?([pP][+-]?[0-9]+)?");
    private static final Pattern NAN = Pattern.compile("([+-]?)nan(?::0x([0-9a-fA-F]+))?");

    private NumberText() {}

    /** A literal is not a number of the wanted kind; the message says whether in form or in range. */
    static final class BadNumberException extends Exception {
        private static final long serialVersionUID = 1L;

        BadNumberException(String message) {
            super(message);
        }
    }

    /** The value of an unsigned literal up to {@code max}, or -1 if the text is no such literal. */
    static long unsigned(String text, long max) {
        BigInteger value = integer(text, false);
        return value == null || value.compareTo(BigInteger.valueOf(max)) > 0 ? -1 : value.longValue();
    }

    /** An unsigned literal of so many bits. */
    static long unsignedBits(String text, int bits) throws BadNumberException {
        BigInteger value = integer(text, false);
        if (value == null) {
            throw new BadNumberException("unexpected token " + text + ": an unsigned integer was expected");
        }
        if (value.bitLength() > bits) {
            throw new BadNumberException("i" + bits + " constant out of range: " + text);
        }
        return value.longValue();
    }

    /** A signed or unsigned literal of so many bits, as two's complement. */
    static long bits(String text, int bits) throws BadNumberException {
        BigInteger value = integer(text, true);
        if (value == null) {
            throw new BadNumberException("unexpected token " + text + ": an i" + bits + " constant was expected");
        }
        boolean fits = value.signum() < 0 ? value.bitLength() < bits : value.bitLength() <= bits;
        if (!fits) {
            throw new BadNumberException("i" + bits + " constant out of range: " + text);
        }
        return value.longValue();
    }

    /** The IEEE 754 bits of a 32-bit literal. */
    static int f32(String text) throws BadNumberException {
        Matcher nan = NAN.matcher(digits(text));
        if (nan.matches()) {
            return (int) nan(nan, 23, text) | (nan.group(1).equals("-") ? 0xFF80_0000 : 0x7F80_0000);
        }
        if (isInfinity(text)) {
            return Float.floatToRawIntBits(text.startsWith("-") ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY);
        }
        float value = Float.parseFloat(javaLiteral(text, "f32"));
        if (Float.isInfinite(value)) {
            throw new BadNumberException("f32 constant out of range: " + text);
        }
        return Float.floatToRawIntBits(value);
    }

    /** The IEEE 754 bits of a 64-bit literal. */
    static long f64(String text) throws BadNumberException {
        Matcher nan = NAN.matcher(digits(text));
        if (nan.matches()) {
            return nan(nan, 52, text) | (nan.group(1).equals("-") ? 0xFFF0L << 48 : 0x7FF0L << 48);
        }
        if (isInfinity(text)) {
            return Double.doubleToRawLongBits(
                    text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        double value = Double.parseDouble(javaLiteral(text, "f64"));
        if (Double.isInfinite(value)) {
            throw new BadNumberException("f64 constant out of range: " + text);
        }
        return Double.doubleToRawLongBits(value);
    }

    private static boolean isInfinity(String text) {
        return text.equals("inf") || text.equals("+inf") || text.equals("-inf");
    }

    private static long nan(Matcher nan, int mantissa, String text) throws BadNumberException {
        if (nan.group(2) == null) {
            return 1L << (mantissa - 1);
        }
        BigInteger payload = new BigInteger(nan.group(2), 16);
        if (payload.signum() == 0 || payload.bitLength() > mantissa) {
            throw new BadNumberException("constant out of range: the payload of " + text);
        }
        return payload.longValue();
    }

    /** The literal as Java writes it; Java rounds decimal and hexadecimal literals of any length correctly. */
    private static String javaLiteral(String text, String type) throws BadNumberException {
        String digits = digits(text);
        Matcher hex = HEX_FLOAT.matcher(digits);
        if (hex.matches()) {
            return digits + (hex.group(1) == null ? "p0" : "");
        }
        if (!FLOAT.matcher(digits).matches()) {
            throw new BadNumberException("unexpected token " + text + ": an " + type + " constant was expected");
        }
        return digits;
    }

    private static BigInteger integer(String text, boolean signs) {
        Matcher matcher = INTEGER.matcher(digits(text));
        if (!matcher.matches() || (!signs && !matcher.group(1).isEmpty())) {
            return null;
        }
        BigInteger value =
                matcher.group(2) != null ? new BigInteger(matcher.group(2), 16) : new BigInteger(matcher.group(3));
        return matcher.group(1).equals("-") ? value.negate() : value;
    }

    /** The text without the underscores that are between two digits. */
    private static String digits(String text) {
        if (text.indexOf('_') < 0) {
            return text;
        }
        int radix = text.contains("0x") ? 16 : 10;
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean separator = c == '_'
                    && i > 0
                    && i + 1 < text.length()
                    && Character.digit(text.charAt(i - 1), radix) >= 0
                    && Character.digit(text.charAt(i + 1), radix) >= 0;
            if (!separator) {
                digits.append(c);
            }
        }
        return digits.toString();
    }
}
