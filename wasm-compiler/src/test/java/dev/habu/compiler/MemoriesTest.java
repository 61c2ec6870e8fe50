package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.habu.compiler.text.WatParser;
import dev.habu.wasm.Instance;
import dev.habu.wasm.Limits;
import dev.habu.wasm.LinkException;
import dev.habu.wasm.Memory;
import dev.habu.wasm.MemoryType;
import dev.habu.wasm.Module;
import dev.habu.wasm.Trap;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What several threads and several memories do in compiled code, beside what the specification's scripts test. */
final class MemoriesTest {
    private static Module compile(String text) {
        byte[] wasm = WatParser.parse(text.getBytes(StandardCharsets.UTF_8), "memories.wat");
        return WasmCompiler.compile(wasm, new CompileOptions("memories")).load();
    }

    @Test
    void threadsShareAMemory() {
        Module module = compile("""
                (module
                  (import "m" "m" (memory 1 2 shared))
                  (func (export "count") (param $n i32)
                    (loop $again
                      (drop (i32.atomic.rmw.add (i32.const 16) (i32.const 1)))
                      (drop (i64.atomic.rmw8.sub_u (i32.const 25) (i64.const 1)))
                      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
                  (func (export "wait") (result i32)
                    (memory.atomic.wait32 offset=4 (i32.const 28) (i32.const 0) (i64.const 20_000_000_000)))
                  (func (export "wake") (result i32)
                    (memory.atomic.notify (i32.const 32) (i32.const 1))))
                """);
        Memory memory = Memory.of(new MemoryType(new Limits(1, 2L), true, false));
        Instance one = module.instantiate((from, name, type) -> memory);
        Instance two = module.instantiate((from, name, type) -> memory);
        CompletableFuture<?> other =
                CompletableFuture.runAsync(() -> two.function("count").apply(30_000));
        one.function("count").apply(30_000);
        other.join();
        assertEquals(60_000, memory.read(16, 4));
        assertEquals((byte) -60_000, memory.read(25, 1));

        CompletableFuture<Object[]> waiter =
                CompletableFuture.supplyAsync(() -> two.function("wait").apply());
        Object woken = 0;
        while (woken.equals(0) && !waiter.isDone()) {
            woken = one.function("wake").apply()[0];
        }
        assertArrayEquals(new Object[] {0}, waiter.join());
        assertEquals(1, woken);
    }

    @Test
    void hugeMemoriesAndTablesAreRefusedAtOnce() {
        for (String huge : new String[] {
            "(memory i64 0x1_0000_0000_0000)",
            "(table 0xffff_ffff funcref)",
            "(table i64 0xffff_ffff_ffff_ffff funcref)"
        }) {
            Module module = compile("(module " + huge + ")");
            assertThrows(LinkException.class, () -> module.instantiate((from, name, type) -> null), huge);
        }
    }

    @Test
    void aMemoryAndItsOffsetReachAbove32Bits() {
        Instance instance = compile("""
                (module
                  (memory $small 1) (memory $wide i64 1)
                  (func (export "small") (param i32) (result i32)
                    (i32.load offset=0xffff_fff0 (local.get 0)))
                  (func (export "wide") (param i64) (result i32)
                    (i32.store $wide offset=8 (local.get 0) (i32.const 5))
                    (i32.load $wide offset=4 (i64.add (local.get 0) (i64.const 4))))
                  (func (export "wrapping") (param i64) (result i32)
                    (i32.load8_u $wide offset=0xffff_ffff_ffff_ffff (local.get 0))))
                """).instantiate((from, name, type) -> null);
        assertArrayEquals(new Object[] {5}, instance.function("wide").apply(100L));
        assertThrows(Trap.class, () -> instance.function("wide").apply(65_536L - 11));
        assertThrows(Trap.class, () -> instance.function("wide").apply(-1L));
        assertThrows(Trap.class, () -> instance.function("wrapping").apply(1L));
        assertThrows(Trap.class, () -> instance.function("small").apply(16));
    }
}
