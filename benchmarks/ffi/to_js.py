"""Converts a nested list of 100,000 numbers and strings to JavaScript."""

from pyodide.ffi import to_js

rows = [[i, i * 0.5, str(i), i % 2 == 0] for i in range(20_000)]


def main():
    return to_js(rows).length
