package dev.habu.worker.command.wasm;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code habu wasm …}: tools for WebAssembly modules. */
@Command(
        name = "wasm",
        description = "Runs and translates WebAssembly modules.",
        mixinStandardHelpOptions = true,
        subcommands = {WasmRunCommand.class, Wat2WasmCommand.class, WasmPrintCommand.class})
public final class WasmCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Without a subcommand. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
