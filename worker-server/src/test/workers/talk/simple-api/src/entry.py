from js import Headers, Response
from pyodide.ffi import JsException


async def on_fetch(request, env):
    headers = Headers.new({"content-type": "application/json; charset=utf-8"}.items())
    if "POST" in request.method:
        try:
            snake = await request.json()
        except JsException:
            return Response.new({"error": "No JSON"}, status=400, headers=headers)
        name = getattr(snake, "name", None)
        habitat = getattr(snake, "habitat", None)
        if not name or not habitat:
            return Response.new(
                {"error": "Name and habitat are missing"},
                status=400,
                headers=headers,
            )
        await (
            env.DB.prepare("INSERT INTO snakes (name, habitat) VALUES (?, ?)")
            .bind(name, habitat)
            .run()
        )
        return Response.new({"message": "ok"}, headers=headers)
    elif "GET" in request.method:
        found = await env.DB.prepare("SELECT * from snakes").all()
        return Response.json(found.results, headers=headers)
    else:
        return Response.new(
            {"error": "Only GET and POST"}, status=405, headers=headers
        )
