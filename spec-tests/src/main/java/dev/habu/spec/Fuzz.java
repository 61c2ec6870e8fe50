package dev.habu.spec;

import dev.habu.spec.differential.DifferentialFuzzer;
import dev.habu.spec.differential.DifferentialFuzzer.Difference;
import dev.habu.spec.differential.DifferentialFuzzer.Kind;
import dev.habu.spec.differential.Oracles;
import dev.habu.spec.fuzz.MutationFuzzer;
import dev.habu.spec.wast.WastSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code fuzz N}: random modules on three engines, and damaged modules. */
@Command(
        name = "fuzz",
        description = "Runs N random modules on habu, Chicory and V8 and compares them; compiles N damaged modules."
                + " What is found is written to spec-tests/target/fuzz.")
public final class Fuzz implements Callable<Integer> {
    private static final int STEP = 500;

    private enum Sort {
        BINARYEN,
        OWN,
        DAMAGED,
        ALL
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "N",
            description = "how many modules of each sort (default: ${DEFAULT-VALUE})")
    private int count = 5_000;

    @Option(names = "--seed", description = "the first module's number; module i of a run has number seed + i")
    private long seed = System.currentTimeMillis() % 1_000_000_000L;

    @Option(
            names = "--kind",
            description = "binaryen and own: three engines, with modules of wasm-opt -ttf or of our generator;"
                    + " damaged: modules of the suite with errors; all (default)")
    private Sort kind = Sort.ALL;

    @Option(
            names = "--explain",
            description = "tells what each engine sees of the module with number SEED in this file")
    private Path explained;

    private final Path folder = Path.of(System.getProperty("habu.root"), "spec-tests", "target", "fuzz");
    private boolean clean = true;

    private Fuzz() {}

    /** Ends with status 1 if anything was found, and 2 if it could not be run. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Fuzz())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    command.getErr().println("fuzz: " + e);
                    return 2;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (explained != null) {
            try (DifferentialFuzzer fuzzer = new DifferentialFuzzer(Oracles.install())) {
                System.out.println(fuzzer.explain(Files.readAllBytes(explained), seed));
            }
            return 0;
        }
        if (kind == Sort.BINARYEN || kind == Sort.ALL) {
            compare(Kind.BINARYEN);
        }
        if (kind == Sort.OWN || kind == Sort.ALL) {
            compare(Kind.OWN);
        }
        if (kind == Sort.DAMAGED || kind == Sort.ALL) {
            damage();
        }
        return clean ? 0 : 1;
    }

    private void compare(Kind source) throws IOException {
        String name = source.name().toLowerCase(Locale.ROOT);
        DifferentialFuzzer.Outcome outcome = new DifferentialFuzzer.Outcome();
        int told = 0;
        try (DifferentialFuzzer fuzzer = new DifferentialFuzzer(Oracles.install())) {
            for (int done = 0; done < count; done += STEP) {
                fuzzer.run(source, seed + done, Math.min(STEP, count - done), outcome);
                List<Difference> all = outcome.differences();
                for (Difference difference : all.subList(told, all.size())) {
                    write(name + "-" + difference.seed(), difference.module(), difference.problem());
                }
                told = all.size();
                System.out.println(name + ", seed " + seed + ": " + outcome);
            }
        }
        clean &= outcome.faults().isEmpty();
    }

    private void damage() throws IOException {
        Path suite = Path.of(System.getProperty("habu.shared"), "wasm-testsuite");
        MutationFuzzer.Outcome outcome = new MutationFuzzer(WastSuite.modules(suite), seed).run(count);
        for (MutationFuzzer.Finding finding : outcome.findings()) {
            write(
                    "damaged-" + Integer.toHexString(Arrays.hashCode(finding.module())),
                    finding.module(),
                    finding.problem().toString());
        }
        System.out.println("damaged, seed " + seed + ": " + count + " modules, " + outcome.compiled() + " compiled, "
                + outcome.refused() + " refused, " + outcome.findings().size() + " found");
        clean &= outcome.findings().isEmpty();
    }

    private void write(String name, byte[] module, String problem) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(name + ".wasm");
        Files.write(file, module);
        System.out.println(file + ": " + problem);
    }
}
