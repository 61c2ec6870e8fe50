"""Randomness while a worker's top level runs is refused, as on the platform: what is drawn there would be the same in every
copy of the worker that begins with a snapshot taken after it. Packages may draw it while they are imported: they make keys for
their own use then (opentelemetry, which FastAPI imports, is one), and nobody who imports them could avoid it."""

import contextlib
import functools
import os
import random
import sys

_refused = False


@contextlib.contextmanager
def refused():
    """While this is open, drawing randomness raises. Functions that are imported by name meanwhile work afterwards."""
    global _refused
    with contextlib.ExitStack() as stack:
        for name, function in list(vars(random).items()):
            if getattr(function, "__self__", None) is random._inst:
                _replace(stack, random, name, _raising(function, RuntimeError, f"Cannot use random.{name}()"))
        urandom = _raising(os.urandom, OSError, 29, "Cannot get entropy")
        _replace(stack, os, "urandom", urandom)
        _replace(stack, random, "_urandom", urandom)
        _replace(stack, random.Random, "seed", _seed(random.Random.seed))
        _refused = True
        try:
            yield
        finally:
            _refused = False


def _replace(stack, owner, name, replacement):
    stack.callback(setattr, owner, name, getattr(owner, name))
    setattr(owner, name, replacement)


def _raising(function, error, *args):
    *numbers, text = args

    @functools.wraps(function)
    def checked(*args, **kwargs):
        if _refused and not _by_a_package():
            raise error(*numbers, f"{text} outside of request context")
        return function(*args, **kwargs)

    return checked


def _by_a_package():
    """Whether the first caller that is neither Python's library nor habu's belongs to a package."""
    frame = sys._getframe(2)
    while frame:
        file = frame.f_code.co_filename
        if "/python_modules/" in file or "/site-packages/" in file:
            return True
        if not file.startswith(("/lib/", "<frozen ")):
            return False
        frame = frame.f_back
    return False


def _seed(seed):
    from_entropy = _raising(seed, OSError, 29, "Cannot get entropy")

    @functools.wraps(seed)
    def checked(self, a=None, version=2):
        return (from_entropy if a is None else seed)(self, a, version)

    return checked
