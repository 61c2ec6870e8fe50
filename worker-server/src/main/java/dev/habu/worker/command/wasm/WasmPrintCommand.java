package dev.habu.worker.command.wasm;

import dev.habu.compiler.CompileException;
import dev.habu.compiler.text.WatPrinter;
import dev.habu.worker.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code habu wasm print FILE.wasm}. */
@Command(
        name = "print",
        description = "Prints a module in the text format, with the names of its name section.",
        mixinStandardHelpOptions = true)
public final class WasmPrintCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE.wasm", description = "The module.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT.wat",
            description = "Where to write it instead of standard output.")
    private Path out;

    @Override
    public Integer call() {
        try {
            String text = WatPrinter.print(WasmFile.bytes(file));
            if (out == null) {
                System.out.print(text);
            } else {
                WasmFile.write(out, text.getBytes(StandardCharsets.UTF_8));
            }
            return 0;
        } catch (CompileException e) {
            throw new UserException(file + ": " + e.getMessage());
        }
    }
}
