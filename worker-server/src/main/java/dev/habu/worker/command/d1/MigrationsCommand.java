package dev.habu.worker.command.d1;

import dev.habu.worker.Main;
import dev.habu.worker.UserException;
import dev.habu.worker.config.BindingConfig;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code habu d1 migrations (create | list | apply) DATABASE}. */
@Command(
        name = "migrations",
        description = "Makes, lists and applies migrations: files with SQL that are applied once, in order.",
        mixinStandardHelpOptions = true)
final class MigrationsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    @Command(description = "Makes a file for the next migration.")
    int create(
            @Mixin Project project,
            @Parameters(paramLabel = "DATABASE") String name,
            @Parameters(paramLabel = "MESSAGE", arity = "1..*", description = "What it does, for the file's name.")
                    List<String> message) {
        Migrations migrations = new Migrations(project, project.database(name));
        System.out.println("Created " + migrations.create(String.join(" ", message)));
        return 0;
    }

    @Command(description = "Lists the migrations that have not been applied.")
    int list(@Mixin Project project, @Parameters(paramLabel = "DATABASE") String name) {
        List<String> pending = new Migrations(project, project.database(name)).pending();
        System.out.println(pending.isEmpty() ? "No migrations to apply" : "Migrations to be applied:");
        pending.forEach(System.out::println);
        return 0;
    }

    @Command(description = "Applies the migrations that have not been applied. One that fails leaves nothing behind.")
    int apply(@Mixin Project project, @Parameters(paramLabel = "DATABASE") String name) {
        BindingConfig.D1 database = project.database(name);
        Migrations migrations = new Migrations(project, database);
        List<String> pending = migrations.pending();
        if (pending.isEmpty()) {
            System.out.println("No migrations to apply");
        }
        for (String migration : pending) {
            try {
                migrations.apply(migration);
            } catch (UserException e) {
                System.err.println("habu: migration " + migration + " failed and was taken back: " + e.getMessage());
                return Main.EXIT_FAILURE;
            }
            System.out.println("Applied " + migration);
        }
        return 0;
    }
}
