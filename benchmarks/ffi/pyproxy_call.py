"""JavaScript calls a Python function."""

from pyodide.code import run_js
from pyodide.ffi import create_proxy

repeat = run_js("(f, n) => { let total = 0; for (let i = 0; i < n; i++) total += f(i, 1); return total; }")
add = create_proxy(lambda a, b: a + b)


def main():
    return repeat(add, 10_000)
