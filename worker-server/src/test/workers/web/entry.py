"""One worker for the tests of HTTP: each path is one behaviour."""

import asyncio
import hashlib
import json

from js import Headers, Object, ReadableStream, Response, TextEncoder, URL, console, fetch, setTimeout
from pyodide.ffi import create_once_callable, create_proxy, run_sync, to_js

state = {"started": 0, "cancelled": 0, "stream_cancelled": 0, "aborted": 0, "background": []}
encoder = TextEncoder.new()


def js_object(value):
    return to_js(value, dict_converter=Object.fromEntries)


def reply(value):
    return Response.new(json.dumps(value), headers=[("content-type", "application/json")])


def stream(**methods):
    return ReadableStream.new(js_object({name: create_proxy(method) for name, method in methods.items()}))


async def on_fetch(request, env, ctx):
    url = URL.new(request.url)
    route = ROUTES.get(url.pathname)
    if route is None:
        return Response.new("no such route", status=404)
    result = route(request, env, ctx, url)
    return await result if asyncio.iscoroutine(result) else result


def hello(request, env, ctx, url):
    return Response.new("Hello world!")


async def echo(request, env, ctx, url):
    headers = [[name, value] for name, value in request.headers]
    return reply({"method": request.method, "url": request.url, "headers": headers, "body": await request.text()})


async def digest(request, env, ctx, url):
    """Reads the body chunk by chunk."""
    sha, size, largest = hashlib.sha256(), 0, 0
    async for chunk in request.body:
        data = chunk.to_bytes()
        sha.update(data)
        size += len(data)
        largest = max(largest, len(data))
    return reply({"size": size, "sha256": sha.hexdigest(), "largest": largest})


def mirror(request, env, ctx, url):
    """The request's stream becomes the response's."""
    return Response.new(request.body, headers=[("content-type", "application/octet-stream")])


def binary(request, env, ctx, url):
    return Response.new(to_js(bytes(range(256))), headers=[("content-type", "application/octet-stream")])


def cookies(request, env, ctx, url):
    headers = Headers.new([("x-many", "1"), ("x-many", "2")])
    headers.append("set-cookie", "a=1; Path=/")
    headers.append("set-cookie", "b=2; HttpOnly")
    return Response.new("cookies", headers=headers)


def redirect(request, env, ctx, url):
    return Response.redirect("http://example.com/elsewhere", 307)


def status(request, env, ctx, url):
    code = int(url.searchParams.get("code"))
    return Response.new(None if code in (204, 304) else f"status {code}", status=code, statusText=url.searchParams.get("text") or "")


def numbered(request, env, ctx, url):
    """A stream that is produced only as fast as it is read."""
    count = int(url.searchParams.get("count"))
    made = iter(range(count))

    def pull(controller):
        for i in made:
            controller.enqueue(encoder.encode(f"{i}\n"))
            return
        controller.close()

    return Response.new(stream(pull=pull))


def large(request, env, ctx, url):
    """`size` bytes in chunks of 64 KiB."""
    left = [int(url.searchParams.get("size"))]
    block = to_js(bytes(65536))

    def pull(controller):
        if left[0] <= 0:
            controller.close()
            return
        controller.enqueue(block.slice(0, min(left[0], 65536)))
        left[0] -= 65536

    return Response.new(stream(pull=pull))


def slow_stream(request, env, ctx, url):
    """Two chunks at once, and the end only after a while."""

    async def start(controller):
        controller.enqueue(encoder.encode("first\n"))
        await asyncio.sleep(0.05)
        controller.enqueue(encoder.encode("second\n"))
        controller.close()

    return Response.new(stream(start=start), headers=[("content-type", "text/event-stream")])


def endless(request, env, ctx, url):
    async def pull(controller):
        controller.enqueue(encoder.encode("x" * 1024))
        await asyncio.sleep(0.001)

    def cancel(reason):
        state["stream_cancelled"] += 1

    return Response.new(stream(pull=pull, cancel=cancel))


def broken_stream(request, env, ctx, url):
    async def start(controller):
        controller.enqueue(encoder.encode("before the error"))
        await asyncio.sleep(0.01)
        controller.error("broken")

    return Response.new(stream(start=start))


async def sleeps(request, env, ctx, url):
    state["started"] += 1
    try:
        await asyncio.sleep(float(url.searchParams.get("seconds")))
    except asyncio.CancelledError:
        state["cancelled"] += 1
        raise
    return Response.new("slept")


async def listens(request, env, ctx, url):
    """Notes when the client has gone."""
    if url.search == "?asks":
        return Response.new(str(request.signal.aborted).lower())

    def aborted(event):
        state["aborted"] += 1
        state["reason"] = event.target.reason.name

    request.signal.addEventListener("abort", create_proxy(aborted))
    state["started"] += 1
    if url.search == "?endless":
        return endless(request, env, ctx, url)
    await asyncio.sleep(5)  # its timer outlives the handler, and what can never happen is found out only after it


