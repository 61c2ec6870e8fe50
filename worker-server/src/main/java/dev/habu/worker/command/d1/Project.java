package dev.habu.worker.command.d1;

import dev.habu.worker.UserException;
import dev.habu.worker.config.BindingConfig;
import dev.habu.worker.config.WranglerConfig;
import dev.habu.worker.config.WranglerOptions;
import dev.habu.worker.config.WranglerReader;
import dev.habu.worker.storage.D1Store;
import dev.habu.worker.storage.StateFolder;
import dev.habu.worker.storage.StorageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Option;

/** The project whose databases a command is about, and the options that say so. */
final class Project {
    /** Work on a database; the futures that it waits for fail with {@link StorageException}s. */
    interface Work<T> {
        T on(D1Store store);
    }

    @Option(
            names = "--cwd",
            paramLabel = "DIR",
            description = "The folder with the wrangler file; this one by default.")
    private Path folder = Path.of("");

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME",
            description = "The environment whose databases are meant.")
    private String environment;

    @Option(names = "--local", description = "Means nothing: all databases are on this machine.")
    void setLocal(boolean local) {
        // For the sake of command lines that were written for wrangler.
    }

    Path folder() {
        return folder.toAbsolutePath().normalize();
    }

    List<BindingConfig.D1> databases() {
        Path shown = folder.toString().isEmpty() ? Path.of(".") : folder;
        WranglerConfig config = WranglerReader.read(shown, new WranglerOptions(environment, Map.of()));
        return config.bindings().stream()
                .filter(BindingConfig.D1.class::isInstance)
                .map(BindingConfig.D1.class::cast)
                .toList();
    }

    /**
     * The database of this name, binding or id.
     *
     * @throws UserException if the wrangler file has none
     */
    BindingConfig.D1 database(String name) {
        List<BindingConfig.D1> databases = databases();
        return databases.stream()
                .filter(database -> List.of(database.databaseName(), database.binding(), database.id())
                        .contains(name))
                .findFirst()
                .orElseThrow(() -> new UserException("the wrangler file has no D1 database \"" + name + "\""
                        + (databases.isEmpty()
                                ? "; it has none at all"
                                : ", only "
                                        + String.join(
                                                ", ",
                                                databases.stream()
                                                        .map(BindingConfig.D1::databaseName)
                                                        .toList()))));
    }

    /**
     * Works on a database and closes it.
     *
     * @throws UserException with what the database complains of
     */
    <T> T with(BindingConfig.D1 database, Work<T> work) {
        try (StateFolder state = new StateFolder(folder())) {
            return work.on(state.d1(database.id()));
        } catch (CompletionException e) {
            if (e.getCause() instanceof StorageException problem) {
                throw new UserException(database.databaseName() + ": " + problem.getMessage());
            }
            throw e;
        }
    }

    /** Waits for a result; what {@link #with} makes a message of passes through. */
    static <T> T await(CompletableFuture<T> future) {
        return future.join();
    }
}
