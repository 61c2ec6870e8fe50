"""What the D1 and KV objects in env do, asked from Python. Each path answers with JSON."""

import json

from js import JSON, Object, Response
from pyodide.ffi import JsException, jsnull, to_js

NAMES = ["", "id", "integer", "text", "real", "blob"]


def js(value):
    return to_js(value, dict_converter=Object.fromEntries)


def answer(value):
    return Response.json(js(value))


async def error(awaitable):
    """The text of what it raises."""
    try:
        return f"no error: {JSON.stringify(await awaitable)}"
    except JsException as problem:
        return str(problem)


async def on_fetch(request, env):
    path = request.url.partition("://")[2].partition("/")[2]
    return answer(await globals()[path](env))


async def names(env):
    statement = env.DB.prepare("SELECT 1 AS one")
    return [env.DB.constructor.name, statement.constructor.name, env.KV.constructor.name, str(hasattr(env, "NONE"))]


async def missing(env):
    return env.NONE.prepare("SELECT 1")


async def d1_types(env):
    await env.DB.exec("DROP TABLE IF EXISTS t;\nCREATE TABLE t (id INTEGER PRIMARY KEY, a, b TEXT, c REAL, d BLOB)")
    insert = env.DB.prepare("INSERT INTO t (a, b, c, d) VALUES (?, ?, ?, ?)")
    run = await insert.bind(7, "é✓", 1.5, to_js(b"\x00\xff")).run()
    await insert.bind(True, 5, 2, js([1, 2])).run()
    rows = await env.DB.prepare("SELECT *, typeof(a), typeof(b), typeof(d) FROM t ORDER BY id").raw()
    big = await env.DB.prepare("SELECT 9007199254740993 AS big, NULL AS gone").first()
    empty = await env.DB.prepare("SELECT * FROM t WHERE id > 99").first()
    return [
        run.success,
        run.meta.changes,
        run.meta.last_row_id,
        run.meta.changed_db,
        run.meta.rows_written,
        run.meta.duration >= 0,
        run.meta.size_after > 0,
        rows.to_py(),
        big.big,
        JSON.stringify(big),
        JSON.stringify(empty),
    ]


async def d1_results(env):
    await env.DB.exec("CREATE TABLE IF NOT EXISTS r (n INTEGER)")
    await env.DB.exec("DELETE FROM r")
    returning = await env.DB.prepare("INSERT INTO r VALUES (1), (2) RETURNING n").all()
    everything = await env.DB.prepare("SELECT n, n AS n, 'x' AS \"a b\" FROM r ORDER BY 1").all()
    column = await env.DB.prepare("SELECT n FROM r ORDER BY n DESC").first("n")
    names = await env.DB.prepare("SELECT n FROM r").raw(columnNames=True)
    return [
        JSON.stringify(returning.results),
        JSON.stringify(everything.results),
        everything.meta.rows_read,
        everything.meta.changed_db,
        column,
        names.to_py(),
    ]


async def d1_names(env):
    """Columns with names that mean something to JavaScript, or that are used twice."""
    sql = "SELECT 7 AS __proto__, 1 AS constructor, 2 AS \"then\", 3 AS \"0\", 4 AS toString, 5 AS x, 6 AS x"
    row = await env.DB.prepare(sql).first()
    rows = (await env.DB.prepare(sql).all()).results
    return [
        JSON.stringify(row),
        JSON.stringify(rows[0]),
        Object.hasOwn(row, "__proto__"),
        await env.DB.prepare(sql).first("__proto__"),
        await env.DB.prepare(sql).first("x"),
    ]


async def d1_bind(env):
    """What can be bound, and that a statement is as it was when its values were."""
    bytes = to_js(b"\x01\x02")
    values = [1.5, -0.0, 1e300, "", True, jsnull, bytes, bytes.buffer, js([0, 255])]
    select = env.DB.prepare("SELECT ? AS a, typeof(?1) AS b")
    bound = select.bind(*[values[0]])
    statements = [select.bind(value) for value in values]
    bytes[0] = 9
    rows = [(await statement.raw()).to_py()[0] for statement in statements]
    return [rows, (await bound.raw()).to_py(), await error(select.all()), await error(env.DB.batch(js([1])))]


async def d1_errors(env):
    db = env.DB
    await db.exec("CREATE TABLE IF NOT EXISTS u (email TEXT UNIQUE NOT NULL)")
    await db.exec("DELETE FROM u")
    await db.prepare("INSERT INTO u VALUES (?)").bind("a").run()
    return [
        await error(db.prepare("SELEC 1").all()),
        await error(db.prepare("SELECT * FROM nowhere").all()),
        await error(db.prepare("INSERT INTO u VALUES (?)").bind("a").run()),
        await error(db.prepare("INSERT INTO u VALUES (NULL)").run()),
        await error(db.prepare("INSERT INTO u VALUES (?)").run()),
        await error(db.prepare("SELECT 1; SELECT 2").run()),
        await error(db.prepare(" -- nothing\n").run()),
        await error(db.prepare("SELECT email FROM u").first("nope")),
        await error(db.exec("SELECT 1;\n\nSELECT *\nFROM nowhere")),
        await error(bind(db, js({}))),
        await error(bind(db, None)),
        await error(db.batch(to_js([]))),
    ]


