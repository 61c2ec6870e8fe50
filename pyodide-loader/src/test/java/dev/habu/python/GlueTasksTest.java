package dev.habu.python;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Turns of Python's event loop and calls that may switch stacks: Java makes them, in the order and with the effects of Pyodide's glue. */
class GlueTasksTest {
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
    void turnsTimersAndMicrotasksKeepTheirOrder() {
        assertEquals("""
                is a promise true
                OnceProxy can only be called once
                OnceProxy has already been destroyed
                script ends destroy0wrapper
                microtask
                timer 1
                after timer 1
                python 3 True
                microtask in python
                then 7
                timer 2
                after timer 2
                catch PythonError ValueError: no 1
                timer 3
                after timer 3
                soon True
                microtask of soon
                later
                soon 2
                resumed True
                waited 6
                timer 4
                after timer 4""", python.evalAsync("""
                import asyncio
                from pyodide.code import run_js
                from pyodide.ffi import can_run_sync, create_once_callable, create_proxy, run_sync

                log = []
                note = create_proxy(log.append)


                def add(x, y=1):
                    log.append(f"python {x} {can_run_sync()}")
                    queue("in python")
                    return x + y


                queue = run_js("(note) => (name) => queueMicrotask(() => note('microtask ' + name))")(note)
                calls = run_js(\"""async (note, once, failing, sync) => {
                    const turn = (name) => setTimeout(() => { note(name); queueMicrotask(() => note('after ' + name)) }, 0);
                    turn('timer 1');
                    const sum = once(3, 4);
                    note('is a promise ' + (sum instanceof Promise));
                    sum.then((v) => note('then ' + v));
                    turn('timer 2');
                    queueMicrotask(() => note('microtask'));
                    try { once(1) } catch (e) { note(e.message) }
                    try { once.destroy() } catch (e) { note(e.message) }
                    const failed = failing(1).catch((e) => note('catch ' + e.constructor.name + ' ' + e.message.trim().split('\\\\n').at(-1)));
                    const waited = sync(5).then((v) => note('waited ' + v));
                    turn('timer 3');
                    note('script ends ' + Object.keys(once) + once.length + once.name);
                    await Promise.all([sum, failed, waited]);
                    turn('timer 4');
                    await new Promise((r) => setTimeout(r, 5));
                }\""")


                def fail(x):
                    raise ValueError(f"no {x}")


                def wait(x):
                    result = run_sync(run_js("(x) => new Promise((r) => setTimeout(() => r(x + 1), 0))")(x))
                    log.append(f"resumed {can_run_sync()}")
                    return result


                async def main():
                    once = [create_once_callable(f, _may_syncify=True) for f in (add, fail, wait)]
                    loop = asyncio.get_running_loop()
                    loop.call_soon(lambda: (log.append(f"soon {can_run_sync()}"), queue("of soon")))
                    loop.call_later(0.001, log.append, "later")
                    loop.call_soon(log.append, "soon 2")
                    await calls(note, *once)
                    await asyncio.sleep(0.02)
                    return "\\n".join(log)


                await main()
                """).join());
    }

    @Test
    void onceCallablesReturnReleaseAndFailAsThoseOfTheGlue() {
        assertEquals("""
                [42,5,true]
                1
                0
                1
                0
                own destroy
                0
                own setTimeout 0
                own setTimeout 0
                own setTimeout 5
                own setTimeout 0
                own setTimeout 0
                own setTimeout 0
                own setTimeout 0
                own setTimeout 0
                unhandledrejection ValueError: nobody catches this
                unhandledrejection ValueError: nobody catches this
                scheduled
                JsException SyntaxError""", python.evalAsync("""
                import asyncio, sys, gc
                from pyodide.code import run_js
                from pyodide.ffi import create_once_callable, create_proxy

                log = []
                note = create_proxy(log.append)

                async def double(x):
                    await asyncio.sleep(0)
                    return 2 * x

                def given(x):
                    return x

                def none():
                    pass

                def fail():
                    raise ValueError("nobody catches this")

                async def main():
                    # What Python returns: a coroutine, a promise, nothing.
                    result = await run_js("async (a, b, c) => JSON.stringify([await a(21), await b(Promise.resolve(5)), (await c()) === undefined])")(
                        *[create_once_callable(f, _may_syncify=True) for f in (double, given, none)])
                    log.append(result)
                    # References.
                    before = sys.getrefcount(none)
                    once = create_once_callable(none, _may_syncify=True)
                    log.append(sys.getrefcount(none) - before)
                    once.destroy()
                    log.append(sys.getrefcount(none) - before)
                    once = create_once_callable(none, _may_syncify=True)
                    pending = once()
                    log.append(sys.getrefcount(none) - before)
                    await pending
                    log.append(sys.getrefcount(none) - before)
                    del once, pending
                    # A destroy of the script's.
                    once = create_once_callable(none, _may_syncify=True)
                    await run_js("(once, note) => { const { destroy } = once; once.destroy = () => { note('own destroy'); destroy() }; return once() }")(once, note)
                    del once
                    log.append(sys.getrefcount(none) - before)
                    # Timers of a script's own.
                    restore = run_js(\"""(note) => {
                        const real = globalThis.setTimeout;
                        globalThis.setTimeout = (f, ms) => { note('own setTimeout ' + ms); return real(f, ms) };
                        return () => { globalThis.setTimeout = real };
                    }\""")(note)
                    await asyncio.sleep(0)
                    await asyncio.sleep(0.005)
                    restore()
                    # An error that nobody catches.
                    stop = run_js(\"""(note) => {
                        const listener = (event) => { note(event.type + ' ' + event.reason.message.trim().split('\\\\n').at(-1)); event.preventDefault() };
                        addEventListener('unhandledrejection', listener);
                        return () => removeEventListener('unhandledrejection', listener);
                    }\""")(note)
                    run_js("(once) => { setTimeout(once, 0) }")(create_once_callable(fail, _may_syncify=True))
                    from pyodide_js._api import scheduleCallback
                    scheduleCallback(create_once_callable(fail, _may_syncify=True), 0)
                    scheduleCallback(create_once_callable(lambda: log.append("scheduled"), _may_syncify=True))
                    await asyncio.sleep(0.05)
                    stop()
                    # An error of JavaScript without a frame of a script below it.
                    def parse():
                        try:
                            run_js("JSON.parse")("{")
                        except Exception as e:
                            log.append(f"{type(e).__name__} {e.name}")
                    asyncio.get_running_loop().call_soon(parse)
                    await asyncio.sleep(0.01)
                    return "\\n".join(map(str, log))

                await main()
                """).join());
    }

