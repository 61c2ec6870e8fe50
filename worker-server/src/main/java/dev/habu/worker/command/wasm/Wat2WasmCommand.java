package dev.habu.worker.command.wasm;

import dev.habu.compiler.TextFormatException;
import dev.habu.compiler.text.WatParser;
import dev.habu.worker.UserException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code habu wasm wat2wasm IN.wat -o OUT.wasm}. */
@Command(
        name = "wat2wasm",
        description = "Translates a module from the text format to the binary format, with a name section.",
        mixinStandardHelpOptions = true)
public final class Wat2WasmCommand implements Callable<Integer> {
    @Parameters(paramLabel = "IN.wat", description = "The module as text.")
    private Path in;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT.wasm",
            description = "Where to write it; beside the text if not given.")
    private Path out;

    @Override
    public Integer call() {
        try {
            byte[] wasm = WatParser.parse(WasmFile.bytes(in), in.toString());
            WasmFile.write(out == null ? WasmFile.beside(in, ".wasm") : out, wasm);
            return 0;
        } catch (TextFormatException e) {
            throw new UserException(e.getMessage());
        }
    }
}
