package dev.habu.compiler;

import java.util.Random;

/**
 * Writes random functions in the text format: nested blocks, loops that end, branches with and without values, switches, exceptions. They use i32 and i64
 * locals and never trap, so that two ways of compiling them must give the same result.
 */
final class RandomProgram {
    private static final int INTS = 6;
    private static final int LONGS = 4;
    private static final String[] INT_OPS = {"add", "sub", "mul", "and", "or", "xor", "shl", "shr_u", "rotl"};

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private int labels;
    private int budget;

    private RandomProgram(long seed, int budget) {
        random = new Random(seed);
        this.budget = budget;
    }

    /** A module that exports {@code run: [i32 i32] -> [i64]}. */
    static String module(long seed, int statements) {
        return new RandomProgram(seed, statements).write();
    }

    private String write() {
        text.append("(module (tag $e (param i32))\n (global $g (mut i32) (i32.const 7))\n (memory 1)\n")
                .append(
                        " (func $callee (param i32 i64) (result i32) (i32.add (local.get 0) (i32.wrap_i64 (local.get 1))))\n")
                .append(
                        " (func $thrower (param i32) (if (i32.and (local.get 0) (i32.const 1)) (then (throw $e (local.get 0)))))\n")
                .append(" (func (export \"run\") (param $i0 i32) (param $i1 i32) (result i64)\n");
        for (int i = 2; i < INTS; i++) {
            text.append("  (local $i").append(i).append(" i32)\n");
        }
        for (int i = 0; i < LONGS; i++) {
            text.append("  (local $j").append(i).append(" i64)\n");
        }
        text.append("  (local $fuel i32) (local.set $fuel (i32.const 2000))\n");
        statements(0);
        text.append("  (i64.extend_i32_u (global.get $g))\n");
        for (int i = 0; i < INTS; i++) {
            text.append("  (i64.add (i64.mul (i64.const 31)) (i64.extend_i32_s (local.get $i")
                    .append(i)
                    .append(")))\n");
        }
        for (int i = 0; i < LONGS; i++) {
            text.append("  (i64.xor (local.get $j").append(i).append("))\n");
        }
        return text.append(" ))").toString();
    }

    private void statements(int depth) {
        int count = 2 + random.nextInt(6);
        for (int i = 0; i < count && budget > 0; i++) {
            budget--;
            statement(depth);
        }
    }

    private void statement(int depth) {
        int kind = depth > 8 ? random.nextInt(4) : random.nextInt(12);
        switch (kind) {
            case 0, 1 ->
                text.append("(local.set $i")
                        .append(random.nextInt(INTS))
                        .append(' ')
                        .append(int32(3))
                        .append(")\n");
            case 2 ->
                text.append("(local.set $j")
                        .append(random.nextInt(LONGS))
                        .append(' ')
                        .append(int64(3))
                        .append(")\n");
            case 3 ->
                text.append("(i32.store (i32.and ")
                        .append(int32(1))
                        .append(" (i32.const 1023)) ")
                        .append(int32(2))
                        .append(")\n");
            case 4 -> block(depth);
            case 5 -> loop(depth);
            case 6, 7 -> {
                text.append("(if ").append(int32(2)).append(" (then\n");
                statements(depth + 1);
                text.append(") (else\n");
                statements(depth + 1);
                text.append("))\n");
            }
            case 8 -> switchOver(depth);
            case 9 -> blockWithValue(depth);
            case 10 -> exception(depth);
            default ->
                text.append("(global.set $g (call $callee ")
                        .append(int32(2))
                        .append(' ')
                        .append(int64(2))
                        .append("))\n");
        }
    }

    private void block(int depth) {
        int label = labels++;
        text.append("(block $b").append(label).append('\n');
        statements(depth + 1);
        text.append("(br_if $b").append(label).append(' ').append(int32(2)).append(")\n");
        statements(depth + 1);
        text.append(")\n");
    }

    private void loop(int depth) {
        int label = labels++;
        text.append("(loop $l").append(label).append('\n');
        statements(depth + 1);
        text.append("(local.set $fuel (i32.sub (local.get $fuel) (i32.const 1)))\n(br_if $l")
                .append(label)
                .append(" (i32.and (i32.gt_s (local.get $fuel) (i32.const 0)) ")
                .append(int32(1))
                .append("))\n");
        statements(depth + 1);
        text.append(")\n");
    }

