package dev.habu.compiler.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.compiler.TextFormatException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modules in the text format become the binary that the specification says; malformed texts are refused where they are malformed. */
final class WatParserTest {
    private static final String HEADER = "0061736d01000000";

    private static String binary(String source) {
        return HexFormat.of().formatHex(WatParser.parse(source, "test.wat"));
    }

    private static TextFormatException refuse(String source) {
        return assertThrows(TextFormatException.class, () -> WatParser.parse(source, "test.wat"));
    }

    @Test
    void anEmptyModuleIsItsHeader() {
        assertEquals(HEADER, binary("(module)"));
        assertEquals(HEADER, binary(" ;; no field at all\n"));
    }

    @Test
    void foldedAndPlainInstructionsAreTheSame() {
        String folded = "(func (param i32) (result i32)"
                + " (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 1)) (else (i32.const -1))))";
        String plain = "(func (param i32) (result i32)"
                + " local.get 0 i32.eqz if (result i32) i32.const 1 else i32.const -1 end)";
        assertEquals(binary(folded), binary(plain));
        assertTrue(binary(plain).endsWith("0a0f010d00200045047f410105417f0b0b"), binary(plain));
    }

    @Test
    void annotationsGiveCustomSectionsAndNames() {
        // An empty function section would stand between the two custom sections: "c" goes before it, "d" to the end.
        assertEquals(
                HEADER + "0003" + "0163" + "01" + "0003" + "0164" + "02",
                binary("(module (@custom \"d\" \"\\02\") (@custom \"c\" (before func) \"\\01\") (@other (stuff)))"));
        assertEquals(binary("(module $m (func $f))"), binary("(module (@name \"m\") (func (@name \"f\")))"));
        assertTrue(refuse("(func (@custom \"c\"))").getMessage().startsWith("test.wat:1:7: misplaced @custom"));
    }

    @Test
    void identifiersBecomeIndicesAndNames() {
        String named = binary("(module $m (func $f (param $x i32) (call $f (local.get $x))))");
        String numbered = binary("(module (func (param i32) (call 0 (local.get 0))))");
        assertTrue(named.startsWith(numbered));
        // the name section: module "m", function 0 "f", local 0 of function 0 "x"
        assertTrue(named.endsWith("0017046e616d650002016d0104010001660206010001000178"), named);
    }

    @Test
    void aTypeUseFindsTheFirstEqualTypeOrAddsOneAtTheEnd() {
        String source = "(func (param i64)) (func (param i32)) (type (func (param i32)))";
        assertEquals(HEADER + "01090260017f0060017e0003030201000a070202000b02000b", binary(source));
    }

    @Test
    void deepNestingNeedsNoJavaStack() {
        int depth = 100_000;
        byte[] module =
                WatParser.parse("(func %s%s)".formatted("(block ".repeat(depth), ")".repeat(depth)), "deep.wat");
        assertTrue(module.length > 3 * depth);
    }

    @Test
    void quotedAndPlainIdentifiersAreTheSame() {
        assertEquals(binary("(func $f (call $f))"), binary("(func $\"f\" (call $\"\\66\"))"));
    }

    @ParameterizedTest
    @CsvSource({
        "f32.const 0x1.000001p0, 430000803f",
        "f32.const 0x1.0000010000001p0, 430100803f",
        "f32.const 1e-45, 4301000000",
        "f32.const nan:0x200000, 430000a07f",
        "f32.const -nan, 430000c0ff",
        "f32.const -0, 4300000080",
        "f64.const 0x1.fffffffffffffp1023, 44ffffffffffffef7f",
        "f64.const 1_000.5, 440000000000448f40",
        "f64.const -inf, 44000000000000f0ff",
        "i32.const 0xffff_ffff, 417f",
        "i32.const -0x80000000, 418080808078",
        "i64.const 18446744073709551615, 427f",
    })
    void literalsAreExact(String instruction, String bytes) {
        String module = binary("(func (drop (" + instruction + ")))");
        assertTrue(module.endsWith(bytes + "1a0b"), module);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(func i32.const 4294967296) | i32 constant out of range",
                "(func f32.const 0x1p128) | f32 constant out of range",
                "(func i32.const 1__0) | unexpected token 1__0",
                "(func br $x) | unknown label $x",
                "(func $f) (func $f) | duplicate function $f",
                "(func block $a end $b) | mismatching label $b",
                "(func i32.frobnicate) | unknown operator i32.frobnicate",
                "(func (i32.load align=3 (i32.const 0))) | alignment must be a power of two",
                "(func) (import \"a\" \"b\" (func)) | import after func",
                "(type (func)) (func (type 0) (param i32)) | inline function type",
                "(start 0) (start 0) | multiple start sections",
                "(func (export \"\\ff\")) | malformed UTF-8 encoding",
                "(memory \"a\"\"b\") | unexpected token",
                "(module | unclosed parenthesis",
                "(; (; ;) | unclosed comment",
                "(func) é | illegal character",
            })
    void malformedTextIsRefused(String source, String message) {
        String actual = refuse(source).getMessage();
        assertTrue(actual.contains(message), actual);
    }

    @Test
    void anErrorSaysWhereItIs() {
        TextFormatException error = refuse("(module\n  (func\n    local.get $nobody))");
        assertEquals(3, error.line());
        assertEquals(15, error.column());
        assertEquals("test.wat:3:15: unknown local $nobody", error.getMessage());
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        byte[] source = "(module) ;; \u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertThrows(TextFormatException.class, () -> WatParser.parse(source, "test.wat"));
        byte[] good = "(module) ;; \u00e9".getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(HexFormat.of().parseHex(HEADER), WatParser.parse(good, "test.wat"));
    }
}
