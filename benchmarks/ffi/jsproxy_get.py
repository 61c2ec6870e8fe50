"""Reads an attribute of a JavaScript object."""

from pyodide.code import run_js

thing = run_js("({ size: 3 })")


def main():
    total = 0
    for _ in range(20_000):
        total += thing.size
    return total
