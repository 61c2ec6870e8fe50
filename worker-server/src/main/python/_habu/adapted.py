"""Packages that want what a worker has not, sockets or threads, are changed when they are imported, as on the platform."""

import importlib.util
import sys

from .httpx_fetch import use_fetch


def _run_here(module):
    """anyio's threads, and so FastAPI's functions that are not coroutines: each runs at once, on the only thread."""

    async def run_sync(func, *args, **options):
        return func(*args)

    module.run_sync = run_sync


_CHANGES = {"anyio.to_thread": _run_here, "httpx._transports.default": use_fetch}


class Finder:
    """Goes first in `sys.meta_path`."""

    _under_way = set()

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        change = _CHANGES.get(name)
        if change is None or name in cls._under_way:
            return None
        cls._under_way.add(name)
        try:
            spec = importlib.util.find_spec(name)
        finally:
            cls._under_way.remove(name)
        if spec:
            run = spec.loader.exec_module

            def exec_module(module):
                run(module)
                change(module)

            spec.loader.exec_module = exec_module
        return spec


def install():
    sys.meta_path.insert(0, Finder)
