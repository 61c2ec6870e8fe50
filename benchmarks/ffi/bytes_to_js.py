"""Copies 10 MB of bytes to JavaScript."""

from pyodide.ffi import to_js

data = bytes(range(256)) * 40_000


def main():
    return to_js(data).length
