package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.habu.compiler.emission.MethodSize;
import dev.habu.compiler.text.WatParser;
import dev.habu.wasm.Imports;
import dev.habu.wasm.WasmFunction;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks in blocks by the thousand, which are left by ways of their own: no method gets too large for HotSpot. */
class NestedCodeTest {
    private static final int LOCALS = 20;

    private static WasmFunction compile(String text, int methodSize) {
        CompiledModule module = WasmCompiler.compile(
                WatParser.parse(text, "nested.wat"),
                new CompileOptions("nested.m", 1, (done, total) -> {}, methodSize));
        List<MethodSize> large = module.methods().stream()
                .filter(method -> method.size() > CompileOptions.HOTSPOT_LIMIT)
                .toList();
        assertEquals(List.of(), large);
        return module.load().instantiate(Imports.NONE).function("run");
    }

    private static String each(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining("\n", "\n", "\n"));
    }

    private static int[] steps(int count) {
        return IntStream.concat(
                        IntStream.of(0, 1, 2, count - 2, count - 1, count),
                        IntStream.iterate(3, i -> i < count, i -> i + 1 + count / 40))
                .toArray();
    }

    /** What a branch leaves behind in locals is there where it leads to, past whole methods. */
    @ParameterizedTest
    @CsvSource({"300, 100", "300, 160", "1000, 4000", "2000, 8000", "8000, 4000"})
    void eachBlockHasABranchOfItsOwn(int blocks, int methodSize) {
        String code = "(module (func (export \"run\") (param $p i32) (result i32) (local"
                + " i32".repeat(LOCALS) + ") (local $sum i32)"
                + " block".repeat(blocks)
                + each(
                        blocks,
                        i ->
                                "(local.set %d (i32.mul (local.get $p) (i32.const %d))) (br_if %d (i32.eq (local.get $p) (i32.const %d)))"
                                        .formatted(1 + i % LOCALS, i + 1, i, i))
                + each(
                        blocks,
                        i -> "end (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (local.get %d)))"
                                .formatted(1 + i % LOCALS))
                + "(local.get $sum)))";
        WasmFunction run = compile(code, methodSize);
        for (int p : steps(blocks)) {
            int[] locals = new int[LOCALS];
            for (int i = 0; i < blocks && (i == 0 || p != i - 1); i++) {
                locals[i % LOCALS] = p * (i + 1);
            }
            int sum = 0;
            for (int i = p < blocks ? p : 0; i < blocks; i++) {
                sum = sum * 31 + locals[i % LOCALS];
            }
            assertArrayEquals(new Object[] {sum}, run.apply(p), "branch " + p);
        }
    }

    @ParameterizedTest
    @CsvSource({"300, 160", "1000, 4000", "2000, 8000"})
    void branchesCarryValuesOutOfMethods(int blocks, int methodSize) {
        String code = "(module (func (export \"run\") (param $p i32) (result i32 i64)"
                + " block (result i32 i64)".repeat(blocks)
                + each(
                        blocks,
                        i -> "(i32.const %d) (i64.const %d) (br_if %d (i32.eq (local.get $p) (i32.const %d))) drop drop"
                                .formatted(i, i * 7L, i, i))
                + "(i32.const -1) (i64.const -7)"
                + " end (i64.add (i64.const 1))".repeat(blocks)
                + "))";
        WasmFunction run = compile(code, methodSize);
        for (int p : steps(blocks)) {
            Object[] expected = p < blocks ? new Object[] {p, p * 7L + blocks - p} : new Object[] {-1, blocks - 7L};
            assertArrayEquals(expected, run.apply(p), "branch " + p);
        }
    }

    /** A branch back to each of the loops around it. */
    @ParameterizedTest
    @CsvSource({"300, 160", "1000, 4000", "3000, 8000"})
    void eachLoopHasABranchOfItsOwn(int loops, int methodSize) {
        String code = "(module (func (export \"run\") (param $p i32) (result i32) (local $rounds i32)"
                + " loop (local.set $rounds (i32.add (local.get $rounds) (i32.const 1)))".repeat(loops)
                + each(
                        loops,
                        i -> "(local.set $p (i32.sub (local.get $p) (i32.const 1))) (br_if %d (i32.eqz (local.get $p)))"
                                .formatted(i))
                + " end".repeat(loops)
                + "(local.get $rounds)))";
        WasmFunction run = compile(code, methodSize);
        for (int p : steps(loops)) {
            assertArrayEquals(new Object[] {p == 0 ? loops : loops + p}, run.apply(p), "branch " + p);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_500, 5_000})
    void nestedTriesWithAResultWork(int tries) {
        String code =
                "(module (tag $e (param i32)) (func $throw (param i32) (if (local.get 0) (then (throw $e (local.get 0)))))"
                        + "(func (export \"run\") (param i32) (result i32)"
                        + " try (result i32)".repeat(tries)
                        + "(call $throw (local.get 0)) (i32.const 1)"
                        + " catch $e (i32.add (i32.const 1)) (call $throw (local.get 0)) end".repeat(tries - 1)
                        + " catch $e (i32.add (i32.const 1000)) end))";
        WasmFunction run = compile(code, CompileOptions.METHOD_SIZE);
        assertArrayEquals(new Object[] {1}, run.apply(0));
        assertArrayEquals(new Object[] {1_005}, run.apply(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000})
    void nestedIfsWithAResultWork(int ifs) {
        String code = "(module (func (export \"run\") (param i32) (result i32)"
                + each(ifs, i -> "(i32.gt_s (local.get 0) (i32.const %d)) if (result i32)".formatted(i))
                + "(i32.const -1)"
                + each(ifs, i -> "else (i32.const %d) end".formatted(ifs - i))
                + "))";
        WasmFunction run = compile(code, CompileOptions.METHOD_SIZE);
        for (int p : steps(ifs)) {
            assertArrayEquals(new Object[] {p < ifs ? p + 1 : -1}, run.apply(p), "value " + p);
        }
        assertArrayEquals(new Object[] {-1}, run.apply(ifs + 1));
    }

    /** A delegate past each of the tries around it. */
    @ParameterizedTest
    @CsvSource({"200, 160", "1000, 4000", "2000, 8000"})
    void eachTryHasADelegateOfItsOwn(int tries, int methodSize) {
        String code = "(module (tag $e) (func $throw (param i32) (if (local.get 0) (then (throw $e))))"
                + "(func (export \"run\") (param $p i32) (result i32) (local $ends i32) (local $caught i32)"
                + " try".repeat(tries)
                + each(
                        tries,
                        i -> " try (call $throw (i32.eq (local.get $p) (i32.const %d))) delegate %d".formatted(i, i))
                + each(
                        tries,
                        i -> ("catch $e (local.set $caught (i32.add (local.get $caught) (i32.const %d))) end"
                                        + " (local.set $ends (i32.add (local.get $ends) (i32.const 1)))")
                                .formatted(i + 1))
                + "(i32.add (i32.mul (local.get $caught) (i32.const 100000)) (local.get $ends))))";
        WasmFunction run = compile(code, methodSize);
        for (int p : steps(tries)) {
            int expected = p < tries ? (p + 1) * 100_000 + tries - p : tries;
            assertArrayEquals(new Object[] {expected}, run.apply(p), "delegate " + p);
        }
    }

    /** A rethrow of each of the exceptions that the handlers around it have caught. */
    @ParameterizedTest
    @CsvSource({"200, 160", "1000, 4000", "2000, 8000"})
    void eachHandlerHasARethrowOfItsOwn(int tries, int methodSize) {
        String code = "(module (tag $e (param i32)) (func $f (param $p i32) (result i32) (local $v i32)"
                + each(tries, i -> "try (throw $e (i32.const %d)) catch $e (local.set $v)".formatted(i))
                + each(tries, i -> "(i32.eq (local.get $p) (i32.const %d)) if rethrow %d end".formatted(i, i + 1))
                + " end".repeat(tries)
                + "(i32.sub (i32.const -1) (local.get $v)))"
                + "(func (export \"run\") (param i32) (result i32)"
                + " try (result i32) (call $f (local.get 0)) catch $e end))";
        WasmFunction run = compile(code, methodSize);
        for (int p : steps(tries)) {
            int expected = p < tries ? tries - 1 - p : -tries;
            assertArrayEquals(new Object[] {expected}, run.apply(p), "rethrow " + p);
        }
    }

    /** Blocks that take a value, and blocks with one below them, never begin where the stack is empty. */
    @ParameterizedTest
    @CsvSource({"200, 100", "200, 160", "1500, 4000", "5000, 8000"})
    void nestedBlocksWithOperandsAreSplit(int blocks, int methodSize) {
        String code = "(module (tag $e) (func $throw (param i32) (if (local.get 0) (then (throw $e))))"
                + "(func (export \"run\") (param $p i32) (result i32) (i32.const 9)"
                + each(blocks, i -> switch (i % 3) {
                    case 0 ->
                        "(i32.gt_s (local.get $p) (i32.const %d)) if (param i32) (result i32) (i32.add (local.get $p))"
                                .formatted(i);
                    case 1 -> "(f64.const 0.5) (i64.const 5) try (result i32) (i32.const 3)";
                    default -> "try (param i32) (result i32) (i32.add (i32.const 2))";
                })
                + "(call $throw (i32.eqz (i32.rem_s (local.get $p) (i32.const 2))))"
                + each(blocks, i -> switch ((blocks - 1 - i) % 3) {
                    case 0 -> "else (i32.add (i32.const 1)) end";
                    case 1 ->
                        "catch $e (i32.const 40) end (local.set $p) (i32.wrap_i64) (local.set $q) drop"
                                + " (i32.add (i32.add (local.get $p) (local.get $q)))";
                    default -> "catch_all (i32.const 11) end";
                })
                + "))";
        code = code.replace("(result i32) (i32.const 9)", "(result i32) (local $q i32) (i32.const 9)");
        WasmFunction run = compile(code, methodSize);
        for (int p : steps(blocks)) {
            assertArrayEquals(new Object[] {operandsOf(blocks, p)}, run.apply(p), "value " + p);
        }
    }

    /** What the innermost block that is reached leaves, and then what each block around it makes of that. */
    private static int operandsOf(int blocks, int argument) {
        int p = argument;
        int[] before = new int[blocks];
        int value = 9;
        int reached = 0;
        while (reached < blocks && (reached % 3 != 0 || p > reached)) {
            before[reached] = value;
            value = switch (reached % 3) {
                case 0 -> value + p;
                case 1 -> 3;
                default -> value + 2;
            };
            reached++;
        }
        boolean thrown = reached == blocks && p % 2 == 0;
        if (reached < blocks) {
            value++;
        }
        for (int i = reached - 1; i >= 0; i--) {
            if (thrown && i % 3 != 0) {
                thrown = false;
                value = i % 3 == 1 ? 40 : 11;
            }
            if (i % 3 == 1) {
                p = value;
                value = before[i] + p + 5;
            }
        }
        return value;
    }

    @Test
    void nestedCallsAndIfsWithOperandsBelowWork() {
        int depth = 10_000;
        String code = "(module (func $add (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))"
                + "(func (export \"run\") (param i32) (result i32)"
                + " local.get 0".repeat(depth)
                + " (local.get 0) (local.get 0) if (result i32)".repeat(500)
                + " (i32.const 1)"
                + " else (i32.const 3) end i32.add".repeat(500)
                + " call $add".repeat(depth)
                + "))";
        WasmFunction run = compile(code, CompileOptions.METHOD_SIZE);
        assertArrayEquals(new Object[] {3}, run.apply(0));
        assertArrayEquals(new Object[] {10_500 * 7 + 1}, run.apply(7));
    }
}
