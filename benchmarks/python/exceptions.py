"""Exceptions: raised, caught, chained, with finally and context managers."""


class Refused(Exception):
    pass


class Guard:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return kind is Refused


def inner(n):
    if n % 3 == 0:
        raise ValueError(n)
    if n % 5 == 0:
        raise Refused(n)
    return n


def outer(n):
    try:
        return inner(n)
    except ValueError as error:
        raise KeyError(n) from error
    finally:
        n += 1


def main():
    caught = 0
    total = 0
    for n in range(25_000):
        with Guard():
            try:
                total += outer(n)
            except KeyError as error:
                caught += error.__cause__.args[0] & 1
    return total, caught
