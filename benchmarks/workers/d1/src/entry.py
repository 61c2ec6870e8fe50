"""One statement a request: what SqliteLoop does without the worker."""

import random

from js import Response

ROWS = 1000
SETUP = f"""
DROP TABLE IF EXISTS items;
CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT, price REAL);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})
INSERT INTO items SELECT i, 'item ' || i, i * 0.5 FROM n;
"""


async def on_fetch(request, env):
    if request.url.endswith("/read"):
        row = await env.DB.prepare("SELECT * FROM items WHERE id = ?").bind(random.randint(1, ROWS)).first()
        return Response.new(row.name)
    if request.url.endswith("/write"):
        await env.DB.prepare("INSERT INTO items (name, price) VALUES (?, ?)").bind("new", 1.5).run()
        return Response.new("written")
    await env.DB.exec(SETUP)
    return Response.new("ready")
