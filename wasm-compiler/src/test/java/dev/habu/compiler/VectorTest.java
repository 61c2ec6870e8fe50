package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.habu.compiler.instruction.Instruction;
import dev.habu.compiler.text.WatParser;
import dev.habu.wasm.Instance;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.V128;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.VectorType;
import dev.habu.wasm.WasmFunction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vectors in compiled code, beside what the specification's scripts test. */
final class VectorTest {
    /** Enough calls for C2 to compile a function. */
    private static final int CALLS = 12_000;

    /** Vectors with signalling and quiet NaNs, zeros of both signs, the largest and smallest integers of all widths. */
    private static final V128[] VECTORS = {
        V128.ZERO,
        new V128(-1, -1),
        new V128(0x7fa0_0000_ffa0_0001L, 0x7ff4_0000_0000_0001L),
        new V128(0x8000_0000_0000_0000L, 0x8000_0000_7fff_ffffL),
        new V128(0x7f80_8000_7fff_ff80L, 0x0102_0304_0506_0708L),
        new V128(Double.doubleToRawLongBits(-0.5), Double.doubleToRawLongBits(1e300)),
        new V128(0xbf00_0000_3fc0_0000L, 0x4f00_0000_cf80_0000L)
    };

    /** HotSpot's interpreter and C2 do not agree on everything that Java leaves open, such as what becomes of a NaN. */
    @Test
    void optimisedCodeGivesWhatInterpretedCodeGave() {
        List<Instruction> instructions = new ArrayList<>();
        StringBuilder text = new StringBuilder("(module");
        for (Instruction i : Instruction.values()) {
            if (i.opcode() >>> 16 == 0xFD && i.accessSize() == 0 && i != Instruction.V128_CONST) {
                text.append(function(i));
                instructions.add(i);
            }
        }
        Instance instance = instantiate(text.append(")").toString(), CompileOptions.HOTSPOT_LIMIT);
        for (Instruction i : instructions) {
            WasmFunction function = instance.function(i.text());
            Object[][] first = new Object[VECTORS.length][];
            for (int call = 0; call < CALLS; call++) {
                int at = call % VECTORS.length;
                Object[] results = function.apply(arguments(i.operands(), at, call / VECTORS.length % 3));
                if (call < VECTORS.length) {
                    first[at] = results;
                } else if (call / VECTORS.length % 3 == 0) {
                    assertEquals(bits(i, first[at][0]), bits(i, results[0]), i.text() + " of " + VECTORS[at]);
                }
            }
        }
    }

    private static String function(Instruction i) {
        StringBuilder text = new StringBuilder("(func (export \"" + i.text() + "\") (param");
        i.operands().forEach(type -> text.append(' ').append(type));
        text.append(") (result ").append(i.results().getFirst()).append(')');
        for (int k = 0; k < i.operands().size(); k++) {
            text.append(" local.get ").append(k);
        }
        text.append(' ').append(i.text());
        if (i == Instruction.I8X16_SHUFFLE) {
            text.append(" 31 0 29 2 27 4 25 6 23 8 21 10 19 12 17 14");
        } else if (i.lanes() > 0) {
            text.append(' ').append(i.lanes() - 1);
        }
        return text.append(")").toString();
    }

    private static Object[] arguments(List<ValueType> types, int at, int shift) {
        Object[] arguments = new Object[types.size()];
        for (int k = 0; k < arguments.length; k++) {
            V128 vector = VECTORS[(at + k * (shift + 2)) % VECTORS.length];
            arguments[k] = switch (types.get(k)) {
                case VectorType v -> vector;
                case NumberType.I32 -> (int) vector.low();
                case NumberType.I64 -> vector.high();
                case NumberType.F32 -> Float.intBitsToFloat((int) vector.low());
                case NumberType.F64 -> Double.longBitsToDouble(vector.high());
                default -> throw new AssertionError(types);
            };
        }
        return arguments;
    }

    /** A result in which all quiet NaNs are alike: WebAssembly leaves their sign open. */
    private static Object bits(Instruction i, Object value) {
        boolean floats = i.text().startsWith("f");
        return switch (value) {
            case V128(long low, long high) when floats -> List.of(bits(i, low), bits(i, high));
            case Long lanes
            when floats && i.text().startsWith("f32") ->
                List.of(single(lanes.intValue()), single((int) (lanes >>> 32)));
            case Long lane
            when floats -> Double.isNaN(Double.longBitsToDouble(lane)) && (lane & 1L << 51) != 0 ? "nan" : lane;
            case Float f -> single(Float.floatToRawIntBits(f));
            case Double d -> Double.doubleToRawLongBits(d);
            default -> value;
        };
    }

    private static Object single(int bits) {
        return Float.isNaN(Float.intBitsToFloat(bits)) && (bits & 1 << 22) != 0 ? "nan" : bits;
    }

    /** A sum over a loop, with a vector local on both sides of the cuts that a small method size makes. */
    @Test
    void vectorsCrossCuts() {
        String text = """
                (module
                  (func (export "sum") (param $n i32) (param $by v128) (result v128)
                    (local $sum v128) (local $never v128)
                    (loop $again
                      (local.set $sum (i32x4.add (local.get $sum) (local.get $by)))
                      (if (i32.and (local.get $n) (i32.const 1))
                        (then (local.set $sum (i32x4.sub (local.get $sum) (v128.const i32x4 0 0 0 1))))
                        (else (local.set $sum (v128.xor (local.get $sum) (local.get $never)))))
                      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                    (block (result v128)
                      (local.get $sum)
                      (br_if 0 (v128.any_true (local.get $never)))
                      (i32x4.add (local.get $never)))))
                """;
        for (int size : new int[] {CompileOptions.HOTSPOT_LIMIT, 150, 100}) {
            Object[] results =
                    instantiate(text, size).function("sum").apply(4, new V128(0x2_0000_0001L, 0x4_0000_0003L));
            assertEquals(new V128(0x8_0000_0004L, 0xe_0000_000cL), results[0], "method size " + size);
        }
    }

    private static Instance instantiate(String text, int methodSize) {
        byte[] wasm = WatParser.parse(text.getBytes(StandardCharsets.UTF_8), "vectors.wat");
        CompileOptions options = new CompileOptions("vectors", 1, (done, total) -> {}, methodSize);
        return WasmCompiler.compile(wasm, options).load().instantiate((module, name, type) -> null);
    }
}
