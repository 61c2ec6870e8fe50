"""Converts a nested array of 100,000 numbers and strings to Python."""

from pyodide.code import run_js

rows = run_js("Array.from({ length: 20000 }, (_, i) => [i, i * 0.5, String(i), i % 2 === 0])")


def main():
    return len(rows.to_py())
