"""httpx over the worker's fetch: the classes that httpx calls its HTTP transports."""

# The host's own business: the connection, and the encoding of what fetch has decoded.
_REQUEST = {"host", "connection", "content-length", "transfer-encoding", "accept-encoding"}
_RESPONSE = {"content-length", "content-encoding", "transfer-encoding"}


def use_fetch(module):
    import js
    from httpx import _exceptions as errors
    from httpx import _models as messages
    from httpx import _types as streams
    from httpx._transports import base
    from pyodide import ffi

    class Content(streams.AsyncByteStream):
        def __init__(self, body):
            self._reader = body.getReader()

        async def __aiter__(self):
            while not (chunk := await self._reader.read()).done:
                yield chunk.value.to_bytes()

        async def aclose(self):
            await self._reader.cancel()

    class FetchTransport(base.AsyncBaseTransport):
        def __init__(self, *args, **kwargs):
            """What would be said of connections here is the host's."""

        async def handle_async_request(self, request):
            controller = js.AbortController.new()
            seconds = request.extensions.get("timeout", {}).get("read")
            timer = seconds and js.setTimeout(controller.abort.bind(controller), round(seconds * 1000))
            headers = [[name, value] for name, value in request.headers.multi_items() if name not in _REQUEST]
            options = {"method": request.method, "headers": js.Headers.new(ffi.to_js(headers))}
            if content := await request.aread():
                options["body"] = ffi.to_js(content)
            try:
                response = await js.fetch(str(request.url), redirect="manual", signal=controller.signal, **options)
            except ffi.JsException as error:
                if controller.signal.aborted:
                    raise errors.ReadTimeout(f"no answer in {seconds} s", request=request) from error
                raise errors.ConnectError(error.message, request=request) from error
            finally:
                if timer:
                    js.clearTimeout(timer)
            received = [(name, value) for name, value in response.headers if name not in _RESPONSE]
            content = {"stream": Content(response.body)} if response.body else {"content": b""}
            return messages.Response(response.status, headers=received, request=request, **content)

    class SyncTransport(base.BaseTransport):
        def __init__(self, *args, **kwargs):
            self._transport = FetchTransport()

        def handle_request(self, request):
            if not hasattr(ffi, "run_sync"):
                raise RuntimeError("httpx.Client would block the worker: use httpx.AsyncClient")
            return ffi.run_sync(self._whole(request))

        async def _whole(self, request):
            response = await self._transport.handle_async_request(request)
            content = b"".join([chunk async for chunk in response.stream])
            return messages.Response(response.status_code, headers=response.headers.multi_items(), content=content)

    for replaced in FetchTransport, SyncTransport:
        replaced.__module__ = module.__name__
    module.AsyncHTTPTransport, module.HTTPTransport = FetchTransport, SyncTransport
