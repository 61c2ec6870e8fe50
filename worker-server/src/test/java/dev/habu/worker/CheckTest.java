package dev.habu.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code habu check} of workers that cannot serve, each with all that it says. */
final class CheckTest {
    /** Pyodide is compiled first, if it is not yet: a command that does it says so. */
    @BeforeAll
    static void prepare() {
        CommandRun run = CommandRun.of("prepare");
        assertEquals(0, run.exitCode(), run::err);
    }

    @Test
    void exceptionAtImport() {
        assertProblem("import-error", """
                Traceback (most recent call last):
                  File "src/entry.py", line 8, in <module>
                    setup()
                    ~~~~~^^
                  File "src/entry.py", line 5, in setup
                    raise ValueError("raised at import")
                ValueError: raised at import
                """);
    }

    @Test
    void syntaxError() {
        assertProblem("syntax-error", """
                  File "src/entry.py", line 4
                    async def on_fetch(request)
                                               ^
                SyntaxError: expected ':'
                """);
    }

    @Test
    void noHandler() {
        assertProblem("no-handler", "Python entrypoint \"entry.py\" does not export a handler named \"on_fetch\"\n");
    }

    @Test
    void globalHandlerThatTheDateForbids() {
        assertProblem("global-handler-too-late", """
                Python entrypoint "entry.py" does not export a handler named "on_fetch": since compatibility date \
                2025-08-14 a worker exports "class Default(WorkerEntrypoint)" instead; the flag \
                "disable_python_no_global_handlers" brings global handlers back
                """);
    }

    @Test
    void entryModuleThatTheStandardLibraryHides() {
        assertProblem(
                "shadowed",
                "Python entrypoint \"calendar.py\" is hidden by the standard library's module \"calendar\": "
                        + "rename the file\n");
    }

    @Test
    void goodWorker() {
        CommandRun run = CommandRun.of("check", "src/test/workers/web");
        assertEquals("src/test/workers/web: web is ready to serve\n", run.out());
        assertEquals(0, run.exitCode());
    }

    private static void assertProblem(String worker, String expected) {
        CommandRun run = CommandRun.of("check", "src/test/workers/" + worker);
        assertEquals(expected, run.err());
        assertEquals(1, run.exitCode());
    }
}