    @Test
    void runSyncWaitsForWhateverCanBeAwaited() {
        assertEquals("""
                1
                8
                10
                own __await__
                mine
                thenable
                done before
                done before
                KeyError 'gone'
                JsException RangeError: no
                JsException TypeError: then
                microtask 0
                microtask 1
                microtask 2
                microtask 3
                microtask 4
                microtask 5
                microtask 6
                microtask 7
                timer
                promise
                microtask 0
                microtask 1
                microtask 2
                timer
                thenable
                microtask 0
                microtask 1
                microtask 2
                microtask 3
                microtask 4
                microtask 5
                timer
                sub
                done before
                12
                own then
                done before
                done before""", python.evalAsync("""
                import asyncio
                from pyodide.code import run_js
                from pyodide.ffi import JsException, create_once_callable, create_proxy, run_sync

                log = []
                note = create_proxy(log.append)


                class Own:
                    def __init__(self, value):
                        self.value = value

                    def __await__(self):
                        log.append("own __await__")
                        yield from asyncio.sleep(0).__await__()
                        return self.value


                async def double(x):
                    await asyncio.sleep(0)
                    return 2 * x


                async def fail():
                    raise KeyError("gone")


                def waits():
                    log.append(run_sync(run_js("Promise.resolve(1)")))
                    log.append(run_sync(double(4)))
                    log.append(run_sync(asyncio.ensure_future(double(5))))
                    log.append(run_sync(Own("mine")))
                    log.append(run_sync(run_js("({ then(resolve) { resolve('thenable') } })")))
                    future = asyncio.get_running_loop().create_future()
                    future.set_result("done before")
                    log.append(run_sync(future))
                    log.append(run_sync(future))
                    for broken in (lambda: fail(), lambda: run_js("Promise.reject(new RangeError('no'))"), lambda: run_js("({ then() { throw new TypeError('then') } })")):
                        try:
                            run_sync(broken())
                        except Exception as e:
                            log.append(f"{type(e).__name__} {e}")
                    # The order of what else runs, and a promise whose constructor is a script's.
                    held = run_js(\"""({
                        own: Promise.resolve('promise'),
                        thenable: { then(resolve) { resolve('thenable') } },
                        sub: (class extends Promise {}).resolve('sub'),
                    })\""")
                    chain = run_js(\"""(note) => (n) => {
                        let p = Promise.resolve();
                        for (let i = 0; i < n; i++) p = p.then(() => note('microtask ' + i));
                        setTimeout(() => note('timer'), 0);
                    }\""")(note)
                    chain(8)
                    log.append(run_sync(held.own))
                    chain(3)
                    log.append(run_sync(held.thenable))
                    chain(6)
                    log.append(run_sync(held.sub))
                    log.append(run_sync(future))
                    log.append(run_sync(double(6)))
                    # Methods that a script changes.
                    restore = run_js(\"""(proxy, note) => {
                        const methods = Object.getPrototypeOf(proxy), { then, destroy } = methods;
                        methods.then = function (...args) { note('own then'); return then.apply(this, args) };
                        return () => { methods.then = then };
                    }\""")(create_proxy(future), note)
                    log.append(run_sync(future))
                    restore()
                    log.append(run_sync(future))


                async def main():
                    await create_once_callable(waits, _may_syncify=True)()
                    return "\\n".join(map(str, log))


                await main()
                """).join());
    }
}
