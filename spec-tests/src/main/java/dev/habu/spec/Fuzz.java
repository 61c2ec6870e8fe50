package dev.habu.spec;

import dev.habu.spec.fuzz.MutationFuzzer;
import dev.habu.spec.wast.WastSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The command {@code fuzz N [SEED]}: damages modules of the suite and compiles them. */
public final class Fuzz {
    private Fuzz() {}

    /** Ends with status 1 if anything was found; each finding is written to {@code target/fuzz}. */
    public static void main(String[] args) throws IOException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        Path suite = Path.of(System.getProperty("habu.shared"), "wasm-testsuite");
        List<byte[]> seeds = WastSuite.modules(suite);
        System.out.println(count + " modules damaged out of " + seeds.size() + ", seed " + seed);
        MutationFuzzer.Outcome outcome = new MutationFuzzer(seeds, seed).run(count);
        Path folder = Path.of(System.getProperty("habu.root"), "spec-tests", "target", "fuzz");
        for (MutationFuzzer.Finding finding : outcome.findings()) {
            Files.createDirectories(folder);
            Path file = folder.resolve(Integer.toHexString(Arrays.hashCode(finding.module())) + ".wasm");
            Files.write(file, finding.module());
            System.out.println(file + ": " + finding.problem());
            System.out.println("  " + HexFormat.of().formatHex(finding.module()));
        }
        System.out.println(outcome.compiled() + " compiled, " + outcome.refused() + " refused, "
                + outcome.findings().size() + " found");
        System.exit(outcome.findings().isEmpty() ? 0 : 1);
    }
}
