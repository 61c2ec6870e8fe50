package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.compiler.text.WatParser;
import dev.habu.wasm.Imports;
import dev.habu.wasm.Instance;
import dev.habu.wasm.LinkException;
import dev.habu.wasm.Trap;
import org.junit.jupiter.api.Test;

/** Modules of absurd size work, or are refused with the function, the place and the limit; the JVM never complains. */
class LimitsTest {
    @Test
    void deeplyNestedBlocksWork() {
        int depth = Limit.NESTING - 1;
        Instance instance = instantiate("(module (func (export \"f\") (result i32) " + "block ".repeat(depth) + "br "
                + (depth - 1) + " " + "end ".repeat(depth) + "i32.const 7))");
        assertArrayEquals(new Object[] {7}, instance.function("f").apply());
    }

    @Test
    void deeperNestingIsRefused() {
        LimitException e = refused("(module (func $outer) (func $deep " + "block ".repeat(Limit.NESTING + 1)
                + "end ".repeat(Limit.NESTING + 1) + "))");
        assertEquals(1, e.function());
        assertEquals(Limit.NESTING, e.limit());
        assertTrue(e.getMessage().contains("limit is 100000 (in function 1 \"deep\", at offset 0x"), e.getMessage());
    }

    @Test
    void deepExpressionsWork() {
        int depth = 60_000;
        Instance instance = instantiate("(module (func (export \"f\") (result i32) i32.const 2 "
                + "i32.const 1 ".repeat(depth) + "i32.add ".repeat(depth) + "))");
        assertArrayEquals(new Object[] {depth + 2}, instance.function("f").apply());
    }

    @Test
    void manyLocalsWork() {
        assertArrayEquals(new Object[] {4_950}, manyLocals("i32").function("f").apply());
    }

    /** They need more slots than a JVM method has. */
    @Test
    void manyWideLocalsWorkOrAreRefused() {
        try {
            assertArrayEquals(
                    new Object[] {4_950L}, manyLocals("i64").function("f").apply());
        } catch (LimitException e) {
            assertEquals(0, e.function(), e::getMessage);
        }
    }

    /** A function with as many locals as possible that uses a hundred of them. */
    private static Instance manyLocals(String type) {
        StringBuilder code = new StringBuilder("(module (func (export \"f\") (result " + type + ") (local ");
        code.append((type + " ").repeat(Limit.LOCALS)).append(")");
        for (int i = 0; i < 100; i++) {
            code.append("(local.set ")
                    .append(i * 400 + 399)
                    .append(" (")
                    .append(type)
                    .append(".const ")
                    .append(i)
                    .append("))");
        }
        code.append("(").append(type).append(".const 0)");
        for (int i = 0; i < 100; i++) {
            code.append("(local.get ")
                    .append(i * 400 + 399)
                    .append(") ")
                    .append(type)
                    .append(".add ");
        }
        return instantiate(code.append("))").toString());
    }

    @Test
    void moreLocalsAreRefused() {
        LimitException e = refused("(module (func (local " + "i32 ".repeat(Limit.LOCALS + 1) + ")))");
        assertEquals(Limit.LOCALS, e.limit());
        assertEquals(0, e.function());
        assertTrue(e.offset() > 0);
    }

    @Test
    void aFunctionOfOneMegabyteWorks() {
        StringBuilder code = new StringBuilder("(module (func (export \"f\") (param i32) (result i32)");
        int steps = 112_000;
        for (int i = 0; i < steps; i++) {
            code.append("(local.set 0 (i32.add (local.get 0) (i32.const ")
                    .append(i % 1_000 + 8_192)
                    .append(")))");
        }
        byte[] wasm = WatParser.parse(code.append("(local.get 0)))").toString(), "large.wat");
        assertTrue(wasm.length > 1_000_000, () -> "only " + wasm.length);
        CompiledModule compiled = WasmCompiler.compile(wasm, new CompileOptions("test.large"));
        compiled.methods()
                .forEach(method -> assertTrue(method.size() <= CompileOptions.HOTSPOT_LIMIT, method::toString));
        int sum = 0;
        for (int i = 0; i < steps; i++) {
            sum += i % 1_000 + 8_192;
        }
        assertArrayEquals(
                new Object[] {sum + 5},
                compiled.load().instantiate(Imports.NONE).function("f").apply(5));
    }

    @Test
    void manyFunctionsWork() {
        int count = 100_000;
        StringBuilder code = new StringBuilder("(module (table funcref (elem");
        for (int i = 0; i < count; i += 10) {
            code.append(' ').append(i);
        }
        code.append("))");
        for (int i = 0; i < count; i++) {
            code.append(i % 50 == 0 ? "(func (export \"f" + i + "\")" : "(func")
                    .append(" (result i32) (i32.const ")
                    .append(i)
                    .append("))");
        }
        code.append("(func (export \"at\") (param i32) (result i32) (call_indirect (result i32) (local.get 0))))");
        Instance instance = instantiate(code.toString());
        assertArrayEquals(new Object[] {99_950}, instance.function("f99950").apply());
        assertArrayEquals(new Object[] {99_990}, instance.function("at").apply(9_999));
    }

