package dev.habu.spec;

import dev.habu.compiler.CompileOptions;
import dev.habu.spec.wast.Script;
import dev.habu.spec.wast.ScriptResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command {@code habu spec-test PATH…}: runs WebAssembly scripts and counts what holds. */
public final class Main {
    private static final String METHOD_SIZE = "--method-size=";

    private final PrintStream out;
    private int methodSize = CompileOptions.HOTSPOT_LIMIT;
    private int passed;
    private int failed;

    private Main(PrintStream out) {
        this.out = out;
    }

    /** Runs all scripts that the arguments name, files or folders; ends with status 1 if anything failed and 2 if nothing could be run. */
    public static void main(String[] args) {
        System.exit(new Main(System.out).run(args));
    }

    private int run(String[] args) {
        if (args.length == 0) {
            System.err.println("usage: habu spec-test [--method-size=BYTES] PATH…  (.wast files, or folders of them)");
            return 2;
        }
        try {
            for (String arg : args) {
                if (arg.startsWith(METHOD_SIZE)) {
                    methodSize = Integer.parseInt(arg.substring(METHOD_SIZE.length()));
                    continue;
                }
                Path path = Path.of(arg);
                for (Path script : scripts(path)) {
                    report(Script.run(
                            script,
                            Files.isDirectory(path) ? path.relativize(script).toString() : arg,
                            methodSize));
                }
            }
        } catch (IOException e) {
            System.err.println("habu spec-test: cannot read " + e.getMessage());
            return 2;
        }
        out.println(passed + " passed, " + failed + " failed, 0 skipped");
        return failed == 0 ? 0 : 1;
    }

    private void report(ScriptResult result) {
        passed += result.passed();
        failed += result.failures().size();
        out.printf(
                "%-44s %6d passed %6d failed%n",
                result.script(), result.passed(), result.failures().size());
        result.failures().forEach(failure -> out.println("  " + failure));
    }

    private static List<Path> scripts(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.walk(path)) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(".wast"))
                    .sorted()
                    .toList());
        }
    }
}
