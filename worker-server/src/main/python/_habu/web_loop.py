"""Makes up for what Pyodide's event loop lacks of asyncio's."""

import asyncio
import inspect
import math
from collections import deque

from pyodide.ffi import create_once_callable
from pyodide.webloop import WebLoop

_LONGEST_TIMER = 2**31 - 1  # ms


def complete():
    """On the line of 2024 `create_task` takes no context, which LangChain's steps give it; here the task runs in a copy of it."""
    create_task = WebLoop.create_task
    if "context" in inspect.signature(create_task).parameters:
        return

    def create_task_in(self, coro, *, name=None, context=None):
        if context is None:
            return create_task(self, coro, name=name)
        return context.run(create_task, self, coro, name=name)

    WebLoop.create_task = create_task_in


class Turns:
    """Runs all callbacks that are ready in one turn of the host's event loop, as asyncio's own loops do. Pyodide's gives each
    callback a timer and a proxy of its own, and a timer that nobody waits for any more goes on."""

    def __init__(self, loop, schedule):
        """`schedule` has `turn` called soon, with stack switching."""
        self._loop = loop
        self._schedule = schedule
        self._scheduled = False
        self._ready = deque()
        # Those of Pyodide's older lines are per interpreter already.
        self._installs = [
            install
            for name in ("_install_running_loop", "_install_asyncgen_hooks")
            if (install := getattr(loop, name, None))
        ]

    def begin(self):
        self._loop.call_soon = self.call_soon
        self._loop.call_later = self.call_later

    def call_soon(self, callback, *args, context=None):
        handle = asyncio.Handle(callback, args, self._loop, context=context)
        self._ready.append(handle)
        self._want_turn()
        return handle

    def call_later(self, delay, callback, *args, context=None):
        if delay < 0:
            raise ValueError("Can't schedule in the past")
        if delay == 0:
            return self.call_soon(callback, *args, context=context)
        if delay == math.inf:
            return asyncio.Handle(callback, args, self._loop, context=context)
        timer = _Timer(callback, args, self._loop, context=context)
        timer.start(delay, self._timer_is_due)
        return timer

    def _timer_is_due(self, timer):
        self._ready.append(timer)
        self._run_ready()

    def _want_turn(self):
        if not self._scheduled:
            self._scheduled = True
            self._schedule()

    def turn(self):
        self._scheduled = False
        self._run_ready()

    def _run_ready(self):
        ready = self._ready
        count = len(ready)
        if count > 1:
            # If a callback waits on its stack (run_sync), the next turn goes on with the others.
            self._want_turn()
        for install in self._installs:
            install()
        try:
            while count and ready:
                count -= 1
                handle = ready.popleft()
                if not handle.cancelled():
                    self._run(handle)
        finally:
            if ready:
                self._want_turn()

    def _run(self, handle):
        try:
            handle._run()
        except SystemExit as end:
            if not self._loop._system_exit_handler:
                raise
            self._loop._system_exit_handler(end.code)
        except KeyboardInterrupt:
            if not self._loop._keyboard_interrupt_handler:
                raise
            self._loop._keyboard_interrupt_handler()


class _Timer(asyncio.Handle):
    """A callback that waits for a timer of JavaScript, which ends with it."""

    __slots__ = ("_due", "_number")

    def start(self, delay, due):
        from js import setTimeout

        def run():
            self._due = None
            due(self)

        self._due = create_once_callable(run, _may_syncify=True)
        self._number = setTimeout(self._due, min(delay * 1000, _LONGEST_TIMER))

    def cancel(self):
        super().cancel()
        waiting = self._due
        if waiting:
            from js import clearTimeout

            self._due = None
            clearTimeout(self._number)
            waiting.destroy()
