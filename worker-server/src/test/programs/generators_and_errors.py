import contextlib
import functools
import sys
import traceback


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


print(list(tree(4)))


def averager():
    total = count = 0
    average = None
    while True:
        value = yield average
        if value is None:
            return total
        total, count = total + value, count + 1
        average = total / count


g = averager()
next(g)
print([g.send(v) for v in (10, 20, 60)])
try:
    g.send(None)
except StopIteration as e:
    print("returned", e.value)


class Custom(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code


def risky(n):
    try:
        if n == 0:
            raise Custom(7)
        return risky(n - 1)
    except Custom as e:
        e.add_note(f"seen at {n}")
        raise
    finally:
        steps.append(n)


steps = []
try:
    risky(2)
except Custom as e:
    print(e, e.code, e.__notes__, steps)
try:
    try:
        {}["missing"]
    except KeyError as e:
        raise RuntimeError("outer") from e
except RuntimeError as e:
    print(repr(e.__cause__), [type(x).__name__ for x in (e, e.__cause__)])
try:
    raise ExceptionGroup("several", [ValueError(1), ExceptionGroup("inner", [TypeError(2), ValueError(3)])])
except* ValueError as group:
    print(group.exceptions)
except* TypeError as group:
    print("types", group.exceptions)


def recurse(n):
    return recurse(n + 1)


try:
    recurse(0)
except RecursionError as e:
    print(e)
with contextlib.suppress(ZeroDivisionError), contextlib.ExitStack() as stack:
    stack.callback(print, "left")
    1 / 0
print(next((x for x in range(100) if x % 7 == 6), None), functools.reduce(lambda a, b: a * b, range(1, 6)))
try:
    exec("def f(:\n  pass")
except SyntaxError as e:
    print(e.msg, e.lineno)
lines = "".join(traceback.format_exception_only(Custom(1)))
print(lines, end="")
print(sys.exc_info(), [f(3) for f in (lambda x, y=2: x**y, functools.partial(pow, 2))])
