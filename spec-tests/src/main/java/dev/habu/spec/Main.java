package dev.habu.spec;

import dev.habu.compiler.CompileOptions;
import dev.habu.spec.jsapi.JsApiSuite;
import dev.habu.spec.wasi.WasiSuite;
import dev.habu.spec.wast.Script;
import dev.habu.spec.wast.WastSuite;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The command {@code habu spec-test PATH…}: runs conformance suites and counts what holds. */
public final class Main {
    private static final String METHOD_SIZE = "--method-size=";
    private static final String SUPPORT = "--support=";

    /** Runs one file of a suite. */
    private interface Case {
        CaseResult run(String name) throws IOException;
    }

    private final PrintStream out;
    private final Skips skips = Skips.read();
    private int methodSize = CompileOptions.METHOD_SIZE;
    private final SupportTable support = new SupportTable();
    private Path supportFile;
    private int passed;
    private int failed;
    private int skipped;

    private Main(PrintStream out) {
        this.out = out;
    }

    /** Runs all that the arguments name, files or folders; ends with status 1 if anything failed and 2 if nothing could be run. */
    public static void main(String[] args) {
        System.exit(new Main(System.out).run(args));
    }

    private int run(String[] args) {
        if (args.length == 0) {
            System.err.println(
                    "usage: habu spec-test [--method-size=BYTES] [--support=FILE.md] PATH…  (.wast files, folders of them,"
                            + " js-api-tests, wasi-testsuite)");
            return 2;
        }
        try {
            for (String arg : args) {
                if (arg.startsWith(METHOD_SIZE)) {
                    methodSize = Integer.parseInt(arg.substring(METHOD_SIZE.length()));
                } else if (arg.startsWith(SUPPORT)) {
                    supportFile = Path.of(arg.substring(SUPPORT.length()));
                } else {
                    suite(Path.of(arg));
                }
            }
            if (supportFile != null) {
                support.write(supportFile);
            }
        } catch (IOException e) {
            System.err.println("habu spec-test: cannot read or write " + e.getMessage());
            return 2;
        }
        out.println(passed + " passed, " + failed + " failed, " + skipped + " skipped");
        return failed == 0 ? 0 : 1;
    }

    private void suite(Path path) throws IOException {
        if (WasiSuite.isIn(path)) {
            cases(WasiSuite.names(path), name -> WasiSuite.run(path, name));
        } else if (JsApiSuite.isIn(path)) {
            cases(JsApiSuite.names(path), name -> JsApiSuite.run(path, name));
        } else if (Files.isDirectory(path)) {
            cases(WastSuite.names(path), name -> Script.run(path.resolve(name), name, methodSize));
        } else {
            report(Script.run(path, path.toString(), methodSize));
        }
    }

    private void cases(List<String> names, Case one) throws IOException {
        for (String name : names) {
            Optional<String> reason = skips.reason(name);
            if (reason.isPresent()) {
                skipped++;
                out.printf("%-64s skipped: %s%n", name, reason.get());
            } else {
                report(one.run(name));
            }
        }
    }

    private void report(CaseResult result) {
        List<String> listed = skips.assertions(result.name());
        List<String> failures = result.failures().stream()
                .filter(failure -> listed.stream().noneMatch(failure::startsWith))
                .toList();
        int tolerated = result.failures().size() - failures.size();
        support.add(new CaseResult(result.name(), result.passed(), failures));
        passed += result.passed();
        failed += failures.size();
        skipped += tolerated;
        out.printf(
                "%-64s %6d passed %6d failed%s%n",
                result.name(), result.passed(), failures.size(), tolerated == 0 ? "" : " " + tolerated + " skipped");
        failures.forEach(failure -> out.println("  " + failure));
    }
}
