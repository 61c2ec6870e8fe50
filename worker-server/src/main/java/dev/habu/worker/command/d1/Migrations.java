package dev.habu.worker.command.d1;

import dev.habu.worker.UserException;
import dev.habu.worker.config.BindingConfig;
import dev.habu.worker.storage.D1Query;
import dev.habu.worker.storage.D1Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The migrations of one database: files in a folder, and a table in the database that names those applied. */
final class Migrations {
    private final Project project;
    private final BindingConfig.D1 database;
    private final Path folder;
    private final String table;

    Migrations(Project project, BindingConfig.D1 database) {
        this.project = project;
        this.database = database;
        this.folder = project.folder().resolve(database.migrationsFolder());
        this.table = '"' + database.migrationsTable().replace("\"", "\"\"") + '"';
    }

    /** Makes an empty migration; returns its path relative to the project. */
    Path create(String message) {
        try {
            Files.createDirectories(folder);
            int next = 1;
            for (String file : files()) {
                String digits = file.replaceFirst("\\D.*", "");
                next = digits.isEmpty() ? next : Math.max(next, Integer.parseInt(digits) + 1);
            }
            String number = "%04d".formatted(next);
            Path file = folder.resolve(number + "_" + message.strip().replaceAll("[^\\w.-]+", "_") + ".sql");
            Files.writeString(file, "-- Migration number: " + number + " \t " + Instant.now() + "\n");
            return project.folder().relativize(file);
        } catch (IOException e) {
            throw new UserException("cannot write to the folder " + folder + ": " + e.getMessage());
        }
    }

    /** All files of the folder, in the order in which they are applied. */
    private List<String> files() {
        if (!Files.isDirectory(folder)) {
            throw new UserException(
                    "there is no folder " + folder + " with migrations; habu d1 migrations create makes it");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserException("cannot read the folder " + folder + ": " + e.getMessage());
        }
    }

    List<String> pending() {
        List<String> files = files();
        List<String> applied = project.with(database, this::applied);
        return files.stream().filter(file -> !applied.contains(file)).toList();
    }

    private List<String> applied(D1Store store) {
        D1Query create = new D1Query(
                "CREATE TABLE IF NOT EXISTS " + table + " (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, "
                        + "applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)",
                List.of());
        D1Query select = new D1Query("SELECT name FROM " + table, List.of());
        return Project.await(store.query(List.of(create, select))).getLast().rows().stream()
                .map(row -> (String) row[0])
                .toList();
    }

    /**
     * Applies one and notes that it is applied, both or neither.
     *
     * @throws UserException if it fails
     */
    void apply(String file) {
        String sql;
        try {
            sql = Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UserException(folder.resolve(file) + " cannot be read: " + e.getMessage());
        }
        String note = "INSERT INTO " + table + " (name) VALUES ('" + file.replace("'", "''") + "');";
        project.with(database, store -> Project.await(store.script(sql + "\n;" + note, (_, _, _) -> {})));
    }
}
