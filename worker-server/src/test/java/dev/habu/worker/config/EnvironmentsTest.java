package dev.habu.worker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.habu.worker.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code [env.NAME]}, {@code .dev.vars} and the command line, and the syntaxes of the wrangler file. */
final class EnvironmentsTest {
    private static final String WORKER = """
            name = "shop"
            main = "entry.py"
            compatibility_date = "2024-03-29"
            compatibility_flags = ["python_workers"]
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void makeMain() throws IOException {
        write("entry.py", "");
    }

    @Test
    void anEnvironmentInheritsWhatDescribesTheWorkerOnly() throws IOException {
        write("wrangler.toml", WORKER + """
                vars = { HOST = "example.com", DEBUG = true }
                d1_databases = [{ binding = "DB", database_name = "books", database_id = "123" }]

                [env.staging]
                compatibility_date = "2025-01-01"
                vars = { HOST = "staging.example.com" }
                kv_namespaces = [{ binding = "CACHE", id = "c", preview_id = "p" }]

                [env.live]
                name = "the-shop"
                """);
        WranglerConfig top = read(null);
        assertEquals("shop", top.name());
        assertEquals(
                List.of(new BindingConfig.D1("DB", "books", "123", "migrations", "d1_migrations")), top.bindings());
        assertEquals(List.of(), top.warnings());

        WranglerConfig staging = read("staging");
        assertEquals("shop-staging", staging.name());
        assertEquals(LocalDate.of(2025, 1, 1), staging.compatibilityDate());
        assertEquals(Map.of("HOST", "staging.example.com"), staging.vars());
        assertEquals(List.of(new BindingConfig.Kv("CACHE", "p")), staging.bindings());
        String file = folder.resolve("wrangler.toml").toString();
        assertEquals(
                List.of(
                        file
                                + ":6: \"d1_databases\" is not inherited by environments, and \"env.staging\" does not have it",
                        file
                                + ":5: \"vars.DEBUG\" is not inherited by environments, and \"env.staging\" does not have it"),
                staging.warnings());

        WranglerConfig live = read("live");
        assertEquals("the-shop", live.name());
        assertEquals(Map.of(), live.vars());
        assertEquals(LocalDate.of(2024, 3, 29), live.compatibilityDate());
    }

    @Test
    void anEnvironmentThatIsNotThere() throws IOException {
        write("wrangler.toml", WORKER + "[env.staging]\n[env.live]\n");
        assertEquals(
                folder.resolve("wrangler.toml")
                        + ":5: \"env\" has no environment \"stagin\", only staging, live; did you "
                        + "mean \"staging\"?",
                message("stagin"));
        write("wrangler.toml", WORKER);
        assertEquals(
                List.of(
                        "the environment \"staging\" has no [env.staging] of its own: the file has no environments, and "
                                + "its top level is used"),
                read("staging").warnings());
    }

    @Test
    void keysOfEnvironmentsAndBindingsAreChecked() throws IOException {
        write("wrangler.toml", WORKER + """
                [env.staging]
                dev = { port = 1 }
                vrs = { X = "" }

                [[d1_databases]]
                binding = "DB"
                databse_id = "1"
                """);
        String file = folder.resolve("wrangler.toml").toString();
        assertEquals(
                List.of(
                        file + ":6: \"env.staging.dev\" belongs to the top level of the file and is ignored here",
                        file
                                + ":7: \"env.staging.vrs\" is not a key of wrangler and is ignored; did you mean \"vars\"?",
                        file
                                + ":11: \"d1_databases[0].databse_id\" is not a key of wrangler and is ignored; did you mean "
                                + "\"database_id\"?"),
                read(null).warnings());
        write("wrangler.toml", WORKER + "vars = { DB = 1 }\nd1_databases = [{ binding = \"DB\" }]\n");
        assertEquals(
                file + ":6: \"d1_databases[0].binding\" is \"DB\", but \"vars.DB\" has this name in env already",
                message(null));
        write("wrangler.toml", WORKER + "kv_namespaces = [{ id = \"x\" }]\n");
        assertEquals(file + ":5: \"kv_namespaces[0]\" needs a \"binding\", the name that it has in env", message(null));
        write("wrangler.toml", WORKER + "d1_databases = [{ binding = \"DB\", database_id = 5 }]\n");
        assertEquals(file + ":5: \"d1_databases[0].database_id\" must be a string, but is an integer", message(null));
    }

    @Test
    void secretsReplaceVariablesAndTheCommandLineBoth() throws IOException {
        write("wrangler.toml", WORKER + "vars = { A = \"file\", B = \"file\", C = \"file\" }\n[env.staging]\n");
        write(".dev.vars", """
                # secrets

