package dev.habu.js.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** JavaScript Promise Integration. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SuspensionTest {
    private TestRealm realm;

    @BeforeAll
    void start() throws InterruptedException {
        realm = new TestRealm();
        realm.declare("""
                let wait = v => Promise.resolve(v), plain = v => v;
                const wasm = instance('suspension',
                    {wait: new WebAssembly.Suspending(v => wait(v)), plain: v => plain(v)});
                const promising = Object.fromEntries(
                    Object.entries(wasm).map(([name, f]) => [name, WebAssembly.promising(f)]));
                const settled = p => p.then(v => v, e => `rejected ${e}`);
                const deferred = () => Promise.withResolvers();
                """);
    }

    @AfterAll
    void stop() {
        realm.close();
    }

    @Test
    void aPromiseSuspendsAndItsValueResumes() throws InterruptedException {
        assertEquals("started;true;7", realm.evaluate("""
                        (async () => {
                          const {promise, resolve} = deferred();
                          wait = () => promise;
                          const result = promising.wait(1);
                          const log = ['started', result instanceof Promise];
                          resolve(7);
                          return [...log, await result].join(';');
                        })()
                        """));
    }

    @Test
    void aValueThatIsNoPromiseDoesNotSuspend() throws InterruptedException {
        assertEquals("x x", realm.evaluate("wait = v => v; promising.twice('x').then(v => `${v} ${wasm.twice('x')}`)"));
    }

    @Test
    void aRejectionIsThrownIntoWebAssembly() throws InterruptedException {
        assertEquals("rejected Error: no|1", realm.evaluate("""
                        (async () => {
                          wait = () => Promise.reject(new Error('no'));
                          return [await settled(promising.wait(1)), await promising.caught(1)].join('|');
                        })()
                        """));
    }

    @Test
    void manyCallsAreSuspendedAtOnce() throws InterruptedException {
        assertEquals("9,8,7,6,5,4,3,2,1,0 0!!,1!!,2!!", realm.evaluate("""
                        (async () => {
                          const waiting = [], order = [];
                          wait = v => { const d = deferred(); waiting.push(() => d.resolve(v)); return d.promise; };
                          const all = Array.from({length: 10}, (_, i) => promising.wait(i).then(v => order.push(v)));
                          while (waiting.length) { waiting.pop()(); await null; }
                          await Promise.all(all);
                          wait = async v => { await null; return v + '!'; };
                          const twice = await Promise.all([0, 1, 2].map(v => promising.twice(v)));
                          return `${order} ${twice}`;
                        })()
                        """));
    }

    @Test
    void aPromisingCallInsideAnImportSuspendsByItself() throws InterruptedException {
        assertEquals("[object Promise] inner", realm.evaluate("""
                        (async () => {
                          wait = v => Promise.resolve(v);
                          let inner;
                          plain = v => inner = promising.wait(v);
                          return `${String(await Promise.race([wasm.plain('inner') + '']))} ${await inner}`;
                        })()
                        """));
    }

    @Test
    void framesThatCannotBeSuspendedAreASuspendError() throws InterruptedException {
        assertEquals(
                "SuspendError: trying to suspend without WebAssembly.promising|"
                        + "rejected SuspendError: trying to suspend JavaScript frames|true",
                realm.evaluate("""
                        (async () => {
                          wait = v => Promise.resolve(v);
                          plain = v => wasm.wait(v);
                          let outside;
                          try { wasm.wait(1); } catch (e) { outside = e; }
                          return [outside, await settled(promising.plain(1)), outside instanceof WebAssembly.SuspendError]
                              .join('|');
                        })()
                        """));
    }

    @Test
    void aDeepStackIsSuspendedAndExhaustionRejects() throws InterruptedException {
        assertEquals("deep|rejected RangeError: Maximum call stack size exceeded", realm.evaluate("""
                        (async () => {
                          wait = v => new Promise(resolve => Promise.resolve().then(() => resolve(v)));
                          return [await promising.deep(10000, 'deep'), await settled(promising.deep(2 ** 31 - 1, 0))]
                              .join('|');
                        })()
                        """));
    }

    @Test
    void aTrapRejects() throws InterruptedException {
        assertEquals("rejected RuntimeError: unreachable", realm.evaluate("""
                        const tag = new WebAssembly.Tag({parameters: ['i32']});
                        settled(WebAssembly.promising(instance('exceptions', {act() {}, tag}).unreachable)())
                        """));
    }
}
