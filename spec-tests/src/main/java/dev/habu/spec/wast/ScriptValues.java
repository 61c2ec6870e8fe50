package dev.habu.spec.wast;

import dev.habu.compiler.text.TextCursor;
import dev.habu.wasm.ArrayInstance;
import dev.habu.wasm.EqObject;
import dev.habu.wasm.I31;
import dev.habu.wasm.StructInstance;
import dev.habu.wasm.V128;
import dev.habu.wasm.WasmException;
import dev.habu.wasm.WasmFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** The constants of scripts: arguments of actions and patterns for their results. */
final class ScriptValues {
    private static final int F32_QUIET = 0x7FC0_0000;
    private static final long F64_QUIET = 0x7FF8L << 48;

    private ScriptValues() {}

    /** What a result must be. */
    @FunctionalInterface
    interface Pattern {
        boolean matches(Object value);
    }

    /** The constants up to the end of the list, as the values that functions take. */
    static Object[] arguments(TextCursor text) {
        List<Object> values = new ArrayList<>();
        while (text.atOpen()) {
            text.open();
            values.add(argument(text.atom(), text));
            text.close();
        }
        return values.toArray();
    }

    /** The patterns up to the end of the list. */
    static List<Pattern> patterns(TextCursor text) {
        List<Pattern> patterns = new ArrayList<>();
        while (text.atOpen()) {
            text.open();
            patterns.add(pattern(text));
            text.close();
        }
        return patterns;
    }

    /** A value as it stands in a message. */
    static String describe(Object value) {
        return switch (value) {
            case null -> "(ref.null)";
            case Integer i -> "(i32.const " + i + ")";
            case Long l -> "(i64.const " + l + ")";
            case Float f -> "(f32.const " + f + ") with bits 0x" + Integer.toHexString(Float.floatToRawIntBits(f));
            case Double d -> "(f64.const " + d + ") with bits 0x" + Long.toHexString(Double.doubleToRawLongBits(d));
            case V128 vector -> "(v128.const " + vector + ")";
            default -> value.toString();
        };
    }

    private static Object argument(String keyword, TextCursor text) {
        return switch (keyword) {
            case "i32.const" -> (int) text.integer(32);
            case "i64.const" -> text.integer(64);
            case "f32.const" -> Float.intBitsToFloat(text.f32());
            case "f64.const" -> Double.longBitsToDouble(text.f64());
            case "v128.const" -> text.vector();
            case "ref.null" -> {
                text.atom();
                yield null;
            }
            case "ref.extern", "ref.host" -> new HostReference(text.u32());
            default -> throw new UnsupportedScriptException("constant " + keyword);
        };
    }

    private static Pattern pattern(TextCursor text) {
        String keyword = text.atom();
        return switch (keyword) {
            case "either" -> {
                List<Pattern> choices = patterns(text);
                yield value -> choices.stream().anyMatch(choice -> choice.matches(value));
            }
            case "f32.const" -> f32(text);
            case "f64.const" -> f64(text);
            case "v128.const" -> vector(text);
            case "ref.null" -> {
                if (!text.atClose()) {
                    text.skip();
                }
                yield Objects::isNull;
            }
            case "ref.func" -> WasmFunction.class::isInstance;
            case "ref.struct" -> StructInstance.class::isInstance;
            case "ref.array" -> ArrayInstance.class::isInstance;
            case "ref.eq" -> EqObject.class::isInstance;
            case "ref.i31" -> I31.class::isInstance;
            case "ref.exn" -> WasmException.class::isInstance;
            case "ref.any" -> Objects::nonNull;
            case "ref.extern", "ref.host" -> text.atClose() ? Objects::nonNull : argument(keyword, text)::equals;
            default -> argument(keyword, text)::equals;
        };
    }

    /** A vector whose lanes are patterns if they are floats. */
    private static Pattern vector(TextCursor text) {
        TextCursor lanes = text.copy();
        boolean single = lanes.accept("f32x4");
        if (!single && !lanes.accept("f64x2")) {
            return text.vector()::equals;
        }
        text.atom();
        List<Pattern> patterns = new ArrayList<>();
        for (int i = 0; i < (single ? 4 : 2); i++) {
            patterns.add(single ? f32(text) : f64(text));
        }
        return value -> value instanceof V128 vector
                && IntStream.range(0, patterns.size())
                        .allMatch(i -> patterns.get(i).matches(lane(vector, i, single)));
    }

    private static Object lane(V128 vector, int lane, boolean single) {
        if (single) {
            return Float.intBitsToFloat((int) ((lane < 2 ? vector.low() : vector.high()) >>> (lane * 32)));
        }
        return Double.longBitsToDouble(lane == 0 ? vector.low() : vector.high());
    }

    private static Pattern f32(TextCursor text) {
        if (text.accept("nan:canonical")) {
            return value -> value instanceof Float f && (Float.floatToRawIntBits(f) & 0x7FFF_FFFF) == F32_QUIET;
        }
        if (text.accept("nan:arithmetic")) {
            return value -> value instanceof Float f && (Float.floatToRawIntBits(f) & F32_QUIET) == F32_QUIET;
        }
        int bits = text.f32();
        return value -> value instanceof Float f && Float.floatToRawIntBits(f) == bits;
    }

    private static Pattern f64(TextCursor text) {
        if (text.accept("nan:canonical")) {
            return value -> value instanceof Double d && (Double.doubleToRawLongBits(d) & Long.MAX_VALUE) == F64_QUIET;
        }
        if (text.accept("nan:arithmetic")) {
            return value -> value instanceof Double d && (Double.doubleToRawLongBits(d) & F64_QUIET) == F64_QUIET;
        }
        long bits = text.f64();
        return value -> value instanceof Double d && Double.doubleToRawLongBits(d) == bits;
    }
}
