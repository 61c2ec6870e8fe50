package dev.habu.worker.command.wasm;

import dev.habu.compiler.CompileException;
import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.CompiledModule;
import dev.habu.compiler.Progress;
import dev.habu.compiler.TextFormatException;
import dev.habu.compiler.WasmCompiler;
import dev.habu.compiler.emission.JavaIdentifiers;
import dev.habu.compiler.listing.FunctionDump;
import dev.habu.compiler.listing.SizeReport;
import dev.habu.worker.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code habu compile IN.wasm -o OUT.jar}. */
@Command(
        name = "compile",
        description = "Compiles a WebAssembly module to a jar that Java programs use with wasm-runtime.",
        mixinStandardHelpOptions = true)
public final class CompileCommand implements Callable<Integer> {
    private static final int PROGRESS_STEPS = 1000;

    @Parameters(paramLabel = "IN.wasm", description = "The module, binary or text.")
    private Path in;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT.jar",
            description = "The jar; beside the module if not given.")
    private Path out;

    @Option(
            names = "--package",
            paramLabel = "P",
            description = "The Java package, which is also the name of the jar as a Java module; the file's name in"
                    + " lower case if not given.")
    private String packageName;

    @Option(
            names = "--class",
            paramLabel = "C",
            description = "The class with a method for each export; the file's name if not given.")
    private String className;

    @Option(names = "--report", description = "Prints what has become of each function, the largest first.")
    private boolean report;

    @Option(
            names = "--dump",
            paramLabel = "FUNC",
            description = "Prints one function, by name or index, as WebAssembly and as bytecode.")
    private String dump;

    @Override
    public Integer call() {
        byte[] wasm;
        CompiledModule compiled;
        try {
            wasm = WasmFile.read(in);
            compiled = compile(wasm);
        } catch (TextFormatException e) {
            throw new UserException(e.getMessage());
        } catch (CompileException | IllegalArgumentException e) {
            throw new UserException(in + ": " + e.getMessage());
        }
        Path jar = out == null ? WasmFile.beside(in, ".jar") : out;
        if (!Files.isDirectory(jar.toAbsolutePath().getParent())) {
            throw new UserException("there is no folder " + jar.toAbsolutePath().getParent());
        }
        try {
            compiled.writeJar(jar);
        } catch (IOException e) {
            throw new UserException("cannot write " + jar + ": " + e.getMessage());
        }
        if (report) {
            System.out.print(SizeReport.of(wasm, compiled));
        }
        if (dump != null) {
            String text = FunctionDump.of(wasm, compiled, dump);
            if (text == null) {
                throw new UserException(in + " defines no function \"" + dump + "\"");
            }
            System.out.print(text);
        }
        return 0;
    }

    private CompiledModule compile(byte[] wasm) {
        try (Progress.Step step = Progress.onStandardError().begin("Compiling " + in.getFileName(), PROGRESS_STEPS)) {
            String words = words();
            CompileOptions options = new CompileOptions(packageName == null ? lowerCase(words) : packageName)
                    .withAccessor(className == null ? camelCase(words) : className)
                    .withProgress((done, total) -> step.advance((long) done * PROGRESS_STEPS / Math.max(total, 1)));
            CompiledModule compiled = WasmCompiler.compile(wasm, options);
            step.done();
            return compiled;
        }
    }

    /** The file's name without its ending, with a space for each run of what no Java name has. */
    private String words() {
        String words = in.getFileName()
                .toString()
                .replaceFirst("\\.\\w+$", "")
                .replaceAll("[^\\p{IsAlphabetic}\\d]+", " ")
                .strip();
        return words.isEmpty() || !Character.isJavaIdentifierStart(words.charAt(0))
                ? ("module " + words).strip()
                : words;
    }

    private static String lowerCase(String words) {
        String name = words.replace(" ", "").toLowerCase(Locale.ROOT);
        return JavaIdentifiers.isIdentifier(name) ? name : name + "_";
    }

    private static String camelCase(String words) {
        StringBuilder name = new StringBuilder();
        for (String word : words.split(" ")) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }
}
