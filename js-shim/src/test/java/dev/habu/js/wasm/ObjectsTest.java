package dev.habu.js.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.habu.js.JsOptions;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API's objects that need no module. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ObjectsTest {
    private JsRuntime runtime;

    @BeforeAll
    void start() throws InterruptedException {
        runtime = JsRuntime.start(JsOptions.builder().build());
        runtime.call(() -> {
            WebAssembly.install(runtime, wasm -> {
                throw new AssertionError("nothing is compiled here");
            });
            return null;
        });
    }

    @AfterAll
    void stop() {
        runtime.close();
    }

    private String evaluate(String code) throws InterruptedException {
        return runtime.call(() -> JsValues.toJavaString(runtime.evaluate("test.js", code)));
    }

    @Test
    void theNamespaceIsLaidOutLikeTheEnginesOwn() throws InterruptedException {
        assertEquals(
                "[object WebAssembly] validate,compile,instantiate,promising,compileStreaming,instantiateStreaming,JSTag",
                evaluate("`${WebAssembly} ${Object.keys(WebAssembly)}`"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "new WebAssembly.Global({value: 'i32', mutable: true}, 4294967295.7).value                        | -1",
                "new WebAssembly.Global({value: 'i64'}, 2n ** 64n - 1n).value                                    | -1",
                "new WebAssembly.Global({value: 'f32'}, 0.1).value                                               | 0.10000000149011612",
                "new WebAssembly.Global({value: 'externref'}, null).value                                        | null",
                "new WebAssembly.Global({value: 'externref'}).value                                              | undefined",
                "new WebAssembly.Global({value: 'anyfunc'}).value                                                | null",
                "Object.getOwnPropertyDescriptor(WebAssembly.Global.prototype, 'value').set.name                 | set value",
                "new WebAssembly.Memory({initial: 1}).grow(2)                                                    | 1",
                "new WebAssembly.Memory({initial: 1, maximum: 1, shared: true}).buffer                           | [object SharedArrayBuffer]",
                "Object.isFrozen(new WebAssembly.Memory({initial: 1, maximum: 1, shared: true}).buffer)          | true",
                "new WebAssembly.Table({initial: 2, element: 'externref'}, 'x').get(1)                           | x",
                "new WebAssembly.Table({initial: 2n, element: 'anyfunc', address: 'i64'}).grow(1n)                | 2",
                "new WebAssembly.Exception(new WebAssembly.Tag({parameters: ['i64']}), [5n]) + ''                | [object WebAssembly.Exception]",
                "WebAssembly.RuntimeError.prototype instanceof Error                                             | true",
                "String(new WebAssembly.SuspendError('no'))                                                      | SuspendError: no",
                "typeof new WebAssembly.CompileError('bad').stack                                                | string",
                "WebAssembly.Memory.length + WebAssembly.Memory.name                                             | 1Memory",
                "WebAssembly.Memory.toString()                                                                   | function Memory() { [native code] }"
            })
    void valuesAre(String code, String expected) throws InterruptedException {
        assertEquals(expected, evaluate(code));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WebAssembly.Memory({initial: 1})                                          | TypeError: WebAssembly.Memory must be invoked with 'new'",
                "new WebAssembly.Memory()                                                  | TypeError: WebAssembly.Memory(): 1 argument required, but only 0 present",
                "new WebAssembly.Memory({initial: -1})                                     | TypeError: WebAssembly.Memory(): property 'initial' must be an integer from 0 to 4294967295, not -1",
                "new WebAssembly.Memory({initial: 2, maximum: 1})                          | RangeError: WebAssembly.Memory(): property 'initial' is above 'maximum'",
                "new WebAssembly.Memory({initial: 1, maximum: 1}).grow(1)                  | RangeError: WebAssembly.Memory.grow(): a memory of 1 pages cannot grow by 1",
                "WebAssembly.Memory.prototype.grow.call({}, 1)                             | TypeError: WebAssembly.Memory.grow(): receiver must be a WebAssembly.Memory",
                "new WebAssembly.Global({value: 'i32'}).value = 1                          | TypeError: WebAssembly.Global.value: the global is immutable",
                "new WebAssembly.Global({value: 'i64'}, 1)                                 | TypeError: Cannot convert 1 to a BigInt.",
                "new WebAssembly.Table({initial: 1, element: 'anyfunc'}).set(0, () => 1)   | TypeError: Only a function exported by WebAssembly or null can be converted to funcref, not () => 1",
                "new WebAssembly.Table({initial: 1, element: 'anyfunc'}).get(1)            | RangeError: WebAssembly.Table.get(): index 1 is outside of a table of 1 elements",
                "WebAssembly.promising(() => 1)                                            | TypeError: WebAssembly.promising(): Argument 0 must be a function exported by WebAssembly"
            })
    void mistakesAre(String code, String expected) throws InterruptedException {
        assertEquals(
                expected, evaluate("'use strict'; try { " + code + "; 'nothing thrown' } catch (e) { String(e) }"));
    }

    @Test
    void aBufferIsTheSameUntilTheMemoryGrows() throws InterruptedException {
        assertEquals("true 65536 7 false 0 131072 7", evaluate("""
                        const memory = new WebAssembly.Memory({initial: 1});
                        const before = memory.buffer;
                        const same = before === memory.buffer;
                        const size = before.byteLength;
                        new Uint8Array(before)[3] = 7;
                        const first = new Uint8Array(memory.buffer)[3];
                        memory.grow(1);
                        [same, size, first, before === memory.buffer, before.byteLength, memory.buffer.byteLength,
                            new Uint8Array(memory.buffer)[3]].join(' ')
                        """));
    }

    @Test
    void subclassesKeepTheirPrototype() throws InterruptedException {
        assertEquals("true true 3", evaluate("""
                        class Mine extends WebAssembly.Memory {}
                        const mine = new Mine({initial: 3});
                        `${mine instanceof Mine} ${mine instanceof WebAssembly.Memory} ${mine.buffer.byteLength / 65536}`
                        """));
    }
}
