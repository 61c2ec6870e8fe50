package dev.habu.worker.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** D1 and KV from a worker: {@code src/test/workers/storage}. */
final class StorageWorkerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ServedWorker worker;

    @BeforeAll
    static void start() {
        worker = ServedWorker.named("storage");
        assertEquals(Optional.empty(), worker.isolate().loadProblem());
    }

    @Test
    void classesAreCalledAsOnThePlatform() throws Exception {
        assertAnswer("names", "[\"D1Database\", \"D1PreparedStatement\", \"KvNamespace\", \"False\"]");
    }

    @Test
    void aMissingBindingIsAnAttributeError() throws Exception {
        HttpResponse<String> response = worker.get("/missing");
        assertEquals(500, response.statusCode());
        assertTrue(response.body().endsWith("AttributeError: NONE\n"), response::body);
    }

    @Test
    void valuesKeepTheirTypes() throws Exception {
        assertAnswer("d1_types", """
                [true, 1, 1, true, 1, true, true,
                 [[1, 7, "é✓", 1.5, [0, 255], "integer", "text", "blob"], [2, 1, "5", 2, [1, 2], "integer", "text", "blob"]],
                 9007199254740992, "{\\"big\\":9007199254740992,\\"gone\\":null}", "null"]
                """);
    }

    @Test
    void resultsHaveTheShapesOfD1() throws Exception {
        assertAnswer("d1_results", """
                ["[{\\"n\\":1},{\\"n\\":2}]", "[{\\"n\\":1,\\"a b\\":\\"x\\"},{\\"n\\":2,\\"a b\\":\\"x\\"}]", 2, false, 2, [["n"], [1], [2]]]
                """);
    }

    @Test
    void namesOfColumnsMeanNothing() throws Exception {
        String row =
                "{\\\"0\\\":3,\\\"__proto__\\\":7,\\\"constructor\\\":1,\\\"then\\\":2,\\\"toString\\\":4,\\\"x\\\":6}";
        assertAnswer("d1_names", "[\"" + row + "\", \"" + row + "\", true, 7, 6]");
    }

    @Test
    void valuesAreBoundAsTheyAreThen() throws Exception {
        assertAnswer("d1_bind", """
                [[[1.5, "real"], [0, "integer"], [1e300, "real"], ["", "text"], [1, "integer"], [null, "null"],
                  [[1, 2], "blob"], [[1, 2], "blob"], [[0, 255], "blob"]],
                 [[1.5, "real"]],
                 "Error: D1_ERROR: Wrong number of parameter bindings for SQL query.",
                 "Error: D1_TYPE_ERROR: batch() takes an array of statements made by prepare()"]
                """);
    }

    @Test
    void errorsHaveTheTextsOfD1() throws Exception {
        assertLines("d1_errors", """
                Error: D1_ERROR: near "SELEC": syntax error: SQLITE_ERROR
                Error: D1_ERROR: no such table: nowhere: SQLITE_ERROR
                Error: D1_ERROR: UNIQUE constraint failed: u.email: SQLITE_CONSTRAINT
                Error: D1_ERROR: NOT NULL constraint failed: u.email: SQLITE_CONSTRAINT
                Error: D1_ERROR: Wrong number of parameter bindings for SQL query.
                Error: D1_ERROR: A prepared SQL statement must contain only one statement.
                Error: D1_ERROR: SQL code did not contain a statement.
                Error: D1_COLUMN_NOTFOUND: Column not found (nope)
                Error: D1_EXEC_ERROR: Error in line 3: SELECT *: no such table: nowhere: SQLITE_ERROR
                Error: D1_TYPE_ERROR: Type 'object' not supported for value '[object Object]'
                Error: D1_TYPE_ERROR: Type 'undefined' not supported for value 'undefined'
                Error: D1_ERROR: No SQL statements detected.
                """);
    }

    @Test
    void sqlThatReachesTheHostIsRefused() throws Exception {
        assertLines("d1_refused", """
                Error: D1_ERROR: not authorized: SQLITE_AUTH
                Error: D1_ERROR: not authorized: SQLITE_AUTH
                Error: D1_ERROR: not authorized: SQLITE_AUTH
                Error: D1_ERROR: not authorized: SQLITE_AUTH
                Error: D1_ERROR: not authorized: SQLITE_AUTH
                Error: D1_ERROR: not authorized: SQLITE_AUTH
                Error: D1_ERROR: not authorized to use function: load_extension: SQLITE_AUTH
                Error: D1_ERROR: To execute a transaction, please use batch() instead of the SQL BEGIN statement: SQLITE_AUTH
                Error: D1_ERROR: To execute a transaction, please use batch() instead of the SQL SAVEPOINT statement: SQLITE_AUTH
                true
                """);
    }

    @Test
    void aBatchIsAllOrNothing() throws Exception {
        assertAnswer(
                "d1_batch",
                "[\"[{\\\"n\\\":2}]\", 3, \"Error: D1_ERROR: UNIQUE constraint failed: b.n: SQLITE_CONSTRAINT\", 2]");
    }

    @Test
    void execTakesSeveralStatements() throws Exception {
        assertAnswer("d1_exec", "[4, true, [[\";\"]]]");
    }

    @Test
    void sessionsHaveBookmarks() throws Exception {
        assertAnswer("d1_session", "[\"null\", \"x\", true, true]");
    }

    @Test
    void kvKeepsTextBytesAndMetadata() throws Exception {
        assertAnswer("kv_values", """
                ["é✓", "null", "00ff", "{\\"kind\\":\\"bytes\\"}",
                 "{\\"value\\":null,\\"metadata\\":null,\\"cacheStatus\\":null}", "é✓", "[[\\"text\\",\\"é✓\\"],[\\"nothing\\",null]]"]
                """);
    }

    @Test
    void kvListsInPages() throws Exception {
        assertAnswer("kv_list", """
                ["[{\\"name\\":\\"l:a\\"},{\\"name\\":\\"l:b\\",\\"metadata\\":{\\"n\\":\\"b\\"}},{\\"name\\":\\"l:é\\"}]", false,
                 ["l:\\uDBFF\\uDFFF\\uDBFF\\uDFFF"], true, false]
                """);
    }

    @Test
    void kvErrorsHaveTheTextsOfThePlatform() throws Exception {
        assertLines("kv_errors", """
                TypeError: Key name cannot be empty.
                TypeError: ".." is not allowed as a key name.
                Error: KV GET failed: 414 UTF-8 encoded length of 600 exceeds key length limit of 512.
                Error: KV PUT failed: 400 Invalid expiration_ttl of 10. Expiration TTL must be at least 60.
                Error: KV PUT failed: 400 Invalid expiration of 1000. Please specify integer greater than the current number of seconds since the UNIX epoch.
                TypeError: KV put() accepts only strings, ArrayBuffers, ArrayBufferViews, and ReadableStreams as values.
                Error: KV PUT failed: 413 Metadata length of 2002 exceeds limit of 1024.
                TypeError: Unknown response type. Possible types are "text", "arrayBuffer", "json", and "stream".
                Error: KV GET failed: 400 Invalid key_count_limit of 0. Please specify an integer greater than 0.
                """);
    }

    private static void assertAnswer(String path, String json) throws Exception {
        assertEquals(JSON.readTree(json), JSON.readTree(worker.text("/" + path)));
    }

    private static void assertLines(String path, String lines) throws Exception {
        List<String> answer = StreamSupport.stream(
                        JSON.readTree(worker.text("/" + path)).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        assertEquals(lines, String.join("\n", answer) + "\n");
    }
}
