from js import Response


async def on_fetch(request, env):
    name = request.url.partition("://")[2].partition("/")[2] or "visits"
    if name == "all":
        page = await env.COUNTERS.list()
        return Response.new("".join(f"{key.name}, raised by {key.metadata.by}\n" for key in page.keys))
    # None on older lines of Pyodide, a null that is false on newer ones.
    count = int(await env.COUNTERS.get(name) or 0) + 1
    await env.COUNTERS.put(name, str(count), metadata=by(request), expirationTtl=7 * 24 * 3600)
    return Response.new(f"{name}: {count}\n")


def by(request):
    """Metadata is a JavaScript object: a dict would arrive as a Map, which JSON has no form for."""
    from js import Object

    return Object.fromEntries([["by", request.headers.get("user-agent") or "somebody"]])
