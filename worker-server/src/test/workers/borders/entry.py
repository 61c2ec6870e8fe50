"""What crosses between Python and JavaScript, and how it looks on the other side. Each path answers with JSON."""

import asyncio
import json

from js import JSON, URL, Array, Error, Map, Object, Promise, Response, Set, Uint8Array
from pyodide.code import run_js
from pyodide.ffi import ConversionError, JsException, JsProxy, create_once_callable, create_proxy, run_sync, to_js


def js_object(value):
    return to_js(value, dict_converter=Object.fromEntries)


def proxies_of_js():
    o = run_js("({a: 1, list: [1, 'two', null, undefined, true], f(x) { return this.a + x; }, nested: {deep: 'yes'}})")
    o.b = "added"
    return [
        isinstance(o, JsProxy), o.a, o.f(41), o.nested.deep, list(o.list)[:2], len(o.list), o.b, hasattr(o, "c"),
        sorted(o.object_keys()), o.list[1], [x for x in o.list if x], o["a"] if hasattr(o, "__getitem__") else "no item",
    ]


def proxies_of_python():
    class Counter:
        def __init__(self):
            self.n = 0

        def add(self, k=1):
            self.n += k
            return self.n

        def __len__(self):
            return 7

    counter = Counter()
    proxy = create_proxy(counter)
    call = run_js("(c) => { c.add(); c.add(5); return [c.n, c.add.callKwargs({k: 10}), c.length, c.type, typeof c, 'n' in c]; }")
    result = call(proxy).to_py()
    same = run_js("(x) => x")(proxy) is counter
    proxy.destroy()
    gone = run_js("(c) => { try { return c.n; } catch (e) { return e.message.split('\\n')[0]; } }")(proxy)
    return [result, same, counter.n, gone]


def conversions():
    back = to_js({"a": [1, 2.5, "x", None, True, {"s": (1, 2)}]}).to_py()
    m = to_js({"a": 1, 2: "two"})
    return [
        JSON.stringify(js_object({"a": {"b": [1, {"c": "deep"}]}})), back, m.a, list(m.object_keys()),
        to_js([1, [2]]).constructor.name, to_js({1, 2}).constructor.name, to_js(2**60).__class__.__name__,
        run_js("(x) => typeof x")(2**60), run_js("(x) => typeof x")(2**31), run_js("(x) => x === undefined")(None),
        run_js("new Map([['k', new Set([1])]])").to_py() == {"k": {1}}, run_js("[1n << 70n, -0, 1.5, NaN]").to_py()[0] == 2**70,
        run_js("'\\u{1F40D} é'"), run_js("(s) => [...s].length")("🐍 é"), run_js("({a: [1, {b: 2}]})").to_py(),
    ]


async def promises():
    async def python_side(x):
        await asyncio.sleep(0.001)
        return x * 2

    awaited_by_js = await run_js("async (f) => 1 + await f(20)")(python_side)
    chained = await Promise.resolve(20).then(lambda v: v + 1).then(lambda v: v * 2)
    all_values = (await Promise.all(to_js([Promise.resolve(1), asyncio.ensure_future(python_side(2)), 3]))).to_py()
    try:
        await Promise.reject(Error.new("rejected"))
        caught = None
    except JsException as e:
        caught = [type(e).__name__, e.name, e.message]
    raced = await asyncio.wait_for(Promise.resolve("in time"), 1)
    gathered = await asyncio.gather(Promise.resolve("a"), python_side(4))
    return [awaited_by_js, chained, all_values, caught, raced, gathered]


