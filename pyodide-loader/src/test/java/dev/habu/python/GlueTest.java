package dev.habu.python;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where the shortcuts between Python and JavaScript must leave a call to Pyodide's glue; Pyodide's own suite covers the rest. */
class GlueTest {
    private static Python python;

    @BeforeAll
    static void start() {
        python = Python.create();
    }

    @AfterAll
    static void close() {
        python.close();
    }

    @Test
    void gettersAndProxiesOfAScriptRunOnceForEachRead() {
        python.exec("""
            from pyodide.code import run_js
            o = run_js("({ n: 0, get count() { return ++this.n } })")
            assert [o.count, o.count, o.n] == [1, 2, 2]
            p = run_js("new Proxy({}, { get: (t, k) => typeof k === 'symbol' ? undefined : k + '!' , has: () => true })")
            assert p.abc == "abc!"
            assert run_js("Object.create({ inherited: 7 })").inherited == 7
            assert not hasattr(run_js("({})"), "missing")
            assert run_js("new Uint8Array(3)").length == 3
            assert run_js("({ class_: 1, from: 2, _x_: 3 })").from_ == 2
            """);
    }

    @Test
    void proxiesHaveTheAbilitiesOfTheirObjects() {
        python.exec("""
            from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence, AsyncIterable, Awaitable
            from pyodide.code import run_js
            from pyodide.ffi import JsArray, JsCallable, JsException, JsGenerator, JsMap, JsPromise
            for _ in range(2):  # the second time around the prototypes are known
                plain, array, function, promise = run_js("[{}, [1, 2], () => 1, Promise.resolve(5)]")
                assert not isinstance(plain, Iterable) and not hasattr(plain, "then") and bool(plain)
                assert isinstance(array, JsArray) and list(array) == [1, 2] and len(array) == 2
                assert isinstance(function, JsCallable) and function() == 1
                assert isinstance(promise, JsPromise)
                entries = run_js("new Map([[1, 2]])")
                assert isinstance(entries, JsMap) and entries[1] == 2 and len(entries) == 1 and 1 in entries
                members = run_js("new Set([3])")
                assert len(members) == 1 and 3 in members and list(members) == [3]
                assert isinstance(run_js("(function*() { yield 1 })()"), JsGenerator)
                assert list(run_js("({ length: 2, 0: 'a', 1: 'b', *[Symbol.iterator]() { yield this[0]; yield this[1] } })")) == ["a", "b"]
                assert next(run_js("({ next() { return { done: false, value: 7 } } })")) == 7
                assert len(run_js("({ get size() { return 9 } })")) == 9
                assert isinstance(run_js("new TypeError('no')"), JsException)
                assert isinstance(run_js("({ name: 'N', message: 'M', stack: 'S' })"), JsException)
                assert not isinstance(run_js("({ name: 'N', message: 'M' })"), JsException)
                assert bytes(run_js("new Uint8Array([1, 2]).buffer").to_py()) == b"\\1\\2"
                with run_js("({ [Symbol.dispose]() { this.closed = true } })") as resource:
                    pass
                assert resource.closed
            changed = run_js("new (class Changing {})()")
            assert not hasattr(type(changed), "__getitem__")
            run_js("(c) => { Object.getPrototypeOf(c).get = (key) => key + '!' }")(changed)
            assert run_js("(c) => Object.create(c)")(changed)["key"] == "key!"
            run_js("(p) => { globalThis.inherits = Object.create(p) }")({"a": 1})
            """);
    }

    @Test
    void aFunctionThatThrowsIsCalledOnce() {
        python.exec("""
            from pyodide.code import run_js
            from pyodide.ffi import JsException
            counter = run_js("({ calls: 0, fail(x) { this.calls++; throw new RangeError('no ' + x) } })")
            try:
                counter.fail(3)
                assert False
            except JsException as e:
                assert (e.name, e.message) == ("RangeError", "no 3"), (e.name, e.message)
            assert counter.calls == 1
            """);
    }

    @Test
    void arraysOfTheirOwnKindKeepTheirMethods() {
        python.exec("""
            from pyodide.code import run_js
            loud = run_js("new (class extends Array { push(x) { return super.push(x, x) } })()")
            loud.append(5)
            assert loud.to_py() == [5, 5]
            """);
    }

    @Test
    void toPyKeepsIdentityAndKindsOfValues() {
        python.exec("""
            from pyodide.code import run_js
            a = run_js("(() => { const shared = [1]; const a = [shared, shared, 2 ** 53, -0.5, 'é', true, { b: [] }]; a.push(a); return a })()").to_py()
            assert a[0] is a[1] and a[-1] is a and a[2] == 2.0 ** 53 and type(a[2]) is float and type(a[0][0]) is int
            assert a[3:7] == [-0.5, "é", True, {"b": []}]
            assert run_js("[1, , 3]").to_py()[1] is None
            assert run_js("({ get x() { return 4 } })").to_py() == {"x": 4}
            assert run_js("[[[1]]]").to_py(depth=1)[0].length == 1
            assert run_js("new Map([[1, [2]]])").to_py() == {1: [2]}
            """);
    }

