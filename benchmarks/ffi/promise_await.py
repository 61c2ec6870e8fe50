"""Awaits promises of JavaScript."""

from pyodide.code import run_js
from pyodide.ffi import run_sync

promise = run_js("async (x) => x")


async def loop():
    total = 0
    for i in range(1_000):
        total += await promise(i)
    return total


def main():
    return run_sync(loop())
