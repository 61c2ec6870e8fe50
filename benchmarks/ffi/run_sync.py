"""Waits for promises of JavaScript in code that is not asynchronous."""

from pyodide.code import run_js
from pyodide.ffi import run_sync

promise = run_js("async (x) => x")


def main():
    total = 0
    for i in range(1_000):
        total += run_sync(promise(i))
    return total
