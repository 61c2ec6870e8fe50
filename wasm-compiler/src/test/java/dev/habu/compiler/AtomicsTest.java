package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.habu.compiler.text.WatParser;
import dev.habu.wasm.Imports;
import dev.habu.wasm.Instance;
import dev.habu.wasm.Memory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the suite's scripts of the threads proposal leave open. */
class AtomicsTest {
    /**
     * Of an expected value only as many bits are compared as the access has ("packed cmpxchg wraps before comparing", WebAssembly/threads issue 195). Found by the
     * fuzzer, seed 71000519.
     */
    @ParameterizedTest
    @ValueSource(strings = {"(memory 1 1)", "(memory 1 1 shared)"})
    void aNarrowCompareExchangeIgnoresTheUpperBitsOfTheExpectedValue(String memory) {
        for (String[] each : new String[][] {
            {"i32.atomic.rmw8.cmpxchg_u", "i32", "0x7fffff11", "0xcdcdcdcd", "17", "11111111111111cd"},
            {"i32.atomic.rmw16.cmpxchg_u", "i32", "0xffff1111", "0xcafecafe", "4369", "111111111111cafe"},
            {"i64.atomic.rmw8.cmpxchg_u", "i64", "0x111", "0x4242424242424242", "17", "1111111111111142"},
            {"i64.atomic.rmw16.cmpxchg_u", "i64", "-61167", "0xbeefbeefbeefbeef", "4369", "111111111111beef"},
            {"i64.atomic.rmw32.cmpxchg_u", "i64", "0x111111111", "0xcabba6e5cabba6e5", "286331153", "11111111cabba6e5"},
        }) {
            String text = "(module %s (export \"memory\" (memory 0)) (data (i32.const 0) \"%s\")"
                            .formatted(memory, "\\11".repeat(8))
                    + "(func (export \"f\") (result i64) (i64.extend_i32_u (%s (i32.const 0) (%s.const %s) (%s.const %s)))))"
                            .formatted(each[0], each[1], each[2], each[1], each[3]);
            if (each[1].equals("i64")) {
                text = text.replace("(i64.extend_i32_u (", "(block (result i64) (");
            }
            Instance instance = WasmCompiler.compile(
                            WatParser.parse(text, "atomics.wat"), new CompileOptions("test.atomics"))
                    .load()
                    .instantiate(Imports.NONE);
            assertArrayEquals(
                    new Object[] {Long.valueOf(each[4])}, instance.function("f").apply(), each[0]);
            assertEquals(each[5], Long.toHexString(((Memory) instance.export("memory")).read(0, 8)), each[0]);
        }
    }
}
