package dev.habu.compiler.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.habu.compiler.MalformedModuleException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WatPrinterTest {
    @Test
    void namesTypesAndBlocksComeBack() {
        String text = """
                (module $m
                  (type $t (func (param i32 i64) (result i64)))
                  (import "env" "log \\22x\\22" (func $log (type 1) (param i32)))
                  (type (func (param i32)))
                  (memory $mem 1 2)
                  (global $g (mut i32) (i32.const -7))
                  (export "go" (func $go))
                  (data $d (i32.const 8) "a\\00\\ff\\5c")
                  (func $go (type $t) (param $x i32) (param i64) (result i64)
                    (local $sum i64)
                    (local i32 i32)
                    local.get $x
                    if
                      block (result i32)
                        i32.const 1
                        i32.load offset=4
                        i32.load8_u align=1
                      end
                      call $log
                    else
                      f64.const 0.1
                      drop
                      f32.const -nan:0x200000
                      drop
                    end
                    local.get $sum))
                """;
        byte[] wasm = WatParser.parse(text, "m.wat");
        String printed = WatPrinter.print(wasm);
        assertArrayEquals(wasm, WatParser.parse(printed, "printed.wat"), printed);
        assertEquals(printed, WatPrinter.print(WatParser.parse(printed, "printed.wat")));
        assertEquals("""
                (module $m
                  (type $t (func (param i32 i64) (result i64)))
                  (type (func (param i32)))
                  (import "env" "log \\22x\\22" (func $log (type 1) (param i32)))
                  (memory $mem 1 2)
                  (global $g (mut i32) (i32.const -7))
                  (export "go" (func $go))
                  (func $go (type $t) (param $x i32) (param i64) (result i64)
                    (local $sum i64)
                    (local i32 i32)
                    local.get $x
                    if
                      block (result i32)
                        i32.const 1
                        i32.load offset=4
                        i32.load8_u
                      end
                      call $log
                    else
                      f64.const 0.1
                      drop
                      f32.const -nan:0x200000
                      drop
                    end
                    local.get $sum)
                  (data $d (i32.const 8) "a\\00\\ff\\5c"))
                """, printed);
    }

    @Test
    void segmentsTablesAndTagsComeBack() {
        byte[] wasm = WatParser.parse("""
                (module
                  (table $a 2 4 funcref) (table $b 3 externref) (table 2 funcref (ref.func 0))
                  (tag $e (param i32))
                  (elem (i32.const 0) $f $f)
                  (elem (table $b) (offset (i32.add (i32.const 1) (i32.const 1))) externref (ref.null extern))
                  (elem $p func $f) (elem declare func $f) (elem funcref (item ref.func $f) (ref.null func))
                  (memory 1) (data "passive") (data (offset i32.const 1 i32.const 2 i32.add) "")
                  (func $f (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 1)) (throw $e (i32.const 1)))
                  (func $"odd name" (br_table 0 0 0 (i32.const 1)) (call_indirect $b (type 0) (i32.const 0)))
                  (start $f))
                """, "m.wat");
        String printed = WatPrinter.print(wasm);
        assertArrayEquals(wasm, WatParser.parse(printed, "printed.wat"), printed);
    }

    @Test
    void whatIsNoModuleIsToldSo() {
        assertThrows(MalformedModuleException.class, () -> WatPrinter.print(new byte[] {0, 'a', 's'}));
        assertThrows(
                MalformedModuleException.class, () -> WatPrinter.print("(module)".getBytes(StandardCharsets.UTF_8)));
    }
}
