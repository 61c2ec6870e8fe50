package dev.habu.worker.command.d1;

import dev.habu.compiler.Progress;
import dev.habu.worker.UserException;
import dev.habu.worker.config.BindingConfig;
import dev.habu.worker.storage.D1Result;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code habu d1 execute DATABASE (--command SQL | --file FILE)}: all statements take effect or none does. */
@Command(name = "execute", description = "Executes SQL: all of it, or nothing of it if a statement fails.")
final class ExecuteCommand implements Callable<Integer> {
    private static final class Source {
        @Option(names = "--command", paramLabel = "SQL", description = "The statements.")
        private String command;

        @Option(names = "--file", paramLabel = "FILE", description = "A file with the statements.")
        private Path file;
    }

    @Mixin
    private Project project;

    @Parameters(paramLabel = "DATABASE", description = "Its name in the wrangler file.")
    private String name;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(names = "--json", description = "Prints all results as JSON.")
    private boolean json;

    @Option(
            names = {"-y", "--yes"},
            description = "Means nothing: there are no questions.")
    void setYes(boolean yes) {
        // For the sake of command lines that were written for wrangler.
    }

    @Override
    public Integer call() {
        BindingConfig.D1 database = project.database(name);
        String sql = source.file == null ? source.command : text(source.file);
        List<Map<String, Object>> objects = new ArrayList<>();
        Progress progress = source.file == null || json ? Progress.silent() : Progress.onStandardError();
        int count = project.with(database, store -> {
            try (Progress.Step step = progress.begin("Executing " + source.file, sql.length())) {
                int executed = Project.await(store.script(sql, (result, done, _) -> {
                    step.advance(done);
                    if (json) {
                        objects.add(Output.object(result));
                    } else if (source.file == null) {
                        print(result);
                    }
                }));
                step.done();
                return executed;
            }
        });
        System.out.println(
                json ? Output.json(objects) : count + (count == 1 ? " statement" : " statements") + " executed");
        return 0;
    }

    private static void print(D1Result result) {
        if (!result.columns().isEmpty()) {
            System.out.println(Output.table(result.columns(), result.rows()));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UserException("there is no file " + file);
        } catch (CharacterCodingException e) {
            throw new UserException(file + " is not UTF-8 text");
        } catch (IOException e) {
            throw new UserException(file + " cannot be read: " + e.getMessage());
        }
    }
}