                B = secret # and a comment
                export C='it''s'
                QUOTED="two\\nlines # and no comment"
                MANY='first
                second'
                EMPTY=
                URL: https://example.com/?a=b
                """.replace("'it''s'", "`it's`"));
        WranglerConfig config =
                WranglerReader.read(folder, new WranglerOptions(null, Map.of("C", "line", "D", "line")));
        assertEquals(
                Map.of(
                        "A", "file",
                        "B", "secret",
                        "C", "line",
                        "D", "line",
                        "QUOTED", "two\nlines # and no comment",
                        "MANY", "first\nsecond",
                        "EMPTY", "",
                        "URL", "https://example.com/?a=b"),
                config.vars());
        write(".dev.vars.staging", "ONLY=this");
        assertEquals(Map.of("ONLY", "this"), read("staging").vars());
        assertEquals("`it's`".replace("`", ""), read(null).vars().get("C"));
    }

    @Test
    void malformedSecretsAreOneMessageThatDoesNotQuoteThem() throws IOException {
        write("wrangler.toml", WORKER);
        String file = folder.resolve(".dev.vars").toString();
        write(".dev.vars", "A=1\nsecret words\n");
        assertEquals(file + ":2: expected NAME=value", message(null));
        write(".dev.vars", "A=1\nB=\"never\nclosed\n");
        assertEquals(file + ":2: the quote that opens the value is never closed", message(null));
        write(".dev.vars", "A='x' y\n");
        assertEquals(file + ":1: text after the closing quote of the value", message(null));
    }

    @Test
    void jsonWithComments() throws IOException {
        write("wrangler.jsonc", """
                // the shop
                {
                  "$schema": "node_modules/wrangler/config-schema.json",
                  "name": "shop", /* its name */
                  "main": "entry.py",
                  "compatibility_date": "2024-03-29",
                  "compatibility_flags": ["python_workers"],
                  "vars": { "LIST": [1, 2.5, null, true], "DEEP": { "x": "y" } },
                }
                """);
        WranglerConfig config = read(null);
        assertEquals("shop", config.name());
        assertEquals("[1, 2.5, null, true]", config.vars().get("LIST").toString());
        assertEquals(Map.of("x", "y"), config.vars().get("DEEP"));
        assertEquals(List.of(), config.warnings());
    }

    @Test
    void jsonProblemsNameTheLine() throws IOException {
        Path file = write("wrangler.json", "{\n  \"name\": 5,\n  \"main\": \"entry.py\"\n}\n");
        assertEquals(file + ":2: \"name\" must be a string, but is an integer", message(null));
        write("wrangler.json", "{\n  \"name\": null\n}\n");
        assertEquals(file + ":2: \"name\" must be a string, but is null", message(null));
        write("wrangler.json", "{\n  \"name\": \"a\"\n}\n");
        assertEquals(file + ": the key \"main\" is missing; for example \"main\": \"src/entry.py\"", message(null));
        write("wrangler.json", "{\n  \"name\": oops\n}\n");
        assertEquals(
                file + ":2: not valid JSON: Unrecognized token 'oops': was expecting",
                message(null)
                        .substring(
                                0, (file + ":2: not valid JSON: Unrecognized token 'oops': was expecting").length()));
        write("wrangler.json", "{}\n{}\n");
        assertEquals(file + ":2: not valid JSON: text after the end of the object", message(null));
        write("wrangler.json", "{ \"a\": 1, \"a\": 2 }");
        assertEquals(file + ":1: not valid JSON: \"a\" was given before", message(null));
        write("wrangler.json", "");
        assertEquals(file + ":1: not valid JSON: the file is empty", message(null));
    }

    @Test
    void jsonWinsOverToml() throws IOException {
        write("wrangler.toml", "nonsense");
        write("wrangler.json", """
                { "name": "x", "main": "entry.py", "compatibility_date": "2024-03-29",
                  "compatibility_flags": ["python_workers"] }
                """);
        assertEquals(
                List.of(folder.resolve("wrangler.toml") + " is ignored, since wrangler.json is there too"),
                read(null).warnings());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private WranglerConfig read(String environment) {
        return WranglerReader.read(folder, new WranglerOptions(environment, Map.of()));
    }

    private String message(String environment) {
        return assertThrows(UserException.class, () -> read(environment)).getMessage();
    }
}
