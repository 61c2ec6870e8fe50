"""What SqliteLoop does without the worker: one statement a request, a batch of them, or one that gives many rows."""

import random

from js import Response
from pyodide.ffi import to_js

ROWS = 1000
BATCH = 100
SETUP = f"""
DROP TABLE IF EXISTS items;
CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT, price REAL);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})
INSERT INTO items SELECT i, 'item ' || i, i * 0.5 FROM n;
"""


async def on_fetch(request, env):
    match request.url.rsplit("/", 1)[1]:
        case "read":
            row = await env.DB.prepare("SELECT * FROM items WHERE id = ?").bind(random.randint(1, ROWS)).first()
            return Response.new(row.name)
        case "write":
            await env.DB.prepare("INSERT INTO items (name, price) VALUES (?, ?)").bind("new", 1.5).run()
            return Response.new("written")
        case "read-batch":
            select = env.DB.prepare("SELECT * FROM items WHERE id = ?")
            results = await env.DB.batch(to_js([select.bind(random.randint(1, ROWS)) for _ in range(BATCH)]))
            return Response.new(results[BATCH - 1].results[0].name)
        case "write-batch":
            insert = env.DB.prepare("INSERT INTO items (name, price) VALUES (?, ?)")
            results = await env.DB.batch(to_js([insert.bind("new", 1.5) for _ in range(BATCH)]))
            return Response.new(str(results[BATCH - 1].meta.last_row_id))
        case "rows":
            all = await env.DB.prepare("SELECT * FROM items WHERE id <= ?").bind(ROWS).all()
            return Response.json(all.results)
        case _:
            await env.DB.exec(SETUP)
            return Response.new("ready")
