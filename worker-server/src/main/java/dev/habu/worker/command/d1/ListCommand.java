package dev.habu.worker.command.d1;

import dev.habu.worker.UserException;
import dev.habu.worker.config.BindingConfig;
import dev.habu.worker.storage.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code habu d1 list}. */
@Command(name = "list", description = "Lists the databases of the wrangler file and where they are.")
final class ListCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("name", "binding", "id", "bytes", "file");

    @Mixin
    private Project project;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<Object[]> rows = new ArrayList<>();
        try (StateFolder state = new StateFolder(project.folder())) {
            for (BindingConfig.D1 database : project.databases()) {
                Path file = state.d1File(database.id());
                rows.add(new Object[] {
                    database.databaseName(),
                    database.binding(),
                    database.id(),
                    Files.exists(file) ? Files.size(file) : 0L,
                    project.folder().relativize(file).toString()
                });
            }
        } catch (IOException e) {
            throw new UserException("cannot look into the state folder: " + e.getMessage());
        }
        if (json) {
            System.out.println(
                    Output.json(rows.stream().map(ListCommand::object).toList()));
        } else {
            System.out.print(Output.table(COLUMNS, rows));
        }
        return 0;
    }

    private static Map<String, Object> object(Object[] row) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < row.length; i++) {
            object.put(COLUMNS.get(i), row[i]);
        }
        return object;
    }
}
