"""One worker in this interpreter: started once, then asked for each request."""

import asyncio
import sys
from types import CoroutineType

from pyodide.ffi import JsProxy

from . import adapted, entropy, layout, web_loop
from .entrypoint import EntrypointError, fetch_handler, import_entry
from .sdk_host import CompatibilityFlags, EntrypointHelper
from .tracebacks import Tracebacks


class Worker:
    """What the host holds. The methods report a Python error as a string (the traceback) rather than raise it: an
    exception that crosses to JavaScript would take its frames, and so the user's objects, along."""

    def __init__(self, entry, folder, flags, env, workers_module):
        self._entry = entry
        self._flags = frozenset(flags)
        self._env = env
        self._tracebacks = Tracebacks(folder)
        self._loop = asyncio.get_event_loop()
        self._handler = None
        sys.modules["_cloudflare_compat_flags"] = CompatibilityFlags(self._flags)
        sys.modules["_pyodide_entrypoint_helper"] = EntrypointHelper(env, workers_module)

    def load(self):
        """Imports the entry module; None, or why the worker cannot serve."""
        try:
            layout.extend_path()
            web_loop.complete()
            adapted.install()
            with entropy.refused():
                module = import_entry(self._entry)
            self._handler = fetch_handler(
                module, self._entry, self._env, "python_no_global_handlers" not in self._flags
            )
        except BaseException as error:
            return self._describe(error)

    def fetch(self, request, ctx, settle):
        """Calls the handler. The result is a JS Response or a traceback, unless the handler waits for something: then
        `settle` gets one of the two later. In that case the result is a function that cancels the handler (not the
        task itself: JavaScript would take it for a promise and wait for it)."""
        try:
            result = self._handler(request, ctx)
            if hasattr(type(result), "__await__"):
                coroutine = result if type(result) is CoroutineType else _wait_for(result)
                # The first step runs here and now: a handler that never waits needs no turn of the event loop. The
                # loop is registered again since each stack-switching call has a Python thread state of its own.
                asyncio._set_running_loop(self._loop)
                task = asyncio.Task(coroutine, loop=self._loop, eager_start=True)
                if not task.done():
                    task.add_done_callback(lambda task: settle(self._outcome(task)))
                    return task.cancel
                result = task.result()
            return _response(result)
        except BaseException as error:
            return self._describe(error)

    def _outcome(self, task):
        try:
            return _response(task.result())
        except BaseException as error:
            return self._describe(error)

    def _describe(self, error):
        return f"{error}\n" if isinstance(error, EntrypointError) else self._tracebacks.format(error)


async def _wait_for(awaitable):
    return await awaitable


def _response(result):
    """The JS object that the host wants. A response of Pyodide or the SDK is a wrapper around it."""
    if isinstance(result, JsProxy):
        return result
    http = sys.modules.get("pyodide.http")  # importing it here would cost every worker 50 ms of start-up
    if http and isinstance(result, http.FetchResponse):
        return result.js_response
    raise TypeError(f"the handler must return a Response, not {type(result).__name__}")
