package dev.habu.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.CompiledModule;
import dev.habu.compiler.WasmCompiler;
import dev.habu.spec.programs.Programs;
import dev.habu.wasm.wasi.Wasi;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that Go and Zig compile, as WASI programs: small ones of ours, SQLite, and tests of Go's standard library. */
final class RealProgramsTest {
    /** As {@code habu wasm run} has. */
    private static final long STACK = 64L << 20;

    /** Elsewhere than in CI those that take seconds only. */
    private static final List<String> PACKAGES = System.getenv("CI") != null
            ? List.of("strings", "sort", "strconv", "unicode/utf8", "bytes", "encoding/json", "math/big", "regexp")
            : List.of("strings", "sort", "strconv", "unicode/utf8");

    private static Programs programs;

    @TempDir
    private Path folder;

    /** What a program returned and wrote. */
    private record Run(int exitCode, String out, String err) {}

    @BeforeAll
    static void fetch() throws IOException {
        try {
            programs = Programs.install(House.ROOT.resolve("spec-tests/target/programs"));
        } catch (IOException e) {
            if (System.getenv("CI") == null) {
                abort(e.getMessage());
            }
            throw e;
        }
    }

    @Test
    void goProgram() throws Exception {
        Wasi.Builder process = Wasi.builder()
                .arguments("program", "a", "b c")
                .environment("NAME", "value")
                .folder(folder, "/data")
                .stdin(new ByteArrayInputStream("one\ntwo\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals(new Run(3, """
                        a+b c value
                        read ONE
                        read TWO
                        333833500 20000
                        recovered: runtime error: index out of range [3] with length 0
                        true
                        {"a":null,"b":[0.1,1e+21]} <nil>
                        true
                        """, ""), run(programs.go("program.go"), process));
        assertEquals("{\"a\":null,\"b\":[0.1,1e+21]}", Files.readString(folder.resolve("out.json")));
    }

    @Test
    void testsOfGosStandardLibraryPass() throws Exception {
        List<Path> tests = programs.goTests(PACKAGES);
        for (int i = 0; i < tests.size(); i++) {
            Wasi.Builder process = Wasi.builder()
                    .arguments(PACKAGES.get(i), "-test.short")
                    .environment("PWD", "/go/src/" + PACKAGES.get(i))
                    .folder(programs.goSource(), "/go/src")
                    .folder(folder, "/tmp");
            Run run = run(tests.get(i), process);
            assertEquals(0, run.exitCode, () -> run.out + run.err);
            assertTrue(run.out.endsWith("PASS\n"), run.out);
        }
    }

    @Test
    void sqlite() throws Exception {
        Wasi.Builder process =
                Wasi.builder().arguments("database", "/data/numbers.db").folder(folder, "/data");
        assertEquals(new Run(0, """
                        5000|12502500|1250.25|number 999
                        700|4900
                        error 19: UNIQUE constraint failed: numbers.n
                        5000
                        2500|ASM|2
                        ok
                        number 4096|2048.0
                        error 8: attempt to write a readonly database
                        """, ""), run(programs.database(), process));
        assertTrue(Files.size(folder.resolve("numbers.db")) > 100_000);
    }

    @Test
    void anInterpreterWithOneLargeSwitch() throws Exception {
        assertEquals(new Run(0, "21408 primes\n", ""), run(programs.c("interpreter.c"), Wasi.builder()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void setjmpAndLongjmp(boolean legacyInstructions) throws Exception {
        String expected = """
                inner 100
                inner 102
                outer 102
                inner 106
                inner 108
                outer 105
                zero becomes 1
                """;
        assertEquals(new Run(0, expected, ""), run(programs.jumps(legacyInstructions), Wasi.builder()));
    }

    private static Run run(Path program, Wasi.Builder process) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompiledModule compiled = WasmCompiler.compile(Files.readAllBytes(program), new CompileOptions("real.program"));
        FutureTask<Integer> task = new FutureTask<>(() -> {
            try (Wasi wasi = process.stdout(out).stderr(err).build()) {
                return wasi.run(compiled.load());
            }
        });
        new Thread(null, task, "wasm", STACK).start();
        int exitCode = task.get();
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
