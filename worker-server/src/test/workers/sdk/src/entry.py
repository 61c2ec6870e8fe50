"""The SDK from PyPI: what its classes turn a request and a response into."""

import asyncio
import json
from urllib.parse import urlsplit

import _cloudflare_compat_flags
import workers
from workers import Response, WorkerEntrypoint, patch_env, wait_until

import helper

log = []


class Default(WorkerEntrypoint):
    def __init__(self, ctx, env):
        super().__init__(ctx, env)
        self.made = len(log)

    async def fetch(self, request):
        path = urlsplit(request.url).path
        if path == "/request":
            body = await request.json() if request.method == "POST" else None
            return Response.json([type(request).__name__, request.method, request.headers["x-test"], body, self.env.GREETING])
        if path == "/flags":
            return Response.json([_cloudflare_compat_flags.python_no_global_handlers, _cloudflare_compat_flags.nonsense])
        if path == "/env":
            with patch_env(GREETING="patched"):
                inside = workers.env.GREETING
            return Response.json([inside, workers.env.GREETING])
        if path == "/background":
            self.ctx.waitUntil(self.later("ctx"))
            wait_until(self.later("module"))
            return Response(json.dumps(log))
        if path == "/redirect":
            return Response.redirect("https://example.com/x", status=308)
        if path == "/bytes":
            return Response(b"\x00\xff", headers=[("x-a", "1"), ("x-a", "2")], status=201)
        if path == "/import":
            return Response(helper.NAME)
        if path == "/raises":
            raise KeyError("from the class")
        return Response("Hello world!")

    async def later(self, name):
        await asyncio.sleep(0.001)
        log.append(name)
