package dev.habu.worker.command.d1;

import dev.habu.worker.UserException;
import dev.habu.worker.config.BindingConfig;
import dev.habu.worker.storage.SqlDump;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code habu d1 export DATABASE --output FILE}. */
@Command(name = "export", description = "Writes a database as SQL.")
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private Project project;

    @Parameters(paramLabel = "DATABASE", description = "Its name in the wrangler file.")
    private String name;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "The file to write.")
    private Path output;

    @Option(names = "--table", paramLabel = "TABLE", description = "Only this table; may be repeated.")
    private Set<String> tables = Set.of();

    @Option(names = "--no-schema", description = "Without the statements that make the tables.")
    private boolean noSchema;

    @Option(names = "--no-data", description = "Without what is in the tables.")
    private boolean noData;

    @Override
    public Integer call() {
        BindingConfig.D1 database = project.database(name);
        try (Writer writer = Files.newBufferedWriter(output)) {
            project.with(
                    database, store -> Project.await(store.export(new SqlDump(tables, !noSchema, !noData, writer))));
        } catch (IOException e) {
            throw new UserException("cannot write " + output + ": " + e.getMessage());
        }
        System.out.println("Exported " + name + " to " + output);
        return 0;
    }
}