    private void switchOver(int depth) {
        int label = labels++;
        int cases = 3 + random.nextInt(5);
        text.append("(block $s").append(label).append('\n');
        for (int i = 0; i < cases; i++) {
            text.append("(block ");
        }
        text.append("(br_table");
        for (int i = 0; i < cases; i++) {
            text.append(' ').append(random.nextInt(cases));
        }
        text.append(" (i32.and ").append(int32(2)).append(" (i32.const 7))))\n");
        for (int i = 0; i < cases - 1; i++) {
            statements(depth + 1);
            if (random.nextBoolean()) {
                text.append("(br $s").append(label).append(")\n");
            }
            text.append(")\n");
        }
        statements(depth + 1);
        text.append(")\n");
    }

    private void blockWithValue(int depth) {
        int label = labels++;
        text.append("(local.set $i")
                .append(random.nextInt(INTS))
                .append(" (block $v")
                .append(label)
                .append(" (result i32)\n");
        statements(depth + 1);
        text.append("(drop (br_if $v")
                .append(label)
                .append(' ')
                .append(int32(2))
                .append(' ')
                .append(int32(2))
                .append("))\n");
        text.append("(if ").append(int32(1)).append(" (then\n");
        statements(depth + 1);
        text.append("(br $v").append(label).append(' ').append(int32(2)).append(")))\n");
        text.append(int32(2)).append("))\n");
    }

    private void exception(int depth) {
        text.append("(local.set $i")
                .append(random.nextInt(INTS))
                .append(" (i32.add ")
                .append(int32(2))
                .append(" (try (result i32) (do\n");
        statements(depth + 1);
        text.append("(call $thrower ").append(int32(2)).append(")\n");
        if (random.nextBoolean()) {
            text.append("(try (do (call $thrower ").append(int32(1)).append(")) (delegate 0))\n");
        }
        statements(depth + 1);
        text.append(int32(2)).append(") (catch $e\n");
        if (random.nextBoolean()) {
            text.append("(local.set $i").append(random.nextInt(INTS)).append(")\n");
            statements(depth + 1);
            text.append(int32(1));
        }
        text.append(") (catch_all (i32.const 3)))))\n");
    }

    private String int32(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return random.nextBoolean()
                    ? "(local.get $i" + random.nextInt(INTS) + ")"
                    : "(i32.const " + random.nextInt(-100, 1000) + ")";
        }
        return switch (random.nextInt(7)) {
            case 0 -> "(i32.load (i32.and " + int32(depth - 1) + " (i32.const 1023)))";
            case 1 -> "(i32.lt_u " + int32(depth - 1) + " " + int32(depth - 1) + ")";
            case 2 -> "(i32.eqz (i64.eq " + int64(depth - 1) + " " + int64(depth - 1) + "))";
            case 3 ->
                "(select " + int32(depth - 1) + " " + int32(depth - 1) + " (i32.gt_s " + int32(depth - 1) + " "
                        + int32(depth - 1) + "))";
            case 4 -> "(local.tee $i" + random.nextInt(INTS) + " " + int32(depth - 1) + ")";
            default ->
                "(i32." + INT_OPS[random.nextInt(INT_OPS.length)] + " " + int32(depth - 1) + " " + int32(depth - 1)
                        + ")";
        };
    }

    private String int64(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return random.nextBoolean()
                    ? "(local.get $j" + random.nextInt(LONGS) + ")"
                    : "(i64.const " + random.nextLong() + ")";
        }
        return switch (random.nextInt(4)) {
            case 0 -> "(i64.extend_i32_s " + int32(depth - 1) + ")";
            case 1 -> "(local.tee $j" + random.nextInt(LONGS) + " " + int64(depth - 1) + ")";
            default ->
                "(i64." + INT_OPS[random.nextInt(INT_OPS.length)] + " " + int64(depth - 1) + " " + int64(depth - 1)
                        + ")";
        };
    }
}
