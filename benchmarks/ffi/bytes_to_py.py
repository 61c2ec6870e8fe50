"""Copies 10 MB of a typed array to Python."""

from pyodide.code import run_js

data = run_js("new Uint8Array(10240000).fill(7)")


def main():
    return len(data.to_bytes())
