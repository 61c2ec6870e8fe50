package dev.habu.js.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exports object (JS API, section 5.2), which is stored in another way once it is large. */
final class ExportsObjectTest {
    private static final String CODE = """
            (() => {
            "use strict";
            const count = COUNT;
            const leb = (n) => (n < 128 ? [n] : [(n & 127) | 128, ...leb(n >> 7)]);
            const names = Array.from({ length: count }, (_, i) => "e" + i);
            const entries = names.flatMap((name) => [name.length, ...[...name].map((c) => c.charCodeAt(0)), 2, 0]);
            const section = [...leb(count), ...entries];
            const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 5, 3, 1, 0, 1, 7, ...leb(section.length), ...section];
            const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)));
            const refused = (change) => {
              try {
                change();
                return "changed";
              } catch (e) {
                return e.constructor.name;
              }
            };
            const seen = [];
            for (const name in exports) seen.push(name);
            const last = "e" + (count - 1);
            return [
              Object.isFrozen(exports),
              Object.getPrototypeOf(exports),
              Object.keys(exports).join() === names.join(),
              seen.join() === names.join(),
              exports[last] instanceof WebAssembly.Memory && exports[last] === exports.e0,
              last in exports,
              exports["e" + count],
              refused(() => (exports[last] = 1)),
              refused(() => (exports.other = 1)),
              refused(() => delete exports[last]),
              refused(() => Object.setPrototypeOf(exports, {})),
              refused(() => Object.defineProperty(exports, last, { value: 1 })),
            ].join(" ");
            })();
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1023, 1024, 2500})
    void nothingInItCanBeChanged(int exports) throws InterruptedException {
        try (TestRealm realm = new TestRealm()) {
            assertEquals(
                    "true  true true true true  TypeError TypeError TypeError TypeError TypeError",
                    realm.evaluate(CODE.replace("COUNT", Integer.toString(exports))));
        }
    }
}
