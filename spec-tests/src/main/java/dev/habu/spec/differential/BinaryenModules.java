package dev.habu.spec.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Modules that Binaryen's {@code wasm-opt -ttf} makes of random bytes, each with features drawn by lot. NaNs are replaced in them, since their bits may differ. */
final class BinaryenModules implements ModuleSource {
    private static final int ANSWER_SECONDS = 60;

    /** In every module: what all three engines have. */
    private static final String COMMON =
            "--denan --mvp-features --enable-mutable-globals --enable-sign-ext --enable-nontrapping-float-to-int"
                    + " --enable-bulk-memory --enable-bulk-memory-opt --enable-multivalue --enable-reference-types"
                    + " --enable-extended-const";

    private static final List<String> FEATURES = List.of(
            "--enable-simd",
            "--enable-tail-call",
            "--enable-exception-handling",
            "--enable-gc",
            "--enable-multimemory",
            "--enable-memory64",
            "--enable-threads");

    private final Oracles oracles;
    private final Path folder;
    private NodeProgram program;

    BinaryenModules(Oracles oracles) throws IOException {
        this.oracles = oracles;
        folder = Files.createTempDirectory("habu-fuzz");
        program = start();
    }

    private NodeProgram start() throws IOException {
        return oracles.start("binaryen.mjs", List.of(), folder.toString());
    }

    @Override
    public byte[] module(long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder options = new StringBuilder(COMMON);
        int one = 1 + random.nextInt(3); // every, every second or every third feature, or none
        boolean plain = random.nextInt(4) == 0;
        for (String feature : FEATURES) {
            if (random.nextInt(one + 1) == 0 && !plain) {
                options.append(' ').append(feature);
            }
        }
        if (random.nextInt(4) == 0) {
            options.append(" -O").append(random.nextInt(4));
        }
        byte[] bytes = new byte[60 + random.nextInt(random.nextInt(8) == 0 ? 6_000 : 1_200)];
        random.nextBytes(bytes);
        try {
            program.send(options.toString(), bytes);
            return program.receive(ANSWER_SECONDS);
        } catch (IOException e) {
            program.close();
            program = start();
            throw e;
        }
    }

    @Override
    public void close() {
        program.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