    @Test
    void aLargeBranchTableWorks() {
        StringBuilder code = new StringBuilder(
                "(module (func (export \"f\") (param i32) (result i32) block block block local.get 0 br_table");
        for (int i = 0; i < 65_536; i++) {
            code.append(' ').append(i % 3);
        }
        code.append(" 2 end i32.const 10 return end i32.const 11 return end i32.const 12))");
        Instance instance = instantiate(code.toString());
        assertArrayEquals(new Object[] {10}, instance.function("f").apply(0));
        assertArrayEquals(new Object[] {11}, instance.function("f").apply(1));
        assertArrayEquals(new Object[] {10}, instance.function("f").apply(65_535));
        assertArrayEquals(new Object[] {11}, instance.function("f").apply(65_533));
        assertArrayEquals(new Object[] {12}, instance.function("f").apply(65_536));
        assertArrayEquals(new Object[] {12}, instance.function("f").apply(-1));
    }

    @Test
    void aBranchTableWithManyTargetsWorks() {
        int targets = 65_536;
        StringBuilder code = new StringBuilder("(module (func (export \"f\") (result i32) (local i32)");
        code.append(" block".repeat(targets)).append(" i32.const 65000 br_table");
        for (int i = 0; i < targets; i++) {
            code.append(' ').append(i);
        }
        for (int i = 0; i < targets; i++) {
            code.append(" end (local.set 0 (i32.add (local.get 0) (i32.const 1)))");
        }
        CompiledModule compiled = WasmCompiler.compile(
                WatParser.parse(code.append(" (local.get 0)))").toString(), "large.wat"),
                new CompileOptions("test.limits"));
        compiled.methods()
                .forEach(method -> assertTrue(method.size() <= CompileOptions.HOTSPOT_LIMIT, method::toString));
        assertArrayEquals(
                new Object[] {65_536 - 65_000},
                compiled.load().instantiate(Imports.NONE).function("f").apply());
    }

    @Test
    void namesNeedNotBeJavaIdentifiers() {
        String[] names = {
            "",
            "a.b;[c/<d>",
            "class",
            "\\u{0}",
            "\\n\\t",
            "\\u{1f600}",
            "a".repeat(70_000),
            "<init>",
            "finalize",
            "f0",
            "é"
        };
        StringBuilder code = new StringBuilder("(module");
        for (int i = 0; i < names.length; i++) {
            code.append("(func (export \"")
                    .append(names[i])
                    .append("\") (result i32) (i32.const ")
                    .append(i)
                    .append("))");
        }
        Instance instance = instantiate(code.append(")").toString());
        assertArrayEquals(new Object[] {0}, instance.function("").apply());
        assertArrayEquals(new Object[] {3}, instance.function("\0").apply());
        assertArrayEquals(new Object[] {5}, instance.function("\ud83d\ude00").apply());
        assertArrayEquals(
                new Object[] {6}, instance.function("a".repeat(70_000)).apply());
        assertArrayEquals(new Object[] {7}, instance.function("<init>").apply());
    }

    @Test
    void exhaustionOfTheStackLeavesTheInstanceUsable() {
        Instance instance = instantiate("""
                (module
                  (global $calls (export "calls") (mut i32) (i32.const 0))
                  (func $down (export "down") (param i32) (result i32)
                    (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
                    (if (result i32) (local.get 0)
                      (then (i32.add (call $down (i32.sub (local.get 0) (i32.const 1))) (i32.const 1)))
                      (else (i32.const 0)))))
                """);
        for (int i = 0; i < 3; i++) {
            Trap trap = assertThrows(Trap.class, () -> instance.function("down").apply(-1));
            assertEquals(Trap.Kind.CALL_STACK_EXHAUSTED, trap.kind());
            assertArrayEquals(new Object[] {50}, instance.function("down").apply(50));
        }
    }

    @Test
    void hugeMemoriesAndTablesAreRefusedBeforeAnythingIsAllocated() {
        for (String declared : new String[] {
            "(memory i64 262145)",
            "(table 4294967295 funcref)",
            "(table 10000001 externref)",
            "(memory 1) (table i64 0xffffffffffffffff funcref)"
        }) {
            LinkException e =
                    assertThrows(LinkException.class, () -> instantiate("(module " + declared + ")"), declared);
            assertTrue(e.getMessage().contains("limit") || e.getMessage().contains("no room"), e::getMessage);
        }
    }

    @Test
    void vectorsThatAreOnlyAnnouncedAreNotAllocated() {
        byte[] wasm = {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 6, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F, 0x60, 0};
        assertThrows(CompileException.class, () -> WasmCompiler.validate(wasm));
    }

    private static LimitException refused(String text) {
        byte[] wasm = WatParser.parse(text, "large.wat");
        return assertThrows(LimitException.class, () -> WasmCompiler.compile(wasm, new CompileOptions("test.limits")));
    }

    private static Instance instantiate(String text) {
        return WasmCompiler.compile(WatParser.parse(text, "large.wat"), new CompileOptions("test.limits"))
                .load()
                .instantiate(Imports.NONE);
    }
}
