"""Strings of 20 and of 20,000 characters to JavaScript and back."""

from pyodide.code import run_js

same = run_js("(text) => text + '!'")
short = "abcdefghijklmnopqrst"
long = "Ελληνικά, 日本語 " * 1_400


def main():
    total = 0
    for _ in range(3_000):
        total += len(same(short))
    for _ in range(50):
        total += len(same(long))
    return total
