package dev.habu.bench;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.wasm.Parser;
import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.CompiledModule;
import dev.habu.compiler.WasmCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compiles a module again and again in one JVM, by habu or by Chicory, and prints a line of JSON. */
public final class CompileSpeed {
    private CompileSpeed() {}

    /** Arguments: {@code habu|chicory FILE.wasm WARM_UPS REPETITIONS}. */
    public static void main(String[] args) throws IOException {
        byte[] wasm = Files.readAllBytes(Path.of(args[1]));
        int warmUps = Integer.parseInt(args[2]);
        int repetitions = Integer.parseInt(args[3]);
        List<String> times = new ArrayList<>();
        for (int i = 0; i < warmUps + repetitions; i++) {
            long start = System.nanoTime();
            if (args[0].equals("habu")) {
                onHabu(wasm);
            } else {
                MachineFactoryCompiler.compile(Parser.parse(wasm));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            if (i >= warmUps) {
                times.add(String.format(Locale.ROOT, "%.3f", seconds));
            }
        }
        System.out.printf("{\"times\": %s}%n", times);
    }

    private static void onHabu(byte[] wasm) {
        CompiledModule compiled = WasmCompiler.compile(wasm, new CompileOptions("compiled"));
        if (compiled.methods().isEmpty()) {
            throw new IllegalStateException("the module has no functions");
        }
    }
}
