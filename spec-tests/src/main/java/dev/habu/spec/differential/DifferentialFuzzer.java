package dev.habu.spec.differential;

import dev.habu.compiler.CompileException;
import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.binary.ModuleDecoder;
import dev.habu.compiler.module.WasmModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs random modules on this engine, Chicory and V8, and compares what can be seen of them. */
public final class DifferentialFuzzer implements AutoCloseable {
    private static final int SECONDS = 20;

    /** Where the modules come from. */
    public enum Kind {
        /** Binaryen, with features drawn by lot. */
        BINARYEN,
        /** This project's own generator: legacy exceptions and 64-bit memories. */
        OWN
    }

    /**
     * Engines that do not agree.
     *
     * @param module the module, with exports added
     * @param seed what it was made of
     * @param problem the first line that differs
     * @param chicoryAlone whether habu and V8 agree
     */
    public record Difference(byte[] module, Kind kind, long seed, String problem, boolean chicoryAlone) {}

    /** Counts of a run. */
    public static final class Outcome {
        private int modules;
        private int compared;
        private int skippedByV8;
        private int skippedByChicory;
        private int notMade;
        private final List<Difference> differences = new ArrayList<>();

        public int modules() {
            return modules;
        }

        /** Modules that at least two engines ran. */
        public int compared() {
            return compared;
        }

        public List<Difference> differences() {
            return differences;
        }

        /** Those that count against this project's engine. */
        public List<Difference> faults() {
            return differences.stream().filter(each -> !each.chicoryAlone).toList();
        }

        @Override
        public String toString() {
            return "%d modules, %d compared (left out by V8 %d, by Chicory %d; %d not made), %d differences, %d of Chicory alone"
                    .formatted(
                            modules,
                            compared,
                            skippedByV8,
                            skippedByChicory,
                            notMade,
                            faults().size(),
                            differences.size() - faults().size());
        }
    }

    private final V8Engine v8;
    private final ChicoryEngine chicory = new ChicoryEngine();
    private final BinaryenModules binaryen;
    private final OwnModules own = new OwnModules();
    private final ExecutorService ahead = Executors.newSingleThreadExecutor(DifferentialFuzzer::daemon);
    private ExecutorService runner = Executors.newSingleThreadExecutor(DifferentialFuzzer::daemon);

    /** Starts Binaryen and V8. */
    public DifferentialFuzzer(Oracles oracles) throws IOException {
        v8 = new V8Engine(oracles);
        binaryen = new BinaryenModules(oracles);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(null, task, "fuzz", 64L << 20);
        thread.setDaemon(true);
        return thread;
    }

    /** Makes and compares modules, with the numbers from {@code seed} on. */
    public void run(Kind kind, long seed, int count, Outcome outcome) throws IOException {
        Future<byte[]> next = ahead.submit(() -> make(kind, seed));
        for (long i = seed; i < seed + count; i++) {
            byte[] module;
            outcome.modules++;
            try {
                module = next.get();
            } catch (ExecutionException e) {
                module = null;
                outcome.notMade++;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            long following = i + 1;
            next = ahead.submit(() -> make(kind, following));
            if (module != null) {
                Comparison comparison = compare(module, i);
                count(comparison, outcome);
                if (comparison.problem != null) {
                    outcome.differences.add(
                            new Difference(module, kind, i, comparison.problem, comparison.chicoryAlone));
                }
            }
        }
    }

    private byte[] make(Kind kind, long seed) throws IOException {
        ModuleSource source = kind == Kind.OWN ? own : binaryen;
        return ExportedState.of(source.module(seed), new Random(seed).nextBoolean());
    }

    private static void count(Comparison comparison, Outcome outcome) {
        if (!comparison.v8.isSupported()) {
            outcome.skippedByV8++;
        }
        if (!comparison.chicory.isSupported()) {
            outcome.skippedByChicory++;
        }
        if (comparison.v8.isSupported() || comparison.chicory.isSupported()) {
            outcome.compared++;
        }
    }

    /** What three engines see; {@code problem} is null if they agree. */
    record Comparison(Observation habu, Observation v8, Observation chicory, String problem, boolean chicoryAlone) {}

    /** Runs one module everywhere. Its number decides with what it is called and how small the methods are that it is split into. */
    Comparison compare(byte[] module, long seed) throws IOException {
        WasmModule decoded = ModuleDecoder.decode(module);
        Plan plan = Plan.of(decoded, seed);
        v8.begin(module, plan);
        Observation habu;
        String crash = null;
        try {
            habu = inTime(() -> new HabuEngine(methodSize(seed)).run(module, plan));
        } catch (ExecutionException e) {
            crash = e.getCause() instanceof CompileException refusal
                    ? "refused: " + refusal.getMessage()
                    : "habu: " + e.getCause();
            habu = Observation.unsupported(crash);
        } catch (TimeoutException e) {
            crash = "habu does not end";
            habu = Observation.unsupported(crash);
        }
        Observation second;
        try {
            second = inTime(() -> chicory.run(module, plan));
        } catch (ExecutionException | TimeoutException e) {
            second = Observation.unsupported(e.toString());
        }
        Observation first = v8.finish();
        String problem = crash;
        boolean chicoryAlone = false;
        if (problem == null && first.isSupported() && habu.difference(first) != null) {
            problem = "habu | V8: " + habu.difference(first);
        } else if (problem == null && second.isSupported() && habu.difference(second) != null) {
            problem = "habu | Chicory: " + habu.difference(second);
            chicoryAlone = first.isSupported();
        } else if (problem != null && problem.startsWith("refused") && !first.isSupported() && !second.isSupported()) {
            problem = null; // nobody takes it
        }
        return new Comparison(habu, first, second, problem, chicoryAlone);
    }

    /** A third of the modules is split into methods as small as they get. */
    private static int methodSize(long seed) {
        return switch (Math.floorMod(seed, 3)) {
            case 0 -> CompileOptions.METHOD_SIZE;
            case 1 -> 700;
            default -> 100;
        };
    }

    private <T> T inTime(Callable<T> task) throws ExecutionException, TimeoutException {
        Future<T> result = runner.submit(task);
        try {
            for (int second = 1; ; second++) { // in short waits: while the whole machine stands still, only one passes
                try {
                    return result.get(1, TimeUnit.SECONDS);
                } catch (TimeoutException e) {
                    if (second == SECONDS) {
                        runner.shutdownNow();
                        runner = Executors.newSingleThreadExecutor(DifferentialFuzzer::daemon);
                        throw e;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        ahead.shutdownNow();
        runner.shutdownNow();
        binaryen.close();
        v8.close();
    }

    /** What each engine sees of one module, as text for a person. */
    public String explain(byte[] module, long seed) throws IOException {
        Comparison comparison = compare(module, seed);
        return "habu: %s%nV8: %s%nChicory: %s%n%s"
                .formatted(comparison.habu, comparison.v8, comparison.chicory, comparison.problem);
    }
}
