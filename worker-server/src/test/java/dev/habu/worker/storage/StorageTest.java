package dev.habu.worker.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.worker.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The databases under {@code .habu/state}. */
final class StorageTest {
    @TempDir
    private Path project;

    @Test
    void aFullDatabaseIsAnErrorAndStaysWhole() {
        try (StateFolder state = new StateFolder(project, 200_000)) {
            D1Store store = state.d1("small");
            query(store, "CREATE TABLE t (b BLOB)");
            int rows = 0;
            String problem = null;
            while (problem == null) {
                try {
                    query(store, "INSERT INTO t VALUES (randomblob(20000))");
                    rows++;
                } catch (CompletionException e) {
                    problem = e.getCause().getMessage();
                }
            }
            assertEquals("database or disk is full: SQLITE_FULL", problem);
            assertEquals(
                    (long) rows, query(store, "SELECT count(*) FROM t").rows().getFirst()[0]);
            assertEquals("ok", query(store, "PRAGMA quick_check").rows().getFirst()[0]);
            query(store, "DELETE FROM t");
            query(store, "INSERT INTO t VALUES (randomblob(20000))");
        }
    }

    @Test
    void statementsThatAreKeptSeeWhatBecameOfTheirTable() {
        try (StateFolder state = new StateFolder(project);
                D1Store other = new StateFolder(project).d1("db")) { // as another process would
            D1Store store = state.d1("db");
            String select = "SELECT * FROM t";
            query(store, "CREATE TABLE t (a)");
            query(store, "INSERT INTO t VALUES (1)");
            assertEquals(List.of("a"), query(store, select).columns());
            query(store, "ALTER TABLE t ADD COLUMN b DEFAULT 'x'");
            assertEquals(List.of("a", "b"), query(store, select).columns());
            query(other, "ALTER TABLE t RENAME COLUMN b TO c");
            assertEquals(List.of("a", "c"), query(store, select).columns());
            query(other, "ALTER TABLE t DROP COLUMN a");
            assertEquals(List.of("c"), query(store, select).columns());
            assertEquals("x", query(store, select).rows().getFirst()[0]);
            query(other, "DROP TABLE t");
            String gone = "no such table: t: SQLITE_ERROR";
            assertEquals(gone, failure(store.query(List.of(new D1Query(select, List.of())))));
            query(other, "CREATE TABLE t (d)");
            assertEquals(List.of("d"), query(store, select).columns());
        }
    }

    @Test
    void statementsAreExecutedAgainAfterTheyFailed() {
        try (StateFolder state = new StateFolder(project)) {
            D1Store store = state.d1("db");
            query(store, "CREATE TABLE t (n INTEGER PRIMARY KEY, x DEFAULT 1)");
            String insert = "INSERT INTO t (n) VALUES (?)";
            for (int i = 0; i < 3; i++) {
                assertEquals(1, run(store, insert, i).meta().changes());
                assertEquals(
                        "UNIQUE constraint failed: t.n: SQLITE_CONSTRAINT",
                        failure(store.query(List.of(new D1Query(insert, List.of((long) i))))));
                assertEquals(
                        "Wrong number of parameter bindings for SQL query.",
                        failure(store.query(List.of(new D1Query(insert, List.of())))));
            }
            assertEquals(3L, query(store, "SELECT count(*) FROM t").rows().getFirst()[0]);
            for (long i = 0; i < 300; i++) { // more than are kept
                assertEquals(i, query(store, "SELECT " + i + " + 0").rows().getFirst()[0]);
            }
            assertEquals(3L, query(store, "SELECT count(*) FROM t").rows().getFirst()[0]);
        }
    }

    @Test
    void aTextHasOnePreparedStatement() {
        try (SqliteFile file = new SqliteFile(project.resolve("x.sqlite"), 1 << 20, D1Store.LIMITS)) {
            file.submit(connection -> {
                        D1Statements statements = new D1Statements(connection);
                        String text = "SELECT 1";
                        D1Statements.Prepared first = statements.get(text, () -> new SqlScript(text).next());
                        statements.execute(first, text, List.of());
                        assertSame(first, statements.get(text, () -> new SqlScript(text).next()));
                        return null;
                    })
                    .join();
        }
    }

    @Test
    void aBatchOfReadsSeesOneStateAndWaitsForNoWriter() {
        try (StateFolder state = new StateFolder(project);
                SqliteFile writer = new SqliteFile(state.d1File("db"), 1 << 20, D1Store.LIMITS)) {
            D1Store store = state.d1("db");
            query(store, "CREATE TABLE t (n)");
            D1Query count = new D1Query("SELECT count(*) FROM t", List.of());
            List<D1Result> results = writer.submit(connection ->
                            SqliteFile.inTransaction(connection, SqliteFile.BEGIN_WRITE, open -> {
                                open.createStatement().execute("INSERT INTO t VALUES (1)");
                                return store.query(List.of(count, count)).join();
                            }))
                    .join();
            results.forEach(result -> assertEquals(0L, result.rows().getFirst()[0]));
            assertEquals(1L, query(store, "SELECT count(*) FROM t").rows().getFirst()[0]);
        }
    }

    @Test
    void nothingCanBeAttachedEvenIfTheGuardDidNotSee() {
        try (SqliteFile file = new SqliteFile(project.resolve("x.sqlite"), 1 << 20, D1Store.LIMITS)) {
            for (String sql : List.of("ATTACH ':memory:' AS other", "VACUUM INTO '" + project + "/copy'")) {
                CompletableFuture<Boolean> future = file.submit(connection -> {
                    try (var statement = connection.createStatement()) {
                        return statement.execute(sql);
                    }
                });
                String message = failure(future);
                assertTrue(message.startsWith("too many attached databases - max 0"), message);
            }
            assertTrue(failure(file.submit(connection -> {
                        try (var statement = connection.createStatement()) {
                            return statement.execute("SELECT load_extension('x')");
                        }
                    }))
                    .startsWith("not authorized"));
        }
    }

