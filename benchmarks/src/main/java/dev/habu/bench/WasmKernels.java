package dev.habu.bench;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.WasmCompiler;
import dev.habu.compiler.text.WatParser;
import dev.habu.wasm.Imports;
import dev.habu.wasm.WasmFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times {@code run: [] -> [i64]} of modules in one JVM, compiled by habu or by Chicory, and prints a line of JSON for each. */
public final class WasmKernels {
    private WasmKernels() {}

    /** The export of a module. */
    private interface Kernel {
        long run();
    }

    /** Arguments: {@code assemble FILE.wat FILE.wasm …}, or {@code habu|chicory WARM_SECONDS REPETITIONS FILE.wasm …}. */
    public static void main(String[] args) throws IOException {
        if (args[0].equals("assemble")) {
            for (int i = 1; i < args.length; i += 2) {
                Path text = Path.of(args[i]);
                Files.write(Path.of(args[i + 1]), WatParser.parse(Files.readAllBytes(text), text.toString()));
            }
            return;
        }
        double warmSeconds = Double.parseDouble(args[1]);
        int repetitions = Integer.parseInt(args[2]);
        for (int i = 3; i < args.length; i++) {
            Path file = Path.of(args[i]);
            String name = file.getFileName().toString().replace(".wasm", "");
            byte[] wasm = Files.readAllBytes(file);
            Kernel run;
            try {
                run = args[0].equals("habu") ? onHabu(name, wasm) : onChicory(wasm);
            } catch (RuntimeException refused) {
                System.out.printf("{\"name\": \"%s\", \"refused\": true}%n", name);
                System.err.println(name + ": " + refused.getMessage());
                continue;
            }
            measure(name, run, warmSeconds, repetitions);
        }
    }

    private static void measure(String name, Kernel run, double warmSeconds, int repetitions) {
        long warm = System.nanoTime() + (long) (warmSeconds * 1e9);
        long result = run.run();
        while (System.nanoTime() < warm) {
            run.run();
        }
        List<String> times = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) {
            long start = System.nanoTime();
            run.run();
            times.add(String.format(Locale.ROOT, "%.7f", (System.nanoTime() - start) / 1e9));
        }
        System.out.printf("{\"name\": \"%s\", \"result\": \"%d\", \"times\": %s}%n", name, result, times);
    }

    private static Kernel onHabu(String name, byte[] wasm) {
        WasmFunction run = WasmCompiler.compile(wasm, new CompileOptions(name.replace('.', '_')))
                .load()
                .instantiate(Imports.builder().methods("env", new Host()).build())
                .function("run");
        return () -> (Long) run.apply()[0];
    }

    private static Kernel onChicory(byte[] wasm) {
        WasmModule module = Parser.parse(wasm);
        HostFunction host = new HostFunction(
                "env", "host", FunctionType.of(List.of(ValType.I32), List.of(ValType.I32)), (instance, arguments) ->
                        new long[] {new Host().host((int) arguments[0])});
        var run = com.dylibso.chicory.runtime.Instance.builder(module)
                .withImportValues(ImportValues.builder().addFunction(host).build())
                .withMachineFactory(MachineFactoryCompiler.compile(module))
                .build()
                .export("run");
        return () -> run.apply()[0];
    }

    /** What the module that calls the embedder imports. */
    public static final class Host {
        /** A function that takes no time. */
        public int host(int x) {
            return x ^ (x << 1);
        }
    }
}
