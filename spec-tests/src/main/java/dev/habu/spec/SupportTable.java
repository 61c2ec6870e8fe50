package dev.habu.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Sums up what a run of the suites gave by feature, for {@code docs/support.md}. */
final class SupportTable {
    /** Features with the files that are about them; a file belongs to the first that fits. */
    private enum Feature {
        WASI("WASI preview 1 (`wasi-testsuite`)", "(assemblyscript|c|rust)/testsuite/.*"),
        JS_API("JavaScript API (`js-api-tests`)", ".*\\.any\\.js"),
        LEGACY("Legacy exceptions", "legacy/.*"),
        CUSTOM("Custom sections and annotations", "custom/.*|annotations|custom|utf8-custom.*"),
        THREADS("Threads", "proposals/threads/.*"),
        WIDE("Wide arithmetic (proposal)", "proposals/wide-arithmetic/.*"),
        PAGE_SIZES("Custom page sizes (proposal)", "proposals/custom-page-sizes/.*"),
        DESCRIPTORS("Custom descriptors (proposal)", "proposals/custom-descriptors/.*"),
        RELAXED("Relaxed SIMD", ".*relaxed.*"),
        SIMD("SIMD", "simd_.*"),
        TABLE64("64-bit tables", "(table\\w*|call_indirect)64|table_copy_mixed"),
        MEMORY64(
                "64-bit memories",
                "(address|align|bulk|endianness|float_memory|load|memory_\\w+|binary_leb128_)64|memory64.*"),
        MEMORIES(
                "Several memories",
                "(address|align|binary|data|data_drop|exports|float_exprs|float_memory|imports|linking|load|memory_\\w+|start"
                        + "|store|traps)[0-4]|memory-multi|memory_size_import"),
        GC(
                "Garbage collection",
                "array.*|struct|i31|extern|ref_cast|ref_test|ref_eq|br_on_cast.*|binary-gc|type-(canon|rec|subtyping|equivalence)"
                        + "|table-sub|unreached-.*"),
        FUNCTION_REFERENCES("Typed function references", "call_ref|ref_as_non_null|br_on_(non_)?null|ref|local_init"),
        EXCEPTIONS("Exceptions with exnref", "try_table|throw|throw_ref|tag"),
        TAIL_CALLS("Tail calls", "return_call.*"),
        REFERENCES("Reference types, tables, bulk memory", "ref_.*|table.*|elem|bulk|memory_(copy|fill|init)"),
        TEXT(
                "Text and binary format",
                "binary.*|comments|const|float_literals|id|inline-module|int_literals|names|obsolete-keywords|token|utf8.*"),
        CORE("Everything else of the core", ".*");

        private final String title;
        private final Pattern files;

        Feature(String title, String files) {
            this.title = title;
            this.files = Pattern.compile(files);
        }

        static Feature of(String file) {
            String name = file.replaceFirst("\\.wast$", "");
            for (Feature feature : values()) {
                if (feature.files.matcher(name).matches()) {
                    return feature;
                }
            }
            throw new AssertionError(file);
        }
    }

    private final Map<Feature, List<CaseResult>> results = new EnumMap<>(Feature.class);

    void add(CaseResult result) {
        results.computeIfAbsent(Feature.of(result.name()), _ -> new ArrayList<>())
                .add(result);
    }

    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder("""
                # What of WebAssembly habu supports

                Written by `./habu spec-test --support=docs/support.md ../shared/wasm-testsuite ../shared/js-api-tests
                ../shared/wasi-testsuite`; numbers are assertions of the specification's scripts, subtests of the JavaScript API's
                tests, programs of WASI's. Whatever runs is compiled to bytecode: habu has no interpreter.

                | feature | files | passed | total | compiled |
                | --- | --- | --- | --- | --- |
                """);
        int passed = 0;
        int total = 0;
        for (Feature feature : Feature.values()) {
            List<CaseResult> files = results.getOrDefault(feature, List.of());
            if (!files.isEmpty()) {
                int good = files.stream().mapToInt(CaseResult::passed).sum();
                int all = good
                        + files.stream()
                                .mapToInt(result -> result.failures().size())
                                .sum();
                text.append(String.format(
                        "| %s | %d | %,d | %,d | %s |%n",
                        feature.title, files.size(), good, all, good == all ? "yes" : good == 0 ? "no" : "in part"));
                passed += good;
                total += all;
            }
        }
        text.append(String.format("%nTogether %,d of %,d. Files with failures:%n%n", passed, total));
        for (List<CaseResult> files : results.values()) {
            for (CaseResult result : files) {
                if (!result.failures().isEmpty()) {
                    text.append(String.format(
                            "- `%s`: %,d of %,d%n",
                            result.name(),
                            result.passed(),
                            result.passed() + result.failures().size()));
                }
            }
        }
        Files.writeString(file, text.toString());
    }
}
