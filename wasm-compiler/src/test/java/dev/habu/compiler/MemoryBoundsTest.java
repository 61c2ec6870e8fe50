package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.habu.compiler.text.WatParser;
import dev.habu.wasm.Imports;
import dev.habu.wasm.Instance;
import dev.habu.wasm.Trap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Accesses end exactly where the memory does, whether their offset is that of a field or of an array, before and after it grows. */
class MemoryBoundsTest {
    private static final long PAGE = 65_536;

    /** On both sides of where near offsets end, and what makes an address above the memory wrap around. */
    private static final List<Long> OFFSETS = List.of(
            0L, 1L, 8L, 1_000L, 1_007L, 1_008L, 1_009L, 1_024L, 65_528L, 0x7fff_ffffL, 0x8000_0000L, 0xffff_fff0L);

    record Access(String name, String type, int width) {}

    static Stream<Access> accesses() {
        return Stream.of(
                new Access("i32.load", "i32", 4),
                new Access("i64.load", "i64", 8),
                new Access("f32.load", "f32", 4),
                new Access("f64.load", "f64", 8),
                new Access("i32.load8_s", "i32", 1),
                new Access("i32.load8_u", "i32", 1),
                new Access("i32.load16_s", "i32", 2),
                new Access("i32.load16_u", "i32", 2),
                new Access("i64.load8_s", "i64", 1),
                new Access("i64.load8_u", "i64", 1),
                new Access("i64.load16_s", "i64", 2),
                new Access("i64.load16_u", "i64", 2),
                new Access("i64.load32_s", "i64", 4),
                new Access("i64.load32_u", "i64", 4),
                new Access("v128.load", "v128", 16),
                new Access("i32.store", "i32", 4),
                new Access("i64.store", "i64", 8),
                new Access("f32.store", "f32", 4),
                new Access("f64.store", "f64", 8),
                new Access("i32.store8", "i32", 1),
                new Access("i32.store16", "i32", 2),
                new Access("i64.store8", "i64", 1),
                new Access("i64.store16", "i64", 2),
                new Access("i64.store32", "i64", 4),
                new Access("v128.store", "v128", 16));
    }

    @ParameterizedTest
    @MethodSource("accesses")
    void endsWhereTheMemoryDoes(Access access) {
        StringBuilder module =
                new StringBuilder("(module (memory 1) (func (export \"grow\") (drop (memory.grow (i32.const 1))))");
        for (int i = 0; i < OFFSETS.size(); i++) {
            String address = " offset=" + OFFSETS.get(i) + " (local.get 0)";
            String code = access.name().contains("load")
                    ? "(drop (" + access.name() + address + "))"
                    : "(" + access.name() + address
                            + (access.type().equals("v128")
                                    ? " (v128.const i64x2 -1 -1))"
                                    : " (" + access.type() + ".const 0))");
            module.append("(func (export \"")
                    .append(i)
                    .append("\") (param i32) ")
                    .append(code)
                    .append(")");
        }
        Instance instance = WasmCompiler.compile(
                        WatParser.parse(module.append(")").toString(), "bounds.wat"), new CompileOptions("test.bounds"))
                .load()
                .instantiate(Imports.NONE);
        check(instance, access, PAGE);
        instance.function("grow").apply();
        check(instance, access, 2 * PAGE);
    }

    private static void check(Instance instance, Access access, long size) {
        for (int i = 0; i < OFFSETS.size(); i++) {
            for (long end : new long[] {0, size, 1L << 31, 1L << 32}) {
                for (long near = -1_040; near <= 20; near += near < -1_000 || near > -20 ? 1 : 60) {
                    for (long address : new long[] {end + near, end + near - OFFSETS.get(i)}) {
                        if (address >= 0 && address < 1L << 32) {
                            access(instance, i, (int) address, address + OFFSETS.get(i) + access.width() <= size);
                        }
                    }
                }
            }
        }
    }

    private static void access(Instance instance, int function, int address, boolean inBounds) {
        String name = Integer.toString(function);
        if (inBounds) {
            assertArrayEquals(new Object[0], instance.function(name).apply(address));
        } else {
            Trap trap = assertThrows(
                    Trap.class,
                    () -> instance.function(name).apply(address),
                    () -> "address " + Integer.toUnsignedString(address) + ", offset " + OFFSETS.get(function));
            assertEquals(Trap.Kind.MEMORY_OUT_OF_BOUNDS, trap.kind());
        }
    }
}
