"""One worker in this interpreter: started once, then asked for each request."""

import asyncio
import sys

from pyodide.ffi import JsProxy

from . import adapted, entropy, layout, web_loop
from .entrypoint import EntrypointError, fetch_handler, import_entry
from .sdk_host import CompatibilityFlags, EntrypointHelper
from .tracebacks import Tracebacks


class Worker:
    """What the host holds. The methods report a Python error as a string (the traceback) rather than raise it: an
    exception that crosses to JavaScript would take its frames, and so the user's objects, along."""

    def __init__(self, entry, folder, flags, env, workers_module, settle, schedule):
        self._entry = entry
        self._flags = frozenset(flags)
        self._env = env
        self._tracebacks = Tracebacks(folder)
        self._loop = asyncio.get_event_loop()
        self._handler = None
        self._settle = settle
        self._turns = web_loop.Turns(self._loop, schedule)
        self.turn = self._turns.turn
        self._waiting = {}
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
            self._turns.begin()  # not before: Pyodide's timers are refused at the top level
        except BaseException as error:
            return self._describe(error)

    def fetch(self, number, request, ctx):
        """Calls the handler. The result is a JS Response or a traceback; None if the handler waits for something: then
        `settle` gets the number and one of the two later."""
        try:
            result = self._handler(request, ctx)
            if not hasattr(type(result), "__await__"):
                return _response(result)
            # The first step runs here and now: a handler that never waits needs no turn of the event loop. The loop is
            # registered again since each stack-switching call has a Python thread state of its own.
            asyncio._set_running_loop(self._loop)
            task = asyncio.Task(self._answer(number, result), loop=self._loop, eager_start=True)
            if task.done():
                return task.result()
            self._waiting[number] = task
        except BaseException as error:
            return self._describe(error)

    async def _answer(self, number, awaitable):
        """What `fetch` returns, or, when that has returned already, gives to `settle`: here, since a callback of the task
        would need another turn of the event loop."""
        try:
            answer = _response(await awaitable)
        except BaseException as error:
            answer = self._describe(error)
        if self._waiting.pop(number, None) is None:
            return answer
        self._settle(number, answer)

    def cancel(self, number):
        """Cancels the handler that waits in the call of `fetch` with this number, if it still does."""
        task = self._waiting.get(number)
        if task:
            task.cancel()

    def _describe(self, error):
        return f"{error}\n" if isinstance(error, EntrypointError) else self._tracebacks.format(error)


def _response(result):
    """The JS object that the host wants. A response of Pyodide or the SDK is a wrapper around it."""
    if isinstance(result, JsProxy):
        return result
    http = sys.modules.get("pyodide.http")  # importing it here would cost every worker 50 ms of start-up
    if http and isinstance(result, http.FetchResponse):
        return result.js_response
    raise TypeError(f"the handler must return a Response, not {type(result).__name__}")