def exceptions():
    class Custom(Exception):
        pass

    def fails():
        raise Custom("from Python")

    seen = run_js("(f) => { try { f(); } catch (e) { return [e.name, e.type, e.message.trim().split('\\n').at(-1)]; } }")(fails)
    through = None
    try:
        run_js("(f) => f()")(fails)
    except Custom as e:
        through = [type(e).__name__, str(e)]
    kinds = []
    for source in ("throw new TypeError('typed')", "null.x", "throw 'a string'", "undefinedName", "(() => { function f() { f(); } f(); })()"):
        try:
            run_js(f"() => {{ {source} }}")()
        except JsException as e:
            kinds.append(e.name)  # the texts are the engine's own
    try:
        run_js("({a: 1})").b
    except AttributeError as e:
        missing = str(e)
    return [seen.to_py(), through, kinds, missing]


def buffers():
    """A megabyte each way, checked at a few places."""
    data = bytes(range(256)) * 4096
    array = to_js(data)
    view = Uint8Array.new(array.buffer, 256, 4)
    copied = array.to_py()
    filled = Uint8Array.new(4)
    filled.assign(b"\x01\x02\x03\xff")
    target = bytearray(4)
    filled.assign_to(target)
    seen = run_js("(p) => { const b = p.getBuffer('u8'); try { return [b.data[255], b.data.length, b.readonly]; } finally { b.release(); } }")
    return [
        array.constructor.name, array.length, array.to_bytes() == data, list(view), copied.nbytes, copied[257], list(filled), list(target),
        seen(create_proxy(data)).to_py(), run_js("new Float64Array([1.5, -2.5]).buffer").to_py().cast("d").tolist(),
        to_js(memoryview(b"abcdef")[2:4]).to_bytes().decode(), Uint8Array.new(to_js([1, 256, -1])).to_py().tolist(),
    ]


async def sync_over_async():
    """run_sync blocks the Python frame, not the isolate."""
    order = []

    async def other():
        for i in range(3):
            order.append(i)
            await asyncio.sleep(0.001)

    task = asyncio.create_task(other())

    def blocking():
        return run_sync(asyncio.sleep(0.02, "slept")) + run_sync(Promise.resolve(" twice"))

    result = blocking()
    await task
    try:
        run_sync(Promise.reject(Error.new("no")))
    except JsException as e:
        failure = e.message
    return [result, order, failure]


def callbacks():
    out = []
    array = to_js([3, 1, 2])
    array.forEach(lambda v, i, a: out.append((v, i)))
    mapped = array.map(lambda v, i, a: v * 10)
    once = create_once_callable(lambda: "once")
    first = run_js("(f) => f()")(once)
    try:
        run_js("(f) => f()")(once)
        second = "ran twice"
    except JsException as e:
        second = e.message
    default = run_js("(f) => f.callKwargs(1, {c: 3})")(lambda a, b=2, c=0: [a, b, c])
    return [out, list(mapped), first, second, list(default)]


def collections():
    m = Map.new(to_js([["a", 1], ["b", 2]]))
    s = Set.new(to_js([1, 2, 2]))
    a = Array.from_(to_js([5, 6]))
    a.push(7)
    m["c"] = 3
    del m["a"]
    return [list(m), m["b"], "c" in m, len(m), sorted(s), 2 in s, a[-1], a[0:2].to_py(), list(reversed(list(a))), dict(m.items()), list(a.entries())[0].to_py()]


def limits():
    out = []
    try:
        to_js([object()], create_pyproxies=False)
    except ConversionError as e:
        out.append(str(e))
    cycle = [1]
    cycle.append(cycle)
    back = to_js(cycle)
    out.append(back[1][1][0])
    out.append(to_js([[1, 2], [3]], depth=1)[0] == [1, 2])

    def down(n):
        return run_js("(f, n) => n === 0 ? 'bottom' : f(n - 1)")(down, n)

    out.append(down(20))
    return out


CASES = {f.__name__: f for f in (proxies_of_js, proxies_of_python, conversions, promises, exceptions, buffers, sync_over_async, callbacks, collections, limits)}


async def on_fetch(request):
    case = CASES[URL.new(request.url).pathname[1:]]
    result = case()
    if asyncio.iscoroutine(result):
        result = await result
    return Response.new(json.dumps(result, ensure_ascii=False, default=repr))
