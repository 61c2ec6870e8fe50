package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.habu.compiler.text.WatParser;
import dev.habu.wasm.Imports;
import dev.habu.wasm.Instance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arithmetic on a signalling NaN gives a quiet one, in the JVM's interpreter as in the code of both of its compilers. */
class SignallingNanTest {
    /** Enough for the loop to be replaced by optimised code while it runs. */
    private static final int ROUNDS = 3_000_000;

    @ParameterizedTest
    @CsvSource({"min, 2", "max, 2", "ceil, 1", "floor, 1", "trunc, 1", "nearest, 1", "sqrt, 1", "add, 2", "mul, 2"})
    void becomesQuietHoweverHotTheCode(String operation, int operands) {
        assertEquals(0, signalling("f64", "i64", "0x7ff4000000000000", "0x0008000000000000", operation, operands));
        assertEquals(0, signalling("f32", "i32", "0x7fa00000", "0x00400000", operation, operands));
    }

    /** How often the operation's result was a NaN without its quiet bit. */
    private static int signalling(String type, String bits, String nan, String quiet, String operation, int operands) {
        String operand = "(" + type + ".reinterpret_" + bits + " (local.get $nan))";
        String module = """
                (module (func $once (param $nan BITS) (result TYPE) (TYPE.OPERATION OPERANDS))
                  (func (export "count") (param $nan BITS) (param $rounds i32) (result i32) (local $count i32)
                    (loop $again
                      (if (BITS.eqz (BITS.and (BITS.reinterpret_TYPE (call $once (local.get $nan))) (BITS.const QUIET)))
                        (then (local.set $count (i32.add (local.get $count) (i32.const 1)))))
                      (br_if $again (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
                    (local.get $count)))""".replace("TYPE", type)
                .replace("BITS", bits)
                .replace("OPERATION", operation)
                .replace("OPERANDS", operand.repeat(operands))
                .replace("QUIET", quiet);
        Instance instance = WasmCompiler.compile(
                        WatParser.parse(module, "nan.wat"), new CompileOptions("test.nan." + type + operation))
                .load()
                .instantiate(Imports.NONE);
        Object argument = bits.equals("i64") ? (Object) Long.decode(nan) : (Object) Integer.decode(nan);
        return (int) instance.function("count").apply(argument, ROUNDS)[0];
    }
}