    @Test
    void whatIsNoDatabaseIsNamed() throws Exception {
        try (StateFolder state = new StateFolder(project)) {
            Path file = state.d1File("broken");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "this is not a database, but it is long enough to be looked at ".repeat(20));
            assertEquals(
                    "file is not a database: SQLITE_NOTADB",
                    failure(state.d1("broken").query(List.of(new D1Query("SELECT 1", List.of())))));
        }
    }

    @Test
    void idsStayInsideOfTheFolder() {
        try (StateFolder state = new StateFolder(project)) {
            assertEquals(project.resolve(".habu/state/d1/..%2F..%2Fetc%3Cid%3E.sqlite"), state.d1File("../../etc<id>"));
        }
    }

    @Test
    void oneProcessServes() {
        try (StateFolder second = new StateFolder(project)) {
            try (StateFolder first = new StateFolder(project)) {
                first.lock();
                first.lock();
                assertEquals(
                        "the state folder " + project.resolve(".habu/state") + " is in use by process "
                                + ProcessHandle.current().pid()
                                + ", which serves the same worker; stop that one first",
                        assertThrows(UserException.class, second::lock).getMessage());
            }
            second.lock();
        }
    }

    @Test
    void exportsMakeTheSameDatabaseAgain() {
        try (StateFolder state = new StateFolder(project)) {
            D1Store store = state.d1("one");
            store.exec("""
                    CREATE TABLE "a b" (id INTEGER PRIMARY KEY, t TEXT, r REAL, b BLOB, g AS (id * 2));
                    CREATE TABLE other (x);
                    CREATE INDEX i ON "a b" (t);
                    CREATE VIEW v AS SELECT t FROM "a b";
                    INSERT INTO "a b" (t, r, b) VALUES ('it''s' || char(10) || 'é', 0.1, x'00ff'), (NULL, -1e300, NULL);
                    INSERT INTO other VALUES (1)
                    """).join();
            String all = export(store, Set.of(), true, true);
            D1Store copy = state.d1("two");
            copy.script(all, (_, _, _) -> {}).join();
            assertEquals(all, export(copy, Set.of(), true, true));
            assertEquals(
                    Arrays.asList(1L, "it's\né", 0.1, 2L),
                    Arrays.asList(query(copy, "SELECT id, t, r, g FROM \"a b\"")
                            .rows()
                            .getFirst()));
            assertEquals(
                    "PRAGMA defer_foreign_keys=TRUE;\nINSERT INTO \"other\" (\"x\") VALUES(1);\n",
                    export(copy, Set.of("other"), false, true));
            assertEquals(
                    "no such table: third",
                    failure(copy.export(new SqlDump(Set.of("third"), true, true, new StringBuilder()))));
        }
    }

    @Test
    void dumpsOfSqliteCanBeExecuted() {
        try (StateFolder state = new StateFolder(project)) {
            D1Store store = state.d1("dump");
            assertEquals(3, store.script("""
                    PRAGMA foreign_keys=OFF;
                    BEGIN TRANSACTION;
                    CREATE TABLE t (x);
                    INSERT INTO t VALUES ('a;b');
                    COMMIT;
                    """, (_, _, _) -> {}).join());
            assertEquals(1L, query(store, "PRAGMA foreign_keys").rows().getFirst()[0], "foreign keys stay on");
            assertEquals(
                    "Error in line 2: INSERT INTO nowhere VALUES (1): no such table: nowhere: SQLITE_ERROR",
                    failure(store.script(
                            "INSERT INTO t VALUES (2);\nINSERT INTO nowhere VALUES (1);", (_, _, _) -> {})));
            assertEquals(1L, query(store, "SELECT count(*) FROM t").rows().getFirst()[0], "nothing of it is left");
        }
    }

    @Test
    void kvEntriesExpire() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(1000));
        Path file = project.resolve("kv.sqlite");
        try (KvStore store = new KvStore(file, 1 << 20, now::get)) {
            store.put(new KvEntry("k", bytes("v"), 1100, "{}")).join();
            store.put(new KvEntry("stays", new byte[0], 0, null)).join();
            assertEquals("{}", store.get("k").join().metadata());
            now.set(Instant.ofEpochSecond(1100));
            assertNull(store.get("k").join());
            assertEquals(0, store.get("stays").join().value().length);
            assertEquals(
                    List.of("stays"),
                    store.list("", null, 10).join().stream().map(KvEntry::key).toList());
        }
        try (KvStore store = new KvStore(file, 1 << 20, () -> Instant.ofEpochSecond(1050))) {
            assertEquals("{}", store.get("k").join().metadata(), "only a later start forgets it for good");
        }
    }

    private static D1Result query(D1Store store, String sql) {
        return store.query(List.of(new D1Query(sql, List.of()))).join().getFirst();
    }

    private static D1Result run(D1Store store, String sql, long parameter) {
        return store.query(List.of(new D1Query(sql, List.of(parameter)))).join().getFirst();
    }

    private static String export(D1Store store, Set<String> tables, boolean schema, boolean data) {
        StringBuilder out = new StringBuilder();
        store.export(new SqlDump(tables, schema, data, out)).join();
        return out.toString();
    }

    private static String failure(CompletableFuture<?> future) {
        Throwable cause = assertThrows(CompletionException.class, future::join).getCause();
        return assertInstanceOf(StorageException.class, cause).getMessage();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
