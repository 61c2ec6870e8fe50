package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.compiler.emission.MethodSize;
import dev.habu.compiler.text.WatParser;
import dev.habu.wasm.Imports;
import dev.habu.wasm.WasmFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplittingTest {
    private static CompiledModule compile(String text, int methodSize) {
        return WasmCompiler.compile(
                WatParser.parse(text, "test.wat"), new CompileOptions("split.m", 1, (done, total) -> {}, methodSize));
    }

    private static WasmFunction function(CompiledModule module, String name) {
        return module.load().instantiate(Imports.NONE).function(name);
    }

    private static void assertNoMethodIsTooLarge(CompiledModule module) {
        List<MethodSize> large = module.methods().stream()
                .filter(m -> m.size() > CompileOptions.HOTSPOT_LIMIT)
                .toList();
        assertEquals(List.of(), large);
    }

    private static List<Object> results(CompiledModule module) {
        WasmFunction run = function(module, "run");
        List<Object> results = new ArrayList<>();
        for (int i = -3; i < 12; i++) {
            results.add(run.apply(i, i * 77)[0]);
        }
        return results;
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 160, 400, 1500})
    void splittingDoesNotChangeWhatRandomProgramsDo(int methodSize) {
        for (int seed = 0; seed < 40; seed++) {
            String text = RandomProgram.module(seed, 150);
            CompiledModule split = compile(text, methodSize);
            assertEquals(results(compile(text, CompileOptions.HOTSPOT_LIMIT)), results(split), "seed " + seed);
        }
    }

    @Test
    void aLargeRandomProgramIsSplitAndDoesTheSame() {
        String text = RandomProgram.module(4711, 4_000);
        CompiledModule module = compile(text, CompileOptions.HOTSPOT_LIMIT);
        assertTrue(module.methods().size() > 20, "the program is large");
        assertNoMethodIsTooLarge(module);
        assertEquals(results(compile(text, 2_000)), results(module));
    }

    @Test
    void straightLineCodeOfAnyLengthIsCut() {
        StringBuilder text = new StringBuilder("(module (memory 1) (func (export \"run\") (param i32) (result i32)\n");
        int expected = 5;
        for (int i = 0; i < 20_000; i++) {
            text.append("(local.set 0 (i32.add (i32.mul (local.get 0) (i32.const 3)) (i32.const ")
                    .append(i)
                    .append(")))\n");
            expected = expected * 3 + i;
        }
        CompiledModule module = compile(text.append("(local.get 0)))").toString(), CompileOptions.HOTSPOT_LIMIT);
        assertNoMethodIsTooLarge(module);
        assertArrayEquals(new Object[] {expected}, function(module, "run").apply(5));
    }

    @Test
    void oneExpressionOfAnyLengthIsCut() {
        StringBuilder text =
                new StringBuilder("(module (func (export \"run\") (param i32) (result i32)\n local.get 0\n");
        int expected = 9;
        for (int i = 0; i < 20_000; i++) {
            text.append("i32.const ").append(i).append(" i32.xor i32.const 5 i32.rotl\n");
            expected = Integer.rotateLeft(expected ^ i, 5);
        }
        CompiledModule module = compile(text.append("))").toString(), CompileOptions.HOTSPOT_LIMIT);
        assertNoMethodIsTooLarge(module);
        assertArrayEquals(new Object[] {expected}, function(module, "run").apply(9));
    }

    @Test
    void aSwitchWithHundredsOfCasesIsCut() {
        int cases = 400;
        StringBuilder text =
                new StringBuilder("(module (func (export \"run\") (param $i i32) (result i32) (local $r i32)\n");
        text.append("(block $out ").append("(block ".repeat(cases)).append("(br_table");
        for (int i = 0; i < cases; i++) {
            text.append(' ').append(i);
        }
        text.append(" (local.get $i)))\n");
        for (int i = 0; i < cases; i++) {
            text.append("(local.set $r (i32.add (local.get $r) (i32.const ")
                    .append(i * 7)
                    .append(")))");
            text.append(i % 3 == 0 ? "(br $out)" : "").append(i + 1 < cases ? ")" : "");
        }
        CompiledModule module = compile(text.append(")(local.get $r)))").toString(), CompileOptions.HOTSPOT_LIMIT);
        assertNoMethodIsTooLarge(module);
        WasmFunction run = function(module, "run");
        for (int i : new int[] {0, 1, 2, 3, 150, 151, 398, 399, 400, -1}) {
            int expected = 0;
            for (int k = i >= 0 && i < cases ? i : cases - 1; k < cases; k++) {
                expected += k * 7;
                if (k % 3 == 0) {
                    break;
                }
            }
            assertArrayEquals(new Object[] {expected}, run.apply(i), "case " + i);
        }
    }

    @Test
    void aBranchTableWithManyEntriesAndFewTargetsNeedsLittleCode() {
        StringBuilder text = new StringBuilder("(module (func (export \"run\") (param i32) (result i32)\n");
        text.append("(block (block (block (br_table");
        for (int i = 0; i < 60_000; i++) {
            text.append(' ').append(i % 7 == 0 ? 0 : i % 2 + 1);
        }
        text.append(" (local.get 0))) (return (i32.const 10))) (return (i32.const 11))) (i32.const 12)))");
        CompiledModule module = compile(text.toString(), CompileOptions.HOTSPOT_LIMIT);
        assertNoMethodIsTooLarge(module);
        WasmFunction run = function(module, "run");
        assertArrayEquals(new Object[] {10}, run.apply(7));
        assertArrayEquals(new Object[] {11}, run.apply(58_000 - 4));
        assertArrayEquals(new Object[] {12}, run.apply(59_999 - 6));
        assertArrayEquals(new Object[] {12}, run.apply(60_000 + 1_000_000));
    }

    /** Rust's clean-up code consists of delegates that pass by handlers, and of rethrows. */
    @ParameterizedTest
    @ValueSource(ints = {100, 300, CompileOptions.METHOD_SIZE, CompileOptions.HOTSPOT_LIMIT})
    void codeWithDelegatesIsCut(int methodSize) {
        StringBuilder text = new StringBuilder("(module (tag $e (param i32)) (func $f (param i32) (result i32)\n");
        text.append("(if (i32.gt_s (local.get 0) (i32.const 998)) (then (throw $e (local.get 0)))) (local.get 0))\n");
        text.append("(func (export \"run\") (param i32) (result i32) (local $sum i32)\n");
        text.append("(try $outer (result i32) (do (try (do ");
        for (int i = 0; i < 1_000; i++) {
            text.append("(try (do (local.set $sum (i32.add (local.get $sum)")
                    .append(" (call $f (i32.add (local.get 0) (i32.const ")
                    .append(i)
                    .append(")))))) (delegate $outer))\n");
        }
        text.append(") (catch_all (local.set $sum (i32.const -1)))) (local.get $sum))\n");
        text.append("(catch $e (i32.add (i32.const 5000)))))");
        CompiledModule module = compile(text.append(")").toString(), methodSize);
        assertNoMethodIsTooLarge(module);
        WasmFunction run = function(module, "run");
        assertArrayEquals(new Object[] {1_000 * 999 / 2 - 1_000}, run.apply(-1));
        assertArrayEquals(new Object[] {5_999}, run.apply(0));
    }

    @Test
    void splittingEndsWhereTheCallOfARegionIsAsLargeAsWhatItReplaces() {
        // Found by ./fuzz: behind the call of the region the method has to load twelve values for the branch, so
        // that such a call was made a region again and again.
        int values = 12;
        String type = " (result" + " i64".repeat(values) + ")";
        StringBuilder text = new StringBuilder("(module (func (export \"run\") (param i64)" + type + " (block" + type);
        text.append("(if (i64.eqz (local.get 0)) (then (br 1");
        for (int i = 0; i < values; i++) {
            text.append(" (i64.const ").append(i + 1_000_000).append(')');
        }
        text.append(")))").append(" (local.get 0)".repeat(values)).append(")))");
        WasmFunction run = function(compile(text.toString(), 100), "run");
        assertArrayEquals(
                LongStream.range(1_000_000, 1_000_000 + values).boxed().toArray(), run.apply(0L));
        assertArrayEquals(LongStream.generate(() -> 7).limit(values).boxed().toArray(), run.apply(7L));
    }

    /** A step fails by a delegate past one handler, past all, or out of the function, by a rethrow of an older exception, or plainly. */
    @ParameterizedTest
    @ValueSource(ints = {100, 300, CompileOptions.METHOD_SIZE, CompileOptions.HOTSPOT_LIMIT})
    void exceptionsOfCutCodeGetWhereTheyShould(int methodSize) {
        int steps = 600;
        StringBuilder text = new StringBuilder("""
                (module (tag $e (param i32))
                (func $f (param i32 i32)
                  (if (i32.eq (local.get 0) (local.get 1)) (then (throw $e (local.get 0)))))
                (func $steps (param $at i32) (result i32) (local $sum i32)
                  (try $outer (result i32) (do
                    (try $first (do
                      (try $named (do (throw $e (i32.const 7))) (catch $e
                        (local.set $sum)
                        (try $inner (do
                """);
        for (int i = 0; i < steps; i++) {
            text.append("(local.set $sum (i32.add (local.get $sum) (i32.const " + i + ")))");
            if (i % 7 == 0) {
                text.append(
                        "(try (do (rethrow $named)) (catch_all (local.set $sum (i32.add (local.get $sum) (i32.const 1)))))");
            }
            String call = "(try $try (do (call $f (local.get $at) (i32.const " + i + ")))";
            text.append(
                    switch (i % 6) {
                        case 0 -> call + "(delegate $first))\n";
                        case 1 -> call + "(delegate $outer))\n";
                        case 2 -> call + "(catch_all (rethrow $try)))\n";
                        case 3 -> call + "(catch_all (rethrow $named)))\n";
                        case 4 -> "(try $d (do " + call + "(delegate $d))) (delegate $first))\n";
                        default -> call + "(delegate 4))\n";
                    });
        }
        text.append("""
                        ) (catch_all (local.set $sum (i32.add (local.get $sum) (i32.const 1000000))) (rethrow $inner)))
                    )))
                    (catch_all (local.set $sum (i32.add (local.get $sum) (i32.const 2000000))) (rethrow $first)))
                    (local.get $sum))
                  (catch $e (i32.mul (i32.const 3)) (i32.add (local.get $sum)) (i32.or (i32.const 0x40000000)))))
                (func (export "run") (param i32) (result i32)
                  (try (result i32) (do (call $steps (local.get 0))) (catch $e (i32.mul (i32.const -1))))))
                """);
        CompiledModule module = compile(text.toString(), methodSize);
        if (methodSize >= CompileOptions.METHOD_SIZE) {
            assertNoMethodIsTooLarge(module);
        }
        WasmFunction run = function(module, "run");
        for (int at = 0; at <= steps; at += at < 12 ? 1 : 49) {
            int kind = at % 6;
            int last = Math.min(at, steps - 1);
            int counted = 7 + last * (last + 1) / 2 + last / 7 + 1;
            int sum = counted;
            sum += kind == 2 || kind == 3 ? 1_000_000 : 0;
            sum += kind != 1 ? 2_000_000 : 0;
            int failed = kind == 5 ? -at : (kind == 3 ? 7 : at) * 3 + sum | 0x40000000;
            assertArrayEquals(new Object[] {at < steps ? failed : counted}, run.apply(at), "step " + at);
        }
    }

    /** Cases that fall through, leave the switch, or jump to later ones; in the order of the table or in any other. */
    @ParameterizedTest
    @CsvSource({"1000, 1", "1000, 7", "700, 11", "400, 1"})
    void aSwitchWithHundredsOfCasesIsSplitAndDoesTheSame(int cases, int step) {
        StringBuilder text = new StringBuilder("(module (func (export \"run\") (param $i i32) (result i32)");
        text.append("(local $sum i32) (local $steps i32) (loop $next\n");
        for (int k = cases; k >= 0; k--) {
            text.append("(block $").append(k).append('\n');
        }
        text.append("(br_if $").append(cases - 1).append(" (i32.eq (local.get $i) (i32.const -7)))\n");
        text.append("(br_if $").append(cases).append(" (i32.gt_u (local.get $steps) (i32.const 300)))\n(br_table");
        for (int k = 0; k < cases; k++) {
            text.append(" $").append(k * step % cases);
        }
        text.append(" $5 (i32.rem_u (local.get $i) (i32.const ")
                .append(cases + 3)
                .append(")))\n");
        for (int k = 0; k < cases; k++) {
            text.append(") ;; case\n(local.set $steps (i32.add (local.get $steps) (i32.const 1)))\n")
                    .append("(local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (i32.const ")
                    .append(k)
                    .append(")))\n(local.set $i (i32.xor (i32.rotl (local.get $i) (i32.const 5)) (local.get $sum)))\n");
            int target = target(k, cases);
            switch (k % 5) {
                case 0 -> text.append("(br $").append(target).append(")\n");
                case 1 -> text.append("(br_if $").append(target).append(" (i32.and (local.get $i) (i32.const 1)))\n");
                case 2 -> text.append("(br $next)\n");
                default -> {}
            }
        }
        text.append(")) (i32.xor (local.get $sum) (local.get $i))))");
        CompiledModule module = compile(text.toString(), CompileOptions.METHOD_SIZE);
        assertNoMethodIsTooLarge(module);
        WasmFunction run = function(module, "run");
        for (int i = -20; i < 100; i++) {
            assertArrayEquals(new Object[] {switchResult(i * 17 - 7, cases, step)}, run.apply(i * 17 - 7));
        }
    }

    private static int target(int k, int cases) {
        return Math.min(cases, k + 1 + k * 37 % 400);
    }

    private static int switchResult(int i, int cases, int step) {
        int sum = 0;
        int steps = 0;
        while (true) {
            int k;
            if (i == -7) {
                k = cases - 1;
            } else if (steps > 300) {
                break;
            } else {
                int index = Integer.remainderUnsigned(i, cases + 3);
                k = index < cases ? index * step % cases : 5;
            }
            boolean next = false;
            while (k < cases && !next) {
                steps++;
                sum = sum * 31 + k;
                i = Integer.rotateLeft(i, 5) ^ sum;
                next = k % 5 == 2;
                k = k % 5 == 0 || (k % 5 == 1 && (i & 1) != 0) ? target(k, cases) : k + 1;
            }
            if (!next) {
                break;
            }
        }
        return sum ^ i;
    }
}