def show_state(request, env, ctx, url):
    return reply(state)


async def never(request, env, ctx, url):
    await asyncio.get_running_loop().create_future()


def wait_until(request, env, ctx, url):
    async def later():
        await asyncio.sleep(0.02)
        state["background"].append("done")

    ctx.waitUntil(later())
    return Response.new("answered first")


def wait_until_fails(request, env, ctx, url):
    async def later():
        await asyncio.sleep(0)
        raise ValueError("in the background")

    ctx.waitUntil(later())
    return Response.new("answered first")


def raises(request, env, ctx, url):
    raise ValueError("bad <value> é")


async def raises_late(request, env, ctx, url):
    await asyncio.sleep(0.001)
    try:
        {}["missing"]
    except KeyError as e:
        raise RuntimeError("outer") from e


def exits(request, env, ctx, url):
    raise SystemExit(3)


def text_instead(request, env, ctx, url):
    return "not a response"


def nothing_instead(request, env, ctx, url):
    return None


def object_instead(request, env, ctx, url):
    return {"not": "a response"}


def variables(request, env, ctx, url):
    return reply([env.HOST, env.LIMITS.size, list(env.LIMITS.names), hasattr(env, "MISSING"), sorted(Object.keys(env))])


def prints(request, env, ctx, url):
    print("printed é")
    print("two\nlines", end="")
    print(" joined")
    console.log("logged", js_object({"a": [1, "x"]}))
    console.error("complained")
    return Response.new("ok")


def context(request, env, ctx, url):
    return reply([str(ctx), hasattr(ctx, "waitUntil"), hasattr(ctx, "passThroughOnException"), hasattr(ctx, "nope")])


async def timers(request, env, ctx, url):
    future = asyncio.get_running_loop().create_future()
    setTimeout(create_once_callable(lambda a: future.set_result(a)), 5, "fired")
    return Response.new(await future)


async def proxied(request, env, ctx, url):
    """Fetches what the query names and passes it on."""
    return await fetch(url.searchParams.get("url"), redirect=url.searchParams.get("redirect") or "follow")


async def posts(request, env, ctx, url):
    response = await fetch(url.searchParams.get("url"), method="POST", body=request.body, headers=[("x-from", "worker")])
    return reply([response.status, response.headers.get("content-type"), await response.text()])


async def bad_fetch(request, env, ctx, url):
    try:
        await fetch(url.searchParams.get("url"))
    except Exception as e:
        return Response.new(f"{type(e).__name__}: {e.message}")


async def cancelled_sleep(request, env, ctx, url):
    """Waits for ever, while a timer that nobody waits for has an hour to go."""
    sleeps = asyncio.create_task(asyncio.sleep(3600))
    await asyncio.sleep(0)
    sleeps.cancel()
    await asyncio.Future()


async def order(request, env, ctx, url):
    """In which order callbacks run, and that one that waits on its stack keeps no other waiting."""
    loop = asyncio.get_running_loop()
    seen = []
    done = loop.create_future()

    def waits():
        seen.append("waits")
        run_sync(later())
        seen.append("went on")

    async def later():
        await done
        await asyncio.sleep(0.001)

    def chain(left):
        seen.append(left)
        if left:
            loop.call_soon(chain, left - 1)
        else:
            done.set_result(None)

    loop.call_soon(seen.append, "a")
    dropped = loop.call_soon(seen.append, "dropped")
    loop.call_soon(waits)
    loop.call_later(0, seen.append, "b")
    loop.call_soon(chain, 2)
    dropped.cancel()
    while len(seen) < 7:
        await asyncio.sleep(0.01)
    return reply(seen)


ROUTES = {
    "/cancelled-sleep": cancelled_sleep,
    "/order": order,
    "/": hello,
    "/echo": echo,
    "/digest": digest,
    "/mirror": mirror,
    "/binary": binary,
    "/cookies": cookies,
    "/redirect": redirect,
    "/status": status,
    "/numbered": numbered,
    "/large": large,
    "/slow-stream": slow_stream,
    "/endless": endless,
    "/broken-stream": broken_stream,
    "/sleeps": sleeps,
    "/listens": listens,
    "/state": show_state,
    "/never": never,
    "/wait-until": wait_until,
    "/wait-until-fails": wait_until_fails,
    "/raises": raises,
    "/raises-late": raises_late,
    "/exits": exits,
    "/text-instead": text_instead,
    "/nothing-instead": nothing_instead,
    "/object-instead": object_instead,
    "/variables": variables,
    "/prints": prints,
    "/context": context,
    "/timers": timers,
    "/proxied": proxied,
    "/posts": posts,
    "/bad-fetch": bad_fetch,
}
