"""Makes up for what Pyodide's event loop of 2024 lacks of asyncio's."""

import inspect

from pyodide.webloop import WebLoop


def complete():
    """`create_task` takes a context, as LangChain's steps give it; the task runs in a copy of it."""
    create_task = WebLoop.create_task
    if "context" in inspect.signature(create_task).parameters:
        return

    def create_task_in(self, coro, *, name=None, context=None):
        if context is None:
            return create_task(self, coro, name=name)
        return context.run(create_task, self, coro, name=name)

    WebLoop.create_task = create_task_in
