package dev.habu.spec.wasi;

import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.WasmCompiler;
import dev.habu.spec.CaseResult;
import dev.habu.wasm.wasi.Wasi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The programs of {@code WebAssembly/wasi-testsuite} for preview 1. */
public final class WasiSuite {
    private static final String TARGET = "wasm32-wasip1";

    private WasiSuite() {}

    /** Whether a folder is a copy of the suite. */
    public static boolean isIn(Path folder) {
        return Files.isDirectory(folder.resolve("tests/rust/testsuite").resolve(TARGET));
    }

    /** The names of all programs in the suite's folder. */
    public static List<String> names(Path suite) throws IOException {
        try (Stream<Path> files = Files.walk(suite.resolve("tests"))) {
            return files.filter(file -> file.toString().endsWith(".wasm")
                            && file.getParent().endsWith(TARGET))
                    .map(file ->
                            suite.resolve("tests").relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    /** Runs a program on copies of its folders; it passes as a whole or fails. */
    public static CaseResult run(Path suite, String name) throws IOException {
        Path program = suite.resolve("tests").resolve(name);
        String file = program.getFileName().toString();
        Expectation expected =
                Expectation.read(program.resolveSibling(file.substring(0, file.length() - ".wasm".length()) + ".json"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Wasi.Builder process = Wasi.builder()
                .arguments(file)
                .arguments(expected.arguments().toArray(String[]::new))
                .stdout(out)
                .stderr(err);
        expected.environment().forEach(process::environment);
        List<String> failures = new ArrayList<>();
        Path scratch = Files.createTempDirectory("habu-wasi");
        try {
            for (String folder : expected.folders()) {
                copy(program.resolveSibling(folder), scratch.resolve(folder));
                process.folder(scratch.resolve(folder), folder);
            }
            int exitCode = run(Files.readAllBytes(program), process);
            if (exitCode != expected.exitCode()) {
                failures.add("exit code " + exitCode + " instead of " + expected.exitCode());
            }
            String written = out.toString(StandardCharsets.UTF_8);
            if (expected.stdout() != null && !written.equals(expected.stdout())) {
                failures.add("wrote \"" + written + "\" instead of \"" + expected.stdout() + "\"");
            }
        } catch (RuntimeException e) {
            failures.add(e.toString());
        } finally {
            delete(scratch);
        }
        if (!failures.isEmpty()) {
            failures.add("its standard error: " + err.toString(StandardCharsets.UTF_8));
        }
        return new CaseResult(name, failures.isEmpty() ? 1 : 0, failures);
    }

    private static int run(byte[] program, Wasi.Builder process) {
        try (Wasi wasi = process.build()) {
            return wasi.run(WasmCompiler.compile(program, new CompileOptions("suite.program"))
                    .load());
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, target.resolve(source.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
