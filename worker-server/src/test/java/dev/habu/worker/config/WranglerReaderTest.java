package dev.habu.worker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.habu.worker.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WranglerReaderTest {
    private static final String GOOD = """
            name = "hello"
            main = "src/entry.py"
            compatibility_date = "2024-03-29"
            compatibility_flags = ["python_workers"]
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void makeMain() throws IOException {
        Files.createDirectory(folder.resolve("src"));
        Files.writeString(folder.resolve("src/entry.py"), "");
    }

    @Test
    void readsWhatIsThere() {
        WranglerConfig config = read(GOOD + """
                [vars]
                HOST = "example.com"
                LIMITS = { size = 5, ratio = 0.5, on = true, names = ["a", "b"] }

                [[rules]]
                type = "Text"
                globs = ["**/*.md"]
                """);
        assertEquals("hello", config.name());
        assertEquals(folder.resolve("src/entry.py"), config.main());
        assertEquals("src", config.sourceFolderName());
        assertEquals(LocalDate.of(2024, 3, 29), config.compatibilityDate());
        assertEquals(
                Map.of(
                        "HOST",
                        "example.com",
                        "LIMITS",
                        Map.of("size", 5L, "ratio", 0.5, "on", true, "names", List.of("a", "b"))),
                config.vars());
        assertEquals(new ModuleRule("Text", List.of("**/*.md")), config.rules().getFirst());
        assertEquals(List.of(), config.warnings());
    }

    @Test
    void missingFolderOrFileSaysSo() throws IOException {
        Path nowhere = folder.resolve("nowhere");
        assertEquals("there is no folder " + nowhere, message(nowhere));
        Path file = Files.writeString(folder.resolve("file"), "");
        assertEquals(file + " is not a folder; give the folder that holds the worker's wrangler.toml", message(file));
        assertEquals(
                "there is no " + folder.resolve("wrangler.toml")
                        + "; a worker's folder needs one with name, main, compatibility_date and compatibility_flags",
                message(folder));
    }

    @Test
    void malformedTomlNamesTheLine() {
        assertProblem("name = \"hello\"\nmain = [1,\nnope\n", ":3: not valid TOML: Unexpected 'n'");
        assertProblem(GOOD + "name = \"again\"\n", ":5: not valid TOML: name previously defined at line 1");
        assertProblem("name = \"hel\nlo\"\n", ":1: not valid TOML: ");
    }

    @Test
    void notUtf8SaysSo() throws IOException {
        Files.write(folder.resolve("wrangler.toml"), "name = \"ä\"\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(folder.resolve("wrangler.toml") + " is not UTF-8 text", message(folder));
    }

    @Test
    void missingKeysAreNamedWithAnExample() {
        assertProblem(without("name"), ": the key \"name\" is missing; for example name = \"my-worker\"");
        assertProblem(without("main"), ": the key \"main\" is missing; for example main = \"src/entry.py\"");
        assertProblem(
                without("compatibility_date"),
                ": the key \"compatibility_date\" is missing; for example compatibility_date = \"2024-03-29\"");
        assertProblem(
                without("compatibility_flags"),
                ": the key \"compatibility_flags\" is missing; for example compatibility_flags = [\"python_workers\"]");
    }

    @Test
    void wrongTypesNameKeyAndLine() {
        assertProblem(with("name", "5"), ":1: \"name\" must be a string, but is an integer");
        assertProblem(with("main", "[\"a\"]"), ":2: \"main\" must be a string, but is an array");
        assertProblem(
                with("compatibility_date", "true"), ":3: \"compatibility_date\" must be a string, but is a boolean");
        assertProblem(
                with("compatibility_flags", "\"python_workers\""),
                ":4: \"compatibility_flags\" must be an array, but is a string");
        assertProblem(
                with("compatibility_flags", "[\"python_workers\", {}]"),
                ":4: \"compatibility_flags[1]\" must be a string, but is a table");
        assertProblem(GOOD + "vars = 1.5\n", ":5: \"vars\" must be a table, but is a number");
        assertProblem(GOOD + "[[rules]]\ntype = \"Text\"\n", ":5: \"rules[0]\" needs a \"type\" and \"globs\"");
    }

    @Test
    void wrongValuesNameKeyAndLine() {
        assertProblem(
                with("name", "\"Hello World\""),
                ":1: \"name\" must consist of lower-case letters, digits, dashes and underscores, but is \"Hello World\"");
        assertProblem(with("main", "\"src/nope.py\""), ":2: \"main\" names src/nope.py, but there is no such file");
        assertProblem(
                with("main", "\"../entry.py\""),
                ":2: \"main\" names ../entry.py, which is outside of the worker's folder");
        assertProblem(with("main", "\"wrangler.toml\""), ":2: \"main\" must name a Python file (.py)");
        assertProblem(
                with("compatibility_date", "\"yesterday\""),
                ":3: \"compatibility_date\" must be a date such as \"2024-03-29\", but is \"yesterday\"");
        assertProblem(
                with("compatibility_flags", "[]"),
                ":4: \"compatibility_flags\" must list \"python_workers\" for a worker written in Python");
        assertProblem(
                with(
                        "compatibility_flags",
                        "[\"python_workers\", \"python_no_global_handlers\", \"disable_python_no_global_handlers\"]"),
                ":4: \"compatibility_flags\" lists both \"python_no_global_handlers\" and "
                        + "\"disable_python_no_global_handlers\", which contradict each other");
    }

    @Test
    void unknownKeysWarnWithASuggestion() {
        String file = folder.resolve("wrangler.toml").toString();
        assertEquals(
                List.of(
                        file + ":5: \"compatability_date\" is not a key of wrangler and is ignored; did you mean "
                                + "\"compatibility_date\"?",
                        file + ":6: \"zzz\" is not a key of wrangler and is ignored",
                        file
                                + ":7: \"workers_devs\" is not a key of wrangler and is ignored; did you mean \"workers_dev\"?",
                        file + ":8: \"r2_buckets\" is not supported by habu yet and is ignored"),
                read(GOOD
                                + "compatability_date = 1\nzzz = 1\nworkers_devs = true\nr2_buckets = []\nworkers_dev = true\n")
                        .warnings());
    }

    @Test
    void unknownFlagsWarn() {
        assertEquals(
                List.of(folder.resolve("wrangler.toml")
                        + ":4: \"compatibility_flags[1]\" is \"python_worker_20250116\", a flag that has no effect in "
                        + "habu; did you mean \"python_workers_20250116\"?"),
                read(with("compatibility_flags", "[\"python_workers\", \"python_worker_20250116\"]"))
                        .warnings());
    }

    private static String without(String key) {
        return GOOD.replaceAll("(?m)^" + key + " = .*\n", "");
    }

    private static String with(String key, String value) {
        return GOOD.replaceAll("(?m)^" + key + " = .*\n", key + " = " + value + "\n");
    }

    private WranglerConfig read(String toml) {
        try {
            Files.writeString(folder.resolve("wrangler.toml"), toml);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return WranglerReader.read(folder, WranglerOptions.NONE);
    }

    private static String message(Path folder) {
        return assertThrows(UserException.class, () -> WranglerReader.read(folder, WranglerOptions.NONE))
                .getMessage();
    }

    private void assertProblem(String toml, String expected) {
        String message = assertThrows(UserException.class, () -> read(toml)).getMessage();
        String start = folder.resolve("wrangler.toml") + expected;
        assertEquals(start, message.substring(0, Math.min(start.length(), message.length())));
    }
}
