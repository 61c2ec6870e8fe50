"""Generators, comprehensions, closures, unpacking, itertools."""

from itertools import accumulate, chain, islice


def primes():
    composite = {}
    n = 2
    while True:
        factor = composite.pop(n, None)
        if factor is None:
            yield n
            composite[n * n] = n
        else:
            multiple = n + factor
            while multiple in composite:
                multiple += factor
            composite[multiple] = factor
        n += 1


def flatten(tree):
    if isinstance(tree, int):
        yield tree
    else:
        for branch in tree:
            yield from flatten(branch)


def main():
    head = list(islice(primes(), 2_500))
    tree = [[n, [n, [n]]] for n in range(1_500)]
    flat = list(flatten(tree))
    scaled = [a * b for a, b in zip(head, chain(flat, flat)) if a & 1]
    (first, *_, last) = accumulate(scaled)
    return first + last + len({n % 97 for n in flat})
