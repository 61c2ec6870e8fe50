from js import Response


async def on_fetch(request, env):
    await env.CACHE.put("island", "Ishigaki")
    island = await env.CACHE.get("island")
    return Response.new(island)
