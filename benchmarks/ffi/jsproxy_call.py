"""Calls a JavaScript function and a method with two numbers."""

from pyodide.code import run_js

add = run_js("(a, b) => a + b")
thing = run_js("({ base: 5, add(a, b) { return this.base + a + b } })")


def main():
    total = 0
    for i in range(10_000):
        total += add(i, 1) + thing.add(i, 1)
    return total
