package dev.habu.bench;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.Progress;
import dev.habu.compiler.WasmCompiler;
import dev.habu.python.PyodideDistribution;
import dev.habu.python.PyodideVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long Pyodide's module takes from bytes to a jar: in a fresh JVM, as a user's first start has it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(5)
public class CompileBenchmark {
    /** Threads of the compiler. */
    @Param({"1", "2"})
    public int threads;

    private byte[] wasm;

    /** Fetches Pyodide if the cache folder does not have it. */
    @Setup
    public void read() {
        wasm = PyodideDistribution.open(PyodideVersion.LATEST, CacheFolder.standard(), Progress.onStandardError())
                .read("pyodide.asm.wasm");
    }

    /** Decodes, validates, compiles and writes the jar. */
    @Benchmark
    public long pyodide() throws IOException {
        Path jar = Files.createTempFile("pyodide", ".jar");
        try {
            WasmCompiler.compile(wasm, new CompileOptions("pyodide", threads, (done, total) -> {}))
                    .writeJar(jar);
            return Files.size(jar);
        } finally {
            Files.delete(jar);
        }
    }
}
