/* SQLite on a file: transactions, an index, a join, a recursive query, a rollback, and the file read again. */
#include <stdio.h>
#include "sqlite3.h"

static int row(void *unused, int columns, char **values, char **names) {
    (void)unused, (void)names;
    for (int i = 0; i < columns; i++) {
        printf("%s%s", i ? "|" : "", values[i] ? values[i] : "NULL");
    }
    printf("\n");
    return 0;
}

static int execute(sqlite3 *db, const char *sql) {
    char *error = 0;
    int status = sqlite3_exec(db, sql, row, 0, &error);
    if (status != SQLITE_OK) {
        printf("error %d: %s\n", status, error);
        sqlite3_free(error);
    }
    return status;
}

int main(int argc, char **argv) {
    sqlite3 *db;
    if (argc != 2 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "unix-none") != SQLITE_OK) {
        printf("cannot open %s\n", argc > 1 ? argv[1] : "nothing");
        return 1;
    }
    execute(db, "CREATE TABLE numbers(n INTEGER PRIMARY KEY, name TEXT, half REAL);"
                "BEGIN;"
                "WITH RECURSIVE c(x) AS (VALUES(1) UNION ALL SELECT x + 1 FROM c WHERE x < 5000)"
                " INSERT INTO numbers SELECT x, printf('number %d', x), x / 2.0 FROM c;"
                "COMMIT;"
                "CREATE INDEX by_name ON numbers(name);");
    execute(db, "SELECT count(*), sum(n), avg(half), max(name) FROM numbers");
    execute(db, "SELECT a.n, b.n FROM numbers a JOIN numbers b ON b.name = 'number ' || (a.n * 7) WHERE a.n % 1000 = 700 ORDER BY 1");
    execute(db, "INSERT INTO numbers VALUES(7, 'again', NULL)");
    execute(db, "BEGIN; DELETE FROM numbers WHERE n > 10; ROLLBACK; SELECT count(*) FROM numbers");
    execute(db, "UPDATE numbers SET half = NULL WHERE n % 2; SELECT count(half), upper(substr('wasm', 2)), json_extract('{\"a\":[1,2]}', '$.a[1]') FROM numbers");
    sqlite3_close(db);
    sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, "unix-none");
    execute(db, "PRAGMA integrity_check; SELECT name, half FROM numbers WHERE n = 4096");
    execute(db, "DELETE FROM numbers");
    sqlite3_close(db);
    return 0;
}
