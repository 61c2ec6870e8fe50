"""Sorting: ints, strings by key, tuples, nearly sorted input."""


def main():
    seed = 42
    numbers = []
    for _ in range(30_000):
        seed = (seed * 1_103_515_245 + 12_345) & 0x7FFFFFFF
        numbers.append(seed)
    ascending = sorted(numbers)
    by_key = sorted(numbers, key=lambda n: n % 1000)
    tuples = sorted((n & 255, n >> 8) for n in numbers)
    strings = sorted(map(str, numbers), reverse=True)
    ascending[100], ascending[-100] = ascending[-100], ascending[100]
    ascending.sort()
    return ascending[0] + by_key[0] + tuples[-1][0] + len(strings[0])
