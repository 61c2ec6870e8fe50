package dev.habu.spec.differential;

import dev.habu.compiler.text.WatParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random modules with what Binaryen does not make: legacy exceptions with all their clauses, and 64-bit memories in all kinds of access. */
final class OwnModules implements ModuleSource {
    private static final int FUEL = 300;

    @Override
    public byte[] module(long seed) {
        return WatParser.parse(text(seed), "random.wat");
    }

    /** A module as text. */
    static String text(long seed) {
        Random random = new Random(seed);
        boolean wide = random.nextInt(3) > 0;
        boolean exceptions = !wide || random.nextBoolean();
        StringBuilder out = new StringBuilder("(module\n");
        for (String type : List.of("i32", "i64", "f32", "f64")) {
            out.append(" (import \"fuzzing-support\" \"log-%1$s\" (func $log_%1$s (param %1$s)))\n".formatted(type));
        }
        if (exceptions) {
            out.append(" (tag $e0) (tag $e1 (param i32)) (tag $e2 (param i64 f64))\n");
        }
        out.append(" (memory ").append(wide ? "i64 " : "").append("1 3)\n");
        out.append(" (data (%s.const 24) \"%s\")\n".formatted(wide ? "i64" : "i32", "Habu\\ff\\00\\80 Trimeresurus"));
        out.append(" (data $passive \"passive bytes\")\n");
        out.append(" (global $fuel (mut i32) (i32.const ").append(FUEL).append("))\n");
        out.append(" (global $g_i32 (mut i32) (i32.const 5)) (global $g_i64 (mut i64) (i64.const -9))\n");
        out.append(" (global $g_f32 (mut f32) (f32.const 0.5)) (global $g_f64 (mut f64) (f64.const -2))\n");
        List<RandomExpressions.Signature> functions = new ArrayList<>();
        int count = 2 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            functions.add(new RandomExpressions.Signature("$f" + i, types(random, 3), types(random, 2)));
        }
        out.append(" (table $t ").append(count + 1).append(" funcref)\n (elem (i32.const 0) func");
        functions.forEach(function -> out.append(' ').append(function.name()));
        out.append(")\n");
        canonical(out, "f32");
        canonical(out, "f64");
        out.append(" (func $burn (if (i32.eqz (global.get $fuel)) (then (global.set $fuel (i32.const ")
                .append(FUEL)
                .append(")) (unreachable))) (global.set $fuel (i32.sub (global.get $fuel) (i32.const 1))))\n");
        for (RandomExpressions.Signature function : functions) {
            new RandomBody(random, out, functions, wide, exceptions).function(function);
        }
        return out.append(")\n").toString();
    }

    /** One NaN for all: their bits may differ between engines. */
    private static void canonical(StringBuilder out, String type) {
        out.append((" (func $canon_%1$s (param %1$s) (result %1$s) (select (local.get 0) (%1$s.const nan)"
                        + " (%1$s.eq (local.get 0) (local.get 0))))\n")
                .formatted(type));
    }

    private static List<String> types(Random random, int most) {
        List<String> types = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            types.add(RandomExpressions.TYPES.get(random.nextInt(4)));
        }
        return types;
    }
}
