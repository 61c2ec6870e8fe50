package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.habu.compiler.text.WatParser;
import dev.habu.wasm.Imports;
import dev.habu.wasm.Instance;
import dev.habu.wasm.Memory;
import dev.habu.wasm.Trap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiled code and a memory that grows a page at a time, so that its array has spare room: the memory ends where it says. */
final class MemoryGrowthTest {
    private static final int PAGES = 100;

    /** Offsets that go to fields, to what is far from an address, and beyond. */
    @ParameterizedTest
    @ValueSource(ints = {0, 8, 1_000, 1_007, 1_008, 1_024, 70_000, 6_000_000})
    void accessesBehindTheEndTrapWhereverTheyBegin(int offset) {
        Instance instance = instance(offset);
        for (int pages = 1; pages < PAGES; pages++) {
            assertEquals(pages, instance.function("grow").apply()[0]);
            int size = (pages + 1) * Memory.PAGE_SIZE;
            if (size < offset + 16) {
                assertThrows(Trap.class, () -> instance.function("load8").apply(0));
                continue;
            }
            for (int width : new int[] {8, 16, 32, 64}) {
                int last = size - width / 8 - offset;
                Object value = width == 64 ? (Object) 77L : (Object) 77;
                instance.function("store" + width).apply(last, value);
                assertEquals(value, instance.function("load" + width).apply(last)[0]);
                assertThrows(Trap.class, () -> instance.function("load" + width).apply(last + 1));
                assertThrows(
                        Trap.class, () -> instance.function("store" + width).apply(last + 1, value));
                assertThrows(Trap.class, () -> instance.function("load" + width).apply(-1));
            }
            int last = size - 16 - offset;
            instance.function("vector").apply(last);
            assertThrows(Trap.class, () -> instance.function("vector").apply(last + 1));
            assertEquals(
                    0,
                    instance.memory(0).read(size - Memory.PAGE_SIZE, 8),
                    "what a page had in it before there was one");
        }
    }

    private static Instance instance(int offset) {
        StringBuilder text = new StringBuilder("(module (memory (export \"memory\") 1)\n");
        text.append("(func (export \"grow\") (result i32) (memory.grow (i32.const 1)))\n");
        text.append("(func (export \"vector\") (param i32) (v128.store offset=" + offset
                + " (local.get 0) (v128.load offset=" + offset + " (local.get 0))))\n");
        for (int width : new int[] {8, 16, 32, 64}) {
            String type = width == 64 ? "i64" : "i32";
            String part = width < 32 ? Integer.toString(width) : "";
            text.append("(func (export \"load" + width + "\") (param i32) (result " + type + ") (" + type + ".load"
                    + part + (width < 32 ? "_u" : "") + " offset=" + offset + " (local.get 0)))\n");
            text.append("(func (export \"store" + width + "\") (param i32 " + type + ") (" + type + ".store" + part
                    + " offset=" + offset + " (local.get 0) (local.get 1)))\n");
        }
        byte[] wasm = WatParser.parse(text.append(")").toString(), "growth.wat");
        return WasmCompiler.compile(wasm, new CompileOptions("growth.m")).load().instantiate(Imports.NONE);
    }
}
