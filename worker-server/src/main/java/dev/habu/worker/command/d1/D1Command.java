package dev.habu.worker.command.d1;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code habu d1 …}: looks after the D1 databases that a project's workers have on this machine, as wrangler does. */
@Command(
        name = "d1",
        description = "Looks after the D1 databases of this machine.",
        subcommands = {
            CreateCommand.class,
            ListCommand.class,
            ExecuteCommand.class,
            ExportCommand.class,
            MigrationsCommand.class
        },
        mixinStandardHelpOptions = true)
public final class D1Command implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
