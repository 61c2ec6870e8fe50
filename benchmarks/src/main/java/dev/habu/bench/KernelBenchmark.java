package dev.habu.bench;

import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.WasmCompiler;
import dev.habu.compiler.text.WatParser;
import dev.habu.wasm.Imports;
import dev.habu.wasm.WasmFunction;
import java.io.IOException;
import java.io.InputStream;
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

/** How fast generated code runs: the functions of {@code kernels.wat}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KernelBenchmark {
    /** A function of {@code kernels.wat} and the size of its work. */
    @Param({
        "calls 27",
        "memory 1000000",
        "matrix 150",
        "integers 2000000",
        "branches 2000000",
        "indirect 1000000",
        "copies 300"
    })
    public String kernel;

    private WasmFunction function;
    private Integer size;

    /** Compiles the module. */
    @Setup
    public void compile() throws IOException {
        byte[] wasm;
        try (InputStream text = KernelBenchmark.class.getResourceAsStream("kernels.wat")) {
            wasm = WatParser.parse(text.readAllBytes(), "kernels.wat");
        }
        int space = kernel.indexOf(' ');
        function = WasmCompiler.compile(wasm, new CompileOptions("kernels"))
                .load()
                .instantiate(Imports.NONE)
                .function(kernel.substring(0, space));
        size = Integer.valueOf(kernel.substring(space + 1));
    }

    /** One call. */
    @Benchmark
    public Object run() {
        return function.apply(size)[0];
    }
}
