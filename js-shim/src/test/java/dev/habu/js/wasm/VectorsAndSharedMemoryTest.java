package dev.habu.js.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.habu.compiler.text.WatParser;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors, which cannot cross the border, and shared memories, of which both sides see the same bytes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VectorsAndSharedMemoryTest {
    private static final String MODULE = """
            (module
              (import "js" "give" (func $give (result v128)))
              (import "js" "memory" (memory 1 2 shared))
              (func (export "take") (param v128))
              (func (export "call") (drop (call $give)))
              (func (export "lane") (result i32) (i32x4.extract_lane 2 (v128.const i32x4 1 2 3 4)))
              (global (export "vector") (mut v128) (v128.const i64x2 1 2))
              (func (export "load") (param i32) (result i32) (i32.atomic.load (local.get 0)))
              (func (export "grow") (result i32) (memory.grow (i32.const 1))))
            """;

    private TestRealm realm;

    @BeforeAll
    void start() throws InterruptedException {
        String hex = HexFormat.of().formatHex(WatParser.parse(MODULE, "vectors.wat"));
        realm = new TestRealm();
        realm.declare("const hex = '" + hex + "'");
        realm.declare("""
                bytes.vectors = Uint8Array.from(hex.match(/../g), byte => parseInt(byte, 16));
                const memory = new WebAssembly.Memory({initial: 1, maximum: 2, shared: true});
                const shared = instance('vectors', {give: () => 1, memory});
                const ints = new Int32Array(memory.buffer);
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
                "shared.lane()                | 3",
                "shared.take(1)               | threw TypeError: A function of WebAssembly type [v128] -> [] cannot be called from or into JavaScript",
                "shared.call()                | threw TypeError: A function of WebAssembly type [] -> [v128] cannot be called from or into JavaScript",
                "shared.vector.value          | threw TypeError: A value of the WebAssembly type v128 cannot cross into JavaScript",
                "shared.vector.value = 1      | threw TypeError: A value of the WebAssembly type v128 cannot cross into JavaScript",
                "(ints[2] = 7, shared.load(8)) | 7",
                "Atomics.add(ints, 2, 5) - 7 + shared.load(8) | 12",
                "[shared.grow(), memory.buffer.byteLength, ints.length, shared.load(8)] | 1,131072,16384,12"
            })
    void valuesAre(String code, String expected) throws InterruptedException {
        assertEquals(expected, realm.evaluate("outcome(() => " + code + ")"));
    }
}
