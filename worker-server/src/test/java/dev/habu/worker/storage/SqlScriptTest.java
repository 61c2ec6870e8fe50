package dev.habu.worker.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SqlScriptTest {
    @Test
    void semicolonsInsideOfTokensEndNothing() {
        assertEquals(
                List.of(
                        "SELECT ';', \"a;b\", [c;d], `e;f`",
                        "SELECT 'it''s; fine' -- no; end\n FROM t /* nor; here */ WHERE 1",
                        "SELECT 3"),
                statements("""
                        ;; -- a comment; first
                        SELECT ';', "a;b", [c;d], `e;f`;
                        SELECT 'it''s; fine' -- no; end
                         FROM t /* nor; here */ WHERE 1 ; /* ; */
                        SELECT 3"""));
    }

    @Test
    void triggersEndWithTheirEnd() {
        assertEquals(
                List.of(
                        "CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = CASE 1 WHEN 1 THEN 2 END; SELECT 1; END",
                        "CREATE TABLE trigger_log (\"end\" TEXT)"),
                statements("CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = CASE 1 WHEN 1 THEN 2 END; "
                        + "SELECT 1; END;CREATE TABLE trigger_log (\"end\" TEXT);"));
    }

    @Test
    void unfinishedTextIsLeftToSqlite() {
        assertEquals(
                List.of("SELECT 'open; "),
                statements("SELECT 'open; ").stream().map(s -> s + " ").toList());
        assertEquals(List.of(), statements(" /* never closed; SELECT 1;"));
    }

    @Test
    void linesAreCounted() {
        SqlScript script = new SqlScript("\n-- one\nSELECT 1;\nSELECT '\n\n'; SELECT 3;");
        assertEquals(3, script.next().line());
        assertEquals(4, script.next().line());
        assertEquals(6, script.next().line());
    }

    @Test
    void readsAreTold() {
        assertTrue(first("select 1").isRead());
        assertTrue(first("WITH x AS (SELECT 1) SELECT * FROM x").isRead());
        assertFalse(first("WITH x AS (SELECT 1) DELETE FROM t").isRead());
        assertFalse(first("INSERT INTO t VALUES (1) RETURNING 1").isRead());
        assertFalse(first("PRAGMA foreign_keys = off").isRead());
    }

    private static SqlStatement first(String text) {
        return new SqlScript(text).next();
    }

    private static List<String> statements(String text) {
        List<String> statements = new ArrayList<>();
        SqlScript script = new SqlScript(text);
        for (SqlStatement next = script.next(); next != null; next = script.next()) {
            statements.add(next.text());
        }
        return statements;
    }
}
