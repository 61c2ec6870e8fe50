package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.habu.compiler.text.WatParser;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.Imports;
import dev.habu.wasm.Instance;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.Trap;
import dev.habu.wasm.WasmFunction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tail calls whose caller and callee belong to different instances, which WebAssembly's own suite does not have. */
class TailCallTest {
    private static final int MANY = 200_000;

    private static Instance instance(String text, Imports imports) {
        return WasmCompiler.compile(WatParser.parse(text, "tail.wat"), new CompileOptions("test.tail"))
                .load()
                .instantiate(imports);
    }

    @Test
    void twoInstancesCallEachOtherInTheTailWithoutGrowingTheStack() {
        Instance even = instance(
                "(module (type $t (func (param i64) (result i32 i64))) (table (export \"t\") 2 funcref) (elem (i32.const 0) $even)"
                        + "(func $even (export \"even\") (type $t) (if (i64.eqz (local.get 0)) (then (return (i32.const 1) (i64.const 7))))"
                        + " (return_call_indirect (type $t) (i64.sub (local.get 0) (i64.const 1)) (i32.const 1))))",
                Imports.NONE);
        instance(
                "(module (type $t (func (param i64) (result i32 i64))) (import \"e\" \"even\" (func $even (type $t)))"
                        + "(import \"e\" \"t\" (table 2 funcref)) (elem (i32.const 1) $odd)"
                        + "(func $odd (type $t) (if (i64.eqz (local.get 0)) (then (return (i32.const 0) (i64.const 8))))"
                        + " (return_call $even (i64.sub (local.get 0) (i64.const 1)))))",
                (module, name, type) -> even.export(name));
        assertArrayEquals(new Object[] {1, 7L}, even.function("even").apply((long) MANY));
        assertArrayEquals(new Object[] {0, 8L}, even.function("even").apply(MANY + 1L));
    }

    @Test
    void aHostFunctionCanBeTheLastToBeCalledAndMayCallBack() {
        FunctionType type = new FunctionType(List.of(NumberType.I32), List.of(NumberType.I32));
        Instance[] self = new Instance[1];
        WasmFunction host = WasmFunction.of(type, arguments -> {
            int n = (Integer) arguments[0];
            return n == 0 ? new Object[] {42} : self[0].function("go").apply(n - 1);
        });
        self[0] = instance(
                "(module (import \"h\" \"f\" (func $f (param i32) (result i32)))"
                        + "(func (export \"go\") (param i32) (result i32) (return_call $f (local.get 0))))",
                (module, name, wanted) -> host);
        assertArrayEquals(new Object[] {42}, self[0].function("go").apply(20));
    }

    @Test
    void aTrapInATailCallLeavesTheInstanceUsable() {
        Instance instance = instance(
                "(module (func $trap (result i32) (return_call $other)) (func $other (result i32) (if (result i32) (i32.const 1)"
                        + " (then (unreachable)) (else (return_call $trap))))"
                        + "(func (export \"trap\") (result i32) (return_call $trap)) (func (export \"ok\") (result i32) (i32.const 1)))",
                Imports.NONE);
        assertEquals(
                Trap.Kind.UNREACHABLE,
                assertThrows(Trap.class, () -> instance.function("trap").apply())
                        .kind());
        assertArrayEquals(new Object[] {1}, instance.function("ok").apply());
    }
}