    @Test
    void scriptsCallPythonWithArgumentsReceiversAndErrors() {
        python.exec("""
            from pyodide.code import run_js
            from pyodide.ffi import create_proxy
            sum = create_proxy(lambda a, b=10: a + b)
            call = run_js("(f, ...a) => [f(...a), f.call(7, ...a), f.apply(7, a), f.bind(7)(...a), f.callKwargs(a[0], { b: 1 })]")
            assert call(sum, 5).to_py() == [15, 15, 15, 15, 6]
            receiver = create_proxy(lambda this, x: (this.n, x), capture_this=True)
            assert run_js("(f) => ({ n: 4, f }).f(5).toJs()")(receiver).to_py() == [4, 5]
            def fail():
                raise KeyError("missing")
            failing = create_proxy(fail)
            try:
                run_js("(f) => f()")(failing)
                assert False
            except KeyError as e:
                assert e.args == ("missing",)
            assert "KeyError" in run_js("(f) => { try { f() } catch (e) { return e.message } }")(failing)
            sum.destroy()
            assert "already been destroyed" in run_js("(f) => { try { f(1) } catch (e) { return e.message } }")(sum)
            """);
    }

    @Test
    void aTracebackEndsWhereAScriptHasCalledPython() {
        python.exec("""
            from traceback import extract_tb
            from pyodide.code import run_js
            from pyodide.ffi import create_proxy
            fail = run_js("() => { function inner() { throw new Error('no') } inner() }")
            def frames():
                try:
                    fail()
                except Exception as e:
                    return ",".join(frame.name for frame in extract_tb(e.__traceback__))
            names = run_js("(f) => { function outer() { return f() } return outer() }")(create_proxy(frames)).split(",")
            assert "inner" in names and "outer" not in names, names
            """);
    }

    @Test
    void aCoroutineThatAScriptStartsRunsOnItsOwn() {
        assertEquals(42L, python.evalAsync("""
                from pyodide.code import run_js
                from pyodide.ffi import create_proxy
                async def answer(x):
                    return x + 1
                await run_js("async (f) => await f(41)")(create_proxy(answer))
                """).join());
    }

    @Test
    void whatAProxyCanDoFollowsTheObject() {
        python.exec("""
            from pyodide.code import run_js
            class_of = lambda text: run_js(text)
            assert len(class_of("({ length: 3 })")) == 3 and len(class_of("new Map([[1, 2]])")) == 1
            assert list(class_of("[1, 2]")) == [1, 2] and callable(class_of("() => 1"))
            assert hasattr(class_of("Promise.resolve(1)"), "__await__") and not hasattr(class_of("({})"), "__await__")
            assert hasattr(class_of("({ then() {} })"), "__await__") and not hasattr(class_of("({ then: 1 })"), "__await__")
            assert isinstance(class_of("new Error('x')"), BaseException)
            assert [*class_of("(function* () { yield 7 })()")] == [7]
            reads = class_of("({ n: 0, get next() { this.n++; return undefined } })")
            assert not hasattr(reads, "__next__") and reads.n > 0
            prototype = run_js("class Late {}; Late")
            assert not hasattr(prototype.new(), "__getitem__")
            prototype.prototype.get = run_js("() => 5")
            assert prototype.new()["k"] == 5
            """);
    }

    @Test
    void objectsWithManyPropertiesKeepTheirAbilities() {
        python.exec("""
            from pyodide.code import run_js
            # The engine keeps the properties of such an object in a table.
            big = run_js("(() => { const o = {}; for (let i = 0; i < 5000; i++) o['k' + i] = i; for (let i = 1; i < 5000; i++) delete o['k' + i]; "
                + "o.length = 3; o.get = (key) => key + '!'; o.name = 'big'; return o })()")
            assert len(big) == 3 and big["a"] == "a!" and (big.name, big.k0) == ("big", 0)
            assert not hasattr(big, "missing")
            run_js("(o) => { o.then = (resolve) => resolve(7) }")(big)
            assert hasattr(run_js("(o) => [o]")(big)[0], "__await__")
            """);
    }

    @Test
    void aMethodThatAScriptChangesIsTheOneThatIsCalled() {
        python.exec("""
            from pyodide.code import run_js
            from pyodide.ffi import create_proxy
            f = create_proxy(lambda x: x + 1)
            call = run_js("(f, x) => f(x)")
            assert [call(f, i) for i in range(10)] == list(range(1, 11))
            restore = run_js("(f) => { const p = Object.getPrototypeOf(f), { apply } = p; p.apply = (self, args) => 'changed ' + args[0];"
                + " return () => { p.apply = apply } }")(f)
            assert call(f, 1) == "changed 1"
            restore()
            assert call(f, 1) == 2
            """);
    }
}
