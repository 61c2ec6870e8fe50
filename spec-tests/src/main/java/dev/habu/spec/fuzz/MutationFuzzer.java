package dev.habu.spec.fuzz;

import dev.habu.compiler.CompileException;
import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.CompiledModule;
import dev.habu.compiler.WasmCompiler;
import dev.habu.compiler.packaging.CompiledModuleLoader;
import dev.habu.compiler.text.WatPrinter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damages modules and compiles them: the result is a {@link CompileException} or classes that the JVM's verifier accepts, whatever the damage. Printing
 * ends in text or the same kind of exception. The same seed damages in the same way.
 */
public final class MutationFuzzer {
    private static final int MAX_MUTATIONS = 8;

    /** Bytes that mean something in many places: small numbers, type codes, block ends, the ends of LEB128 numbers. */
    private static final int[] TELLING = {
        0, 1, 2, 0x0B, 0x40, 0x60, 0x6F, 0x70, 0x7B, 0x7C, 0x7F, 0x80, 0xFB, 0xFC, 0xFD, 0xFF
    };

    private final List<byte[]> seeds;
    private final Random random;

    /**
     * Begins with modules to damage.
     *
     * @param seeds small valid modules
     */
    public MutationFuzzer(List<byte[]> seeds, long seed) {
        this.seeds = seeds;
        this.random = new Random(seed);
    }

    /**
     * What was wrong with one module.
     *
     * @param module the damaged bytes
     * @param problem what happened instead of what may happen
     */
    public record Finding(byte[] module, Throwable problem) {}

    /** Counts of a run. */
    public record Outcome(int compiled, int refused, List<Finding> findings) {}

    /** Damages and compiles that many modules. */
    public Outcome run(int count) {
        int compiled = 0;
        int refused = 0;
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] module = damaged();
            try {
                verify(WasmCompiler.compile(module, new CompileOptions("fuzz", 1, (done, total) -> {})));
                compiled++;
            } catch (CompileException e) {
                refused++;
            } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError | AssertionError e) {
                findings.add(new Finding(module, e));
            }
            try {
                WatPrinter.print(module);
            } catch (CompileException e) {
                // Told as it should be.
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                findings.add(new Finding(module, e));
            }
        }
        return new Outcome(compiled, refused, findings);
    }

    /** Loads and so verifies each class; runs nothing of the module. */
    private static void verify(CompiledModule compiled) {
        CompiledModuleLoader loader = CompiledModuleLoader.of(compiled.files());
        for (String file : compiled.files().keySet()) {
            if (file.endsWith(".class")) {
                String name =
                        file.substring(0, file.length() - ".class".length()).replace('/', '.');
                try {
                    Class.forName(name, true, loader);
                } catch (ClassNotFoundException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    private byte[] damaged() {
        byte[] module = seeds.get(random.nextInt(seeds.size())).clone();
        int mutations = 1 + random.nextInt(MAX_MUTATIONS);
        for (int i = 0; i < mutations && module.length > 9; i++) {
            module = mutated(module, 8 + random.nextInt(module.length - 8));
        }
        return module;
    }

    private byte[] mutated(byte[] module, int at) {
        switch (random.nextInt(6)) {
            case 0 -> module[at] = (byte) (module[at] ^ (1 << random.nextInt(8)));
            case 1 -> module[at] = (byte) TELLING[random.nextInt(TELLING.length)];
            case 2 -> module[at] = (byte) (module[at] + (random.nextBoolean() ? 1 : -1));
            case 3 -> {
                return spliced(module, at, at, new byte[] {(byte) TELLING[random.nextInt(TELLING.length)]});
            }
            case 4 -> {
                return spliced(module, at, Math.min(module.length, at + 1 + random.nextInt(3)), new byte[0]);
            }
            default -> { // A piece of another module.
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int from = Math.min(8 + random.nextInt(Math.max(1, other.length - 8)), other.length);
                int end = Math.min(other.length, from + 1 + random.nextInt(12));
                byte[] piece = Arrays.copyOfRange(other, from, end);
                return spliced(module, at, Math.min(module.length, at + piece.length), piece);
            }
        }
        return module;
    }

    /** The module with the bytes from {@code from} to before {@code end} replaced. */
    private static byte[] spliced(byte[] module, int from, int end, byte[] piece) {
        byte[] result = new byte[from + piece.length + module.length - end];
        System.arraycopy(module, 0, result, 0, from);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(module, end, result, from + piece.length, module.length - end);
        return result;
    }
}
