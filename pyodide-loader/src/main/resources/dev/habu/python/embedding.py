"""Serves the Java class Python: one flat list in, one flat list out.

A list starts with a string of tags, one for every value; the values that a tag needs follow in order:

N None   T True   F False   i int   f float   z the float -0.0   s str   b bytes
o any other object, as a proxy that JavaScript owns
l list, t tuple (each: its length, then its items)   d dict (its length, then key and value of each item)

Flat, because converting a list costs one crossing of the border for each nested container; tagged, because
JavaScript has one type for int and float.
"""

import sys
from builtins import dict as _dict

import __main__
from pyodide.code import eval_code, eval_code_async
from pyodide.ffi import create_proxy, to_js

_SCALARS = {int: "i", float: "f", str: "s"}


def _encode(value, tags, values):
    kind = type(value)
    if value is None:
        tags.append("N")
    elif kind is bool:
        tags.append("T" if value else "F")
    elif tag := _SCALARS.get(kind):
        tags.append(tag)
        values.append(value)
    elif kind is bytes:
        tags.append("b")
        values.append(to_js(value))
    elif kind is list or kind is tuple:
        tags.append("l" if kind is list else "t")
        values.append(len(value))
        for item in value:
            _encode(item, tags, values)
    elif kind is _dict:
        tags.append("d")
        values.append(len(value))
        for key, item in value.items():
            _encode(key, tags, values)
            _encode(item, tags, values)
    else:
        tags.append("o")
        values.append(create_proxy(value))


def _decode(tags, values):
    tag = next(tags)
    match tag:
        case "N":
            return None
        case "T" | "F":
            return tag == "T"
        case "i":
            return int(next(values))
        case "f":
            return float(next(values))
        case "z":
            return -0.0  # Pyodide makes the int 0 of a JavaScript -0
        case "b":
            return next(values).to_bytes()
        case "o":
            return next(values).unwrap()
        case "l":
            return [_decode(tags, values) for _ in range(next(values))]
        case "t":
            return tuple(_decode(tags, values) for _ in range(next(values)))
        case "d":
            return {_decode(tags, values): _decode(tags, values) for _ in range(next(values))}
        case _:
            return next(values)


def _result(value):
    tags = []
    values = []
    _encode(value, tags, values)
    return to_js(["".join(tags), *values], depth=1)


def _failure(error):
    import traceback

    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    # The user's part of the traceback starts below this file and Pyodide's evaluation of source text.
    frame = error.__traceback__
    while frame is not None and frame.tb_frame.f_code.co_filename.endswith((__file__, "/_pyodide/_base.py")):
        frame = frame.tb_next
    text = "".join(traceback.format_exception(error.with_traceback(frame)))
    code = error.code if isinstance(error, SystemExit) else None
    return to_js(["!", name, str(error), text, 0 if code is None else code if type(code) is int else 1], depth=1)


def _lookup(name):
    first, *rest = name.split(".")
    try:
        value = __main__.__dict__[first]
    except KeyError:
        try:
            value = getattr(__main__.__builtins__, first)
        except AttributeError:
            raise NameError(f"name {first!r} is not defined") from None
    for attribute in rest:
        value = getattr(value, attribute)
    return value


def _evaluate(source):
    return eval_code(source, __main__.__dict__)


def _evaluate_async(source):
    return eval_code_async(source, __main__.__dict__)


def _set(name, value):
    __main__.__dict__[name] = value


_OPERATIONS = {
    "evaluate": _evaluate,
    "evaluate_async": _evaluate_async,
    "call": lambda name, *arguments: _lookup(name)(*arguments),
    "get": _lookup,
    "set": _set,
    "apply": lambda target, *arguments: target(*arguments),
    "attribute": getattr,
    "text": str,
}


def _run(operation, message):
    tags, *values = message
    tags = iter(tags)
    values = iter(values)
    return _OPERATIONS[operation](*[_decode(tags, values) for _ in range(next(values))])


def invoke(operation, message):
    try:
        return _result(_run(operation, message))
    except BaseException as error:
        return _failure(error)


async def invoke_async(operation, message):
    try:
        return _result(await _run(operation, message))
    except BaseException as error:
        return _failure(error)


to_js([invoke, invoke_async], depth=1)
