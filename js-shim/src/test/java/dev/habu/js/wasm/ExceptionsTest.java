package dev.habu.js.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exceptions of both worlds in both directions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExceptionsTest {
    private TestRealm realm;

    @BeforeAll
    void start() throws InterruptedException {
        realm = new TestRealm();
        realm.declare("""
                const tag = new WebAssembly.Tag({parameters: ['i32']});
                let act = () => {};
                const wasm = instance('exceptions', {act: () => act(), tag});
                const caught = action => { try { action(); return 'nothing'; } catch (e) { return e; } };
                const throwing = (value, name) => { act = () => { throw value; }; return caught(wasm[name]); };
                const error = new Error('mine'), exception = new WebAssembly.Exception(tag, [5]), object = {};
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
                "caught(() => wasm.throwOwn(3, object)) instanceof WebAssembly.Exception       | true",
                "caught(() => wasm.throwOwn(3, object)).is(wasm.own)                           | true",
                "caught(() => wasm.throwOwn(3, object)).getArg(wasm.own, 0)                    | 3",
                "caught(() => wasm.throwOwn(3, object)).getArg(wasm.own, 1) === object         | true",
                "caught(() => wasm.throwOwn(3, object)).getArg(tag, 0)                         | threw TypeError: WebAssembly.Exception.getArg(): the exception has another tag",
                "throwing(error, 'pass') === error                                             | true",
                "throwing(error, 'rethrow') === error                                          | true",
                "throwing(error, 'rethrow').stack.includes('mine')                             | true",
                "throwing(5, 'rethrow')                                                        | 5",
                "throwing(undefined, 'rethrow')                                                | undefined",
                "throwing(null, 'rethrow')                                                     | null",
                "throwing(exception, 'rethrow') === exception                                  | true",
                "(act = () => { throw error; }, wasm.catchAll())                               | 1",
                "(act = () => { throw error; }, wasm.catchTag())                               | threw Error: mine",
                "(act = () => { throw exception; }, wasm.catchTag())                           | 5",
                "(act = () => { wasm.unreachable(); }, wasm.catchAll())                        | threw RuntimeError: unreachable",
                "(act = () => { try { wasm.unreachable() } catch {} }, wasm.catchAll())        | 0"
            })
    void valuesAre(String code, String expected) throws InterruptedException {
        assertEquals(expected, realm.evaluate("outcome(() => " + code + ")"));
    }
}
