package dev.habu.worker.command.d1;

import dev.habu.worker.config.BindingConfig;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code habu d1 create NAME}. */
@Command(name = "create", description = "Makes an empty database and says what belongs into the wrangler file.")
final class CreateCommand implements Callable<Integer> {
    /** What wrangler proposes, and what its documentation's workers call their database. */
    private static final String BINDING = "DB";

    @Mixin
    private Project project;

    @Parameters(paramLabel = "NAME", description = "What the database is called.")
    private String name;

    @Override
    public Integer call() {
        BindingConfig.D1 database =
                new BindingConfig.D1(BINDING, name, UUID.randomUUID().toString(), "migrations", "d1_migrations");
        project.with(database, store -> Project.await(store.query(List.of())));
        System.out.println("Created the database \"" + name + "\". For wrangler.toml:\n");
        System.out.println("[[d1_databases]]");
        System.out.println("binding = \"" + database.binding() + "\"");
        System.out.println("database_name = \"" + name + "\"");
        System.out.println("database_id = \"" + database.id() + "\"");
        return 0;
    }
}
