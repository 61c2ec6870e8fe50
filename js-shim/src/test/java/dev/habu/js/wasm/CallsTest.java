package dev.habu.js.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Instances, their exports, and calls in both directions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CallsTest {
    private TestRealm realm;

    @BeforeAll
    void start() throws InterruptedException {
        realm = new TestRealm();
        realm.declare("""
                let ii = (a, b) => a - b, any = (...args) => args, pair = () => [1, 2];
                const border = instance('border', {
                  ii: (a, b) => ii(a, b), any: (...args) => any(...args), pair: () => pair(),
                });
                """);
    }

    @AfterAll
    void stop() {
        realm.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "border.add(2147483647, 1)                                          | -2147483648",
                "border.add('5', {valueOf: () => 2.9})                              | 7",
                "border.add(3)                                                      | 3",
                "border.swap(-1n, 0.1).join()                                       | 0.10000000149011612,-1",
                "border.swap(2n ** 63n, 0).join()                                   | 0,-9223372036854775808",
                "border.swap(1, 0)                                                  | threw TypeError: Cannot convert 1 to a BigInt.",
                "border.isNull(null) + ' ' + border.isNull() + ' ' + border.isNull(0) | 1 0 0",
                "border.self() === border.add                                       | true",
                "border.memory === border.memory2                                   | true",
                "border.trap()                                                      | threw RuntimeError: unreachable",
                "border.divide(1, 0)                                                | threw RuntimeError: integer divide by zero",
                "border.deep(10000)                                                 | 10000",
                "border.callTable(1, 3, 4)                                          | 7",
                "border.callTable(3, 3, 4)                                          | -1",
                "border.callTable(9, 3, 4)                                          | threw RuntimeError: undefined element: index 9 in a table of 4",
                "border.counter.value                                               | 9",
                "Object.prototype.toString.call(border)                             | [object Object]",
                "Object.getPrototypeOf(border)                                      | null",
                "Object.isFrozen(border)                                            | true",
                "border.deep.name + ' ' + border.deep.length                        | 12 1",
                "border.add instanceof Function && !('prototype' in border.add)     | true",
                "new border.add()                                                   | threw TypeError: function 3() { [native code] } is not a constructor",
                "border.ii.name                                                     | 0",
                "border.table.get(1) === border.add                                 | true",
                "border.table.get(0)                                                | null"
            })
    void valuesAre(String code, String expected) throws InterruptedException {
        assertEquals(expected, realm.evaluate("outcome(() => " + code + ")"));
    }

    @Test
    void exportsAreInTheirOrder() throws InterruptedException {
        assertEquals(
                "add,callII,callAny,callPair,swap,self,isNull,trap,divide,deep,loop,memory,growMemory,load,table,callTable,"
                        + "counter,memory2,ii",
                realm.evaluate("String(Object.keys(border))"));
    }

    @Test
    void argumentsOfImportsAreConverted() throws InterruptedException {
        assertEquals(
                "6,number,-5:7,bigint,-9007199254740993:8,number,0.5:9,number,0.1:object,null:function,true",
                realm.evaluate("""
                        any = (i, l, f, d, e, g) => [`6,${typeof i},${i}`, `7,${typeof l},${l}`, `8,${typeof f},${f}`,
                            `9,${typeof d},${d}`, `${typeof e},${e}`, `${typeof g},${g === border.add}`].join(':');
                        border.callAny(-5, -9007199254740993n, 0.5, 0.1, null, border.add)
                        """));
    }

    @Test
    void externalReferencesKeepTheirIdentity() throws InterruptedException {
        assertEquals("true,true,true", realm.evaluate("""
                        any = (i, l, f, d, e) => e;
                        String([{}, Symbol('s'), undefined].map(v => border.callAny(0, 0n, 0, 0, v, null) === v))
                        """));
    }

    @Test
    void resultsOfImportsAreConverted() throws InterruptedException {
        assertEquals(
                "-1 5,0.5 threw TypeError: A function of WebAssembly type [] -> [i32 f64] returned 1 values",
                realm.evaluate("""
                        ii = () => 4294967295.5;
                        const converted = border.callII(1, 2);
                        pair = () => new Set(['5', 0.5]);
                        const two = border.callPair();
                        pair = () => [1];
                        `${converted} ${two} ${outcome(() => border.callPair())}`
                        """));
    }

    @Test
    void anExportedFunctionIsImportedWithoutJavaScriptBetween() throws InterruptedException {
        assertEquals("true 7", realm.evaluate("""
                        const second = instance('border', {ii: border.add, any() {}, pair() {}});
                        `${second.ii === border.add} ${second.callII(3, 4)}`
                        """));
    }

    @Test
    void importsOfTheWrongKindAreNamed() throws InterruptedException {
        assertEquals(
                "threw LinkError: WebAssembly import \"js\" \"any\" must be a function|"
                        + "threw TypeError: WebAssembly import \"js\" is not an object|"
                        + "threw LinkError: incompatible import type: \"js\" \"ii\" must be [i32 i32] -> [i32] but is [] -> []",
                realm.evaluate("""
                        [outcome(() => instance('border', {ii() {}, any: 5, pair() {}})), outcome(() => instance('border')),
                         outcome(() => instance('border', {ii: border.trap, any() {}, pair() {}}))].join('|')
                        """));
    }

    @Test
    void growingInsideDetachesTheBuffer() throws InterruptedException {
        assertEquals("0 131072 42", realm.evaluate("""
                        const own = instance('border', {ii() {}, any() {}, pair() {}});
                        const old = own.memory.buffer;
                        own.growMemory(1);
                        new Uint8Array(own.memory.buffer)[100000] = 42;
                        `${old.byteLength} ${own.memory.buffer.byteLength} ${own.load(100000)}`
                        """));
    }

    @Test
    void aTableTakesExportedFunctionsAndGrowsOneByOne() throws InterruptedException {
        assertEquals("4 5 true true 104 3", realm.evaluate("""
                        const table = instance('border', {ii() {}, any() {}, pair() {}}).table;
                        const first = table.grow(1);
                        table.set(first, border.add);
                        const second = table.grow(1, border.deep);
                        for (let i = 0; i < 98; i++) table.grow(1);
                        [first, second, table.get(first) === border.add, table.get(second) === border.deep, table.length,
                            table.get(first)(1, 2)].join(' ')
                        """));
    }

    @Test
    void stackExhaustionIsARangeErrorAndLeavesTheInstanceUsable() throws InterruptedException {
        assertEquals(
                "threw RangeError: Maximum call stack size exceeded 5",
                realm.evaluate("`${outcome(() => border.deep(2 ** 31 - 1))} ${border.deep(5)}`"));
    }

    @Test
    void promisesCarryModulesAndInstances() throws InterruptedException {
        assertEquals("module,instance true true 12 CompileError TypeError true,false", realm.evaluate("""
                        (async () => {
                          const js = {ii() {}, any() {}, pair() {}};
                          const both = await WebAssembly.instantiate(bytes.border, {js});
                          const module = await WebAssembly.compile(bytes.border.buffer);
                          const one = await WebAssembly.instantiate(module, {js});
                          const garbage = await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 9])).catch(e => e);
                          const wrong = await WebAssembly.instantiate('text').catch(e => e);
                          return [Object.keys(both), both.module instanceof WebAssembly.Module,
                              one instanceof WebAssembly.Instance, both.instance.exports.add(5, 7), garbage.name,
                              wrong.name, [bytes.border, new Uint8Array(8)].map(b => WebAssembly.validate(b))].join(' ');
                        })()
                        """));
    }

    @Test
    void modulesDescribeThemselves() throws InterruptedException {
        assertEquals(
                "js.ii function,js.any function,js.pair function add:function memory:memory table:table counter:global",
                realm.evaluate("""
                        const module = new WebAssembly.Module(bytes.border);
                        WebAssembly.Module.imports(module).map(i => `${i.module}.${i.name} ${i.kind}`) + ' ' +
                            WebAssembly.Module.exports(module)
                                .filter(e => ['add', 'memory', 'table', 'counter'].includes(e.name))
                                .map(e => `${e.name}:${e.kind}`).join(' ')
                        """));
    }
}