async def bind(db, value):
    return await db.prepare("SELECT ?").bind(value).first()


async def d1_refused(env):
    return [
        await error(env.DB.prepare(sql).all())
        for sql in (
            "ATTACH 'other.sqlite' AS other",
            "VACUUM INTO '/tmp/stolen'",
            "EXPLAIN ATTACH ':memory:' AS x",
            "PRAGMA database_list",
            "PRAGMA main.'journal_mode' = DELETE",
            'SELECT file FROM "pragma_database_list"',
            "SELECT load_extension('libc.so')",
            "BEGIN",
            "/* */ SAVEPOINT x",
        )
    ] + [JSON.stringify((await env.DB.prepare("PRAGMA table_info(u)").all()).success)]


async def d1_batch(env):
    db = env.DB
    await db.exec("CREATE TABLE IF NOT EXISTS b (n INTEGER UNIQUE)")
    await db.exec("DELETE FROM b")
    insert = db.prepare("INSERT INTO b VALUES (?)")
    good = await db.batch(to_js([insert.bind(1), insert.bind(2), db.prepare("SELECT count(*) AS n FROM b")]))
    bad = await error(db.batch(to_js([insert.bind(3), insert.bind(1)])))
    return [JSON.stringify(good[2].results), good.length, bad, await db.prepare("SELECT count(*) AS n FROM b").first("n")]


async def d1_exec(env):
    done = await env.DB.exec(
        "CREATE TABLE IF NOT EXISTS e (s);\nCREATE TRIGGER IF NOT EXISTS t1 AFTER INSERT ON e BEGIN\n"
        "  UPDATE e SET s = CASE WHEN s = 1 THEN ';' ELSE s END; DELETE FROM e WHERE s = 2; END;\n"
        "INSERT INTO e VALUES (1); INSERT INTO e VALUES (2); -- ; a comment\n"
    )
    return [done.count, done.duration >= 0, (await env.DB.prepare("SELECT s FROM e").raw()).to_py()]


async def d1_session(env):
    session = env.DB.withSession("first-primary")
    before = session.getBookmark()
    value = await session.prepare("SELECT ? AS v").bind("x").first("v")
    first = session.getBookmark()
    await session.batch(to_js([session.prepare("CREATE TABLE IF NOT EXISTS s (n)"), session.prepare("DELETE FROM s")]))
    return [JSON.stringify(before), value, first < session.getBookmark(), (await env.DB.dump()).byteLength > 0]


async def kv_values(env):
    kv = env.KV
    await kv.put("text", "é✓")
    await kv.put("json", '{"a": [1, null]}')
    await kv.put("bytes", to_js(b"\x00\xff"), metadata=js({"kind": "bytes"}))
    found = await kv.getWithMetadata("bytes", "arrayBuffer")
    nothing = await kv.getWithMetadata("nothing")
    stream = await kv.get("text", "stream")
    await kv.put("copy", stream)
    await kv.delete("json")
    await kv.delete("json")
    several = await kv.get(to_js(["text", "nothing"]))
    return [
        await kv.get("text"),
        JSON.stringify(await kv.get("json")),
        found.value.to_bytes().hex(),
        JSON.stringify(found.metadata),
        JSON.stringify(nothing),
        await kv.get("copy", type="text"),
        JSON.stringify(to_js([list(pair) for pair in several.entries()])),
    ]


async def kv_list(env):
    kv = env.KV
    for name in ("l:a", "l:b", "l:é", "l:\U0010ffff\U0010ffff", "m"):
        await kv.put(name, "x", metadata=js({"n": name[-1]}) if name == "l:b" else js(None))
    first = await kv.list(prefix="l:", limit=3)
    second = await kv.list(prefix="l:", limit=3, cursor=first.cursor)
    return [
        JSON.stringify(first.keys),
        first.list_complete,
        [key.name for key in second.keys],
        second.list_complete,
        hasattr(second, "cursor"),
    ]


async def kv_errors(env):
    kv = env.KV
    return [
        await error(kv.put("", "x")),
        await error(kv.get("..")),
        await error(kv.get("é" * 300)),
        await error(kv.put("k", "x", expirationTtl=10)),
        await error(kv.put("k", "x", expiration=1000)),
        await error(kv.put("k", js({}))),
        await error(kv.put("k", "x", metadata="m" * 2000)),
        await error(kv.get("text", "xml")),
        await error(kv.list(limit=0)),
    ]
