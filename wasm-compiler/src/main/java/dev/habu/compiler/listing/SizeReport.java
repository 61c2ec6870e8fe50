package dev.habu.compiler.listing;

import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.CompiledModule;
import dev.habu.compiler.emission.MethodSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** What a compilation has made of each function, the largest first. */
public final class SizeReport {
    /** From this share of HotSpot's limit on a method is called near it. */
    private static final int NEAR = CompileOptions.HOTSPOT_LIMIT * 95 / 100;

    private SizeReport() {}

    private record Row(String name, int wasmBytes, List<MethodSize> methods) {
        int total() {
            return methods.stream().mapToInt(MethodSize::size).sum();
        }

        int largest() {
            return methods.stream().mapToInt(MethodSize::size).max().orElse(0);
        }
    }

    /**
     * A table of all functions with sums before it.
     *
     * @param wasm the module
     * @param compiled what it was compiled to
     */
    public static String of(byte[] wasm, CompiledModule compiled) {
        List<Row> rows = rows(wasm, compiled);
        long above = rows.stream()
                .filter(row -> row.largest() > CompileOptions.HOTSPOT_LIMIT)
                .count();
        long near = rows.stream().filter(row -> row.largest() > NEAR).count() - above;
        StringBuilder report = new StringBuilder();
        report.append(String.format(
                "%,d functions in %,d methods of %,d bytes; %,d functions are split%n",
                rows.size(),
                rows.stream().mapToInt(row -> row.methods.size()).sum(),
                rows.stream().mapToInt(Row::total).sum(),
                rows.stream().filter(row -> row.methods.size() > 1).count()));
        report.append(String.format(
                "%,d functions with a method above %,d bytes, which HotSpot does not compile; %,d near it%n",
                above, CompileOptions.HOTSPOT_LIMIT, near));
        report.append(String.format("%10s %10s %8s %10s  %s%n", "wasm", "bytecode", "methods", "largest", "function"));
        for (Row row : rows) {
            report.append(String.format(
                    "%10d %10d %8d %10d  %s%s%n",
                    row.wasmBytes, row.total(), row.methods.size(), row.largest(), row.name, mark(row)));
        }
        return report.toString();
    }

    private static String mark(Row row) {
        if (row.largest() > CompileOptions.HOTSPOT_LIMIT) {
            return "  (above the limit)";
        }
        return row.largest() > NEAR ? "  (near the limit)" : "";
    }

    private static List<Row> rows(byte[] wasm, CompiledModule compiled) {
        FunctionIndex functions = new FunctionIndex(wasm);
        TreeMap<Integer, Row> rows = new TreeMap<>();
        int imported = functions.module().importedFunctions();
        for (MethodSize method : compiled.methods()) {
            int index = method.function();
            rows.computeIfAbsent(index, _ -> {
                        var body = functions.module().bodies().get(index - imported);
                        return new Row(functions.name(index), body.end() - body.start(), new ArrayList<>());
                    })
                    .methods
                    .add(method);
        }
        List<Row> sorted = new ArrayList<>(rows.values());
        sorted.sort(Comparator.comparingInt(Row::total).reversed());
        return sorted;
    }
}
