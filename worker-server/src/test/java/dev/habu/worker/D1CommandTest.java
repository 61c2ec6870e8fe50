package dev.habu.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code habu d1 …}. */
final class D1CommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @BeforeEach
    void makeProject() throws IOException {
        Files.writeString(folder.resolve("entry.py"), "");
        Files.writeString(folder.resolve("wrangler.toml"), """
                name = "books"
                main = "entry.py"
                compatibility_date = "2024-03-29"
                compatibility_flags = ["python_workers", "python_workers_20260610"]
                d1_databases = [{ binding = "DB", database_name = "books", database_id = "1" }]
                """);
    }

    @Test
    void createSaysWhatBelongsIntoTheFile() throws IOException {
        CommandRun run = d1("create", "my books");
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().matches("""
                        Created the database "my books"\\. For wrangler.toml:

                        \\[\\[d1_databases]]
                        binding = "DB"
                        database_name = "my books"
                        database_id = "[0-9a-f-]{36}"
                        """), run::out);
        String id = run.out().replaceAll("(?s).*database_id = \"([^\"]*)\".*", "$1");
        assertTrue(Files.exists(folder.resolve(".habu/state/d1/" + id + ".sqlite")));
    }

    @Test
    void executeCommandsAndFiles() throws IOException {
        assertEquals(
                "1 statement executed\n",
                d1("execute", "books", "--local", "--command", "CREATE TABLE b (t, n)")
                        .out());
        Path file = Files.writeString(
                folder.resolve("init.sql"),
                "INSERT INTO b VALUES ('Kokoro', 1914);\nINSERT INTO b VALUES (NULL, 2.5);");
        CommandRun run = d1("execute", "DB", "--file=" + file, "--yes");
        assertEquals("2 statements executed\n", run.out());
        assertTrue(run.err().contains("Executing " + file), run::err);
        assertEquals("""
                t       n
                Kokoro  1914
                NULL    2.5

                1 statement executed
                """, d1("execute", "books", "--command", "SELECT * FROM b").out());
        JsonNode json =
                JSON.readTree(d1("execute", "books", "--json", "--command", "SELECT n FROM b; SELECT x'0102' AS x")
                        .out());
        assertEquals("[{\"n\":1914},{\"n\":2.5}]", json.get(0).get("results").toString());
        assertEquals("[{\"x\":[1,2]}]", json.get(1).get("results").toString());
        assertTrue(json.get(0).get("success").asBoolean());
    }

    @Test
    void tenMegabytesAreExecuted() throws IOException {
        StringBuilder sql = new StringBuilder("CREATE TABLE big (id INTEGER PRIMARY KEY, text TEXT);\n");
        String filler = "x".repeat(990);
        for (int i = 0; sql.length() < 10_000_000; i++) {
            sql.append("INSERT INTO big VALUES (")
                    .append(i)
                    .append(", '")
                    .append(filler)
                    .append("');\n");
        }
        Path file = Files.writeString(folder.resolve("big.sql"), sql);
        CommandRun run = d1("execute", "books", "--file", file.toString());
        assertEquals(0, run.exitCode(), run::err);
        long statements = sql.chars().filter(c -> c == '\n').count();
        assertEquals(statements + " statements executed\n", run.out());
    }

    @Test
    void problemsAreOneMessage() throws IOException {
        assertFails(
                "habu: the wrangler file has no D1 database \"nope\", only books",
                "execute",
                "nope",
                "--command",
                "SELECT 1");
        assertFails(
                "habu: books: Error in line 1: SELEC 1: near \"SELEC\": syntax error: SQLITE_ERROR",
                "execute",
                "books",
                "--command",
                "SELEC 1");
        assertFails("habu: there is no file nope.sql", "execute", "books", "--file", "nope.sql");
        assertEquals(2, d1("execute", "books").exitCode());
        assertEquals(
                2, d1("execute", "books", "--remote", "--command", "SELECT 1").exitCode());
        assertFails("habu: cannot write /nope/x.sql: /nope/x.sql", "export", "books", "--output", "/nope/x.sql");
        assertEquals(2, CommandRun.of("d1").exitCode());
    }

    @Test
    void listAndExport() throws IOException {
        d1("execute", "books", "--command", "CREATE TABLE b (t); INSERT INTO b VALUES ('x')");
        JsonNode listed = JSON.readTree(d1("list", "--json").out()).get(0);
        assertEquals("books", listed.get("name").asText());
        assertEquals(".habu/state/d1/1.sqlite", listed.get("file").asText());
        assertTrue(d1("list").out().startsWith("name   binding  id  bytes"), d1("list")::out);
        Path output = folder.resolve("out.sql");
        assertEquals(
                "Exported books to " + output + "\n",
                d1("export", "books", "--output", output.toString()).out());
        assertEquals(
                "PRAGMA defer_foreign_keys=TRUE;\nCREATE TABLE b (t);\nINSERT INTO \"b\" (\"t\") VALUES('x');\n",
                Files.readString(output));
    }

    @Test
    void migrationsAreAppliedOnce() throws IOException {
        assertFails(
                "habu: there is no folder " + folder.resolve("migrations")
                        + " with migrations; habu d1 migrations create makes it",
                "migrations",
                "apply",
                "books");
        assertEquals(
                "Created migrations/0001_make_books.sql\n",
                d1("migrations", "create", "books", "make books").out());
        assertEquals(
                "Created migrations/0002_fill_books.sql\n",
                d1("migrations", "create", "books", "fill", "books").out());
        Path first = folder.resolve("migrations/0001_make_books.sql");
        assertTrue(Files.readString(first).startsWith("-- Migration number: 0001"));
        Files.writeString(first, "CREATE TABLE b (t); -- no newline");
        Path second = folder.resolve("migrations/0002_fill_books.sql");
        Files.writeString(second, "INSERT INTO b VALUES ('x');\nINSERT INTO nowhere VALUES (1);");
        assertEquals(
                "Migrations to be applied:\n0001_make_books.sql\n0002_fill_books.sql\n",
                d1("migrations", "list", "books").out());
        CommandRun failed = d1("migrations", "apply", "books");
        assertEquals("Applied 0001_make_books.sql\n", failed.out());
        assertEquals(
                "habu: migration 0002_fill_books.sql failed and was taken back: books: Error in line 2: INSERT INTO nowhere "
                        + "VALUES (1): no such table: nowhere: SQLITE_ERROR\n",
                failed.err());
        assertEquals(1, failed.exitCode());
        Files.writeString(second, "INSERT INTO b VALUES ('x');");
        assertEquals(
                "Applied 0002_fill_books.sql\n",
                d1("migrations", "apply", "books", "--local").out());
        assertEquals(
                "No migrations to apply\n", d1("migrations", "apply", "books").out());
        assertEquals(
                "t\nx\n\n1 statement executed\n",
                d1("execute", "books", "--command", "SELECT * FROM b").out());
    }

    private CommandRun d1(String... args) {
        List<String> line = new ArrayList<>(List.of("d1"));
        line.addAll(List.of(args));
        line.addAll(List.of("--cwd", folder.toString()));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private void assertFails(String message, String... args) {
        CommandRun run = d1(args);
        assertEquals(message + "\n", run.err());
        assertEquals(1, run.exitCode());
    }
}
