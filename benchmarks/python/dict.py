"""Dictionaries: insertion, lookup, iteration, deletion with int, str and tuple keys."""


def main():
    by_int = {}
    for i in range(40_000):
        by_int[i * 7919 % 65_537] = i
    words = [f"key{i % 5_000}" for i in range(40_000)]
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    grid = {(x, y): x * y for x in range(100) for y in range(100)}
    for x in range(100):
        del grid[x, x]
    return len(by_int) + sum(counts.values()) + sum(grid.values())
