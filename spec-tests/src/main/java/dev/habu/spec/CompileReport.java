package dev.habu.spec;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.CompiledModule;
import dev.habu.compiler.Progress;
import dev.habu.compiler.WasmCompiler;
import dev.habu.compiler.emission.MethodSize;
import dev.habu.python.PyodideDistribution;
import dev.habu.python.PyodideVersion;
import dev.habu.spec.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The command {@code habu compile-report FILE.md}: compiles large modules of others and writes down what became of them. */
public final class CompileReport {
    private final StringBuilder rows = new StringBuilder();
    private final List<String> above = new ArrayList<>();

    private CompileReport() {}

    /** Ends with status 1 if a method is larger than HotSpot compiles, and 2 if something cannot be fetched or built. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("usage: habu compile-report FILE.md");
            System.exit(2);
        }
        CompileReport report = new CompileReport();
        try {
            report.compileAll();
        } catch (IOException | IllegalStateException e) {
            System.err.println("habu compile-report: " + e.getMessage());
            System.exit(2);
        }
        Files.writeString(Path.of(args[0]), report.text());
        System.exit(report.above.isEmpty() ? 0 : 1);
    }

    private void compileAll() throws IOException {
        Programs programs =
                Programs.install(Path.of(System.getProperty("habu.root"), "spec-tests", "target", "programs"));
        PyodideDistribution pyodide =
                PyodideDistribution.open(PyodideVersion.LATEST, CacheFolder.standard(), Progress.onStandardError());
        byte[] database = Files.readAllBytes(programs.database());
        compile(database); // the compiler's own code is warm then
        add("Pyodide " + PyodideVersion.LATEST.version() + " (`pyodide.asm.wasm`)", pyodide.read("pyodide.asm.wasm"));
        add("esbuild 0.28.2 (npm `esbuild-wasm`, Go)", Files.readAllBytes(programs.esbuild()));
        add(
                "tests of Go's `encoding/json` (WASI)",
                Files.readAllBytes(programs.goTests(List.of("encoding/json")).getFirst()));
        add("SQLite and a small program (`zig cc`, WASI)", database);
        add("switch of 512 cases (`zig cc`, WASI)", Files.readAllBytes(programs.c("interpreter.c")));
    }

    private static CompiledModule compile(byte[] wasm) {
        return WasmCompiler.compile(wasm, new CompileOptions("report.program"));
    }

    private void add(String name, byte[] wasm) throws IOException {
        System.err.println(name);
        long start = System.nanoTime();
        CompiledModule compiled = compile(wasm);
        double seconds = (System.nanoTime() - start) / 1e9;
        Path jar = Files.createTempFile("habu-report", ".jar");
        compiled.writeJar(jar);
        long jarSize = Files.size(jar);
        Files.delete(jar);
        List<MethodSize> methods = compiled.methods();
        long functions = methods.stream().map(MethodSize::function).distinct().count();
        List<MethodSize> large = methods.stream()
                .filter(method -> method.size() > CompileOptions.HOTSPOT_LIMIT)
                .sorted(Comparator.comparingInt(MethodSize::size).reversed())
                .toList();
        large.forEach(method -> above.add("- " + name + ": `" + method.method() + "`, " + method.size() + " bytes\n"));
        int largest = methods.stream().mapToInt(MethodSize::size).max().orElse(0);
        rows.append("| %s | %.1f | %.1f | %,d | %,d | %,d | %,d | %d | %.1f |%n"
                .formatted(
                        name,
                        wasm.length / 1e6,
                        jarSize / 1e6,
                        functions,
                        methods.size(),
                        methods.size() - functions,
                        largest,
                        large.size(),
                        seconds));
    }

    private String text() {
        return """
                # What large modules become

                Written by `./habu compile-report docs/compile-report.md`. HotSpot compiles no method above %,d bytes of bytecode and leaves it to the JVM's interpreter;
                so no method may be larger. All functions are compiled when the module is, nothing is interpreted by habu. Seconds are those of one run on this machine
                with what else ran there.

                | module | wasm, MB | jar, MB | functions | methods | regions split off | largest method, bytes | above %,d | seconds |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                %s
                %s""".formatted(
                CompileOptions.HOTSPOT_LIMIT,
                CompileOptions.HOTSPOT_LIMIT,
                rows,
                above.isEmpty() ? "No method is above the limit.\n" : "Above the limit:\n\n" + String.join("", above));
    }
}
