import json

from js import Response
from pyodide.ffi import JsException


def reply(value, status=200):
    return Response.new(json.dumps(value), status=status, headers={"content-type": "application/json"}.items())


async def on_fetch(request, env):
    path = request.url.partition("://")[2].partition("/")[2]
    match request.method, path:
        case "GET", "books":
            found = await env.DB.prepare("SELECT id, title, year FROM books ORDER BY year").all()
            return reply(found.results.to_py())
        case "GET", _ if path.startswith("books/"):
            book = await env.DB.prepare("SELECT * FROM books WHERE id = ?").bind(path.removeprefix("books/")).first()
            if not book:
                return reply({"error": "there is no such book"}, 404)
            return reply(book.to_py())
        case "POST", "books":
            return await add(env.DB, await request.json())
        case _:
            return reply({"error": "GET /books, GET /books/ID or POST /books"}, 404)


async def add(database, book):
    insert = database.prepare("INSERT INTO books (title, year) VALUES (?, ?)")
    try:
        done = await insert.bind(book.title, book.year).run()
    except JsException as error:  # the message is SQLite's
        return reply({"error": str(error)}, 409)
    return reply({"id": done.meta.last_row_id}, 201)
