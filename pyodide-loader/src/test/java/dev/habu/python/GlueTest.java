package dev.habu.python;

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
}
