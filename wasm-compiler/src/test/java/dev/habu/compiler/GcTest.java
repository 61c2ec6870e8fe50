package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.compiler.text.WatParser;
import dev.habu.wasm.ArrayInstance;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.Imports;
import dev.habu.wasm.Instance;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.StructInstance;
import dev.habu.wasm.Trap;
import dev.habu.wasm.V128;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Structures and arrays between instances and the embedder, which WebAssembly's own suite does not have. */
class GcTest {
    /** A list of numbers, and a list of numbers with a weight, which is a subtype. */
    private static final String LISTS =
            "(rec (type $list (sub (struct (field $n i64) (field $next (mut (ref null $list)))))))"
                    + "(rec (type $weighted (sub $list (struct (field i64) (field (mut (ref null $list))) (field $w f32)))))";

    private static CompiledModule compile(String text, String packageName) {
        return WasmCompiler.compile(
                WatParser.parse("(module " + text + ")", "gc.wat"), new CompileOptions(packageName));
    }

    private static Instance instance(String text, Imports imports) {
        return compile(text, "test.gc").load().instantiate(imports);
    }

    @Test
    void instancesOfDifferentModulesShareTypesOfTheSameForm() {
        Instance maker = instance(
                LISTS + "(func (export \"make\") (param i64 (ref null $list)) (result (ref $list))"
                        + " (struct.new $weighted (local.get 0) (local.get 1) (f32.const 0.5)))",
                Imports.NONE);
        Instance reader = instance(
                // The same types at other indices.
                "(type (func))" + LISTS
                        + "(func (export \"sum\") (param $l (ref null $list)) (result i64) (local $s i64)"
                        + " (block $end (loop $more (local.set $s (i64.add (local.get $s)"
                        + " (struct.get $list $n (br_on_null $end (local.get $l)))))"
                        + " (local.set $l (struct.get $list $next (local.get $l))) (br $more))) (local.get $s))"
                        + "(func (export \"weight\") (param (ref null $list)) (result f32)"
                        + " (struct.get $weighted $w (ref.cast (ref $weighted) (local.get 0))))",
                Imports.NONE);
        Object list = null;
        for (long n = 1; n <= 10; n++) {
            list = maker.function("make").apply(n, list)[0];
        }
        assertInstanceOf(StructInstance.class, list);
        assertArrayEquals(new Object[] {55L}, reader.function("sum").apply(list));
        assertArrayEquals(new Object[] {0.5f}, reader.function("weight").apply(list));
        Trap trap = assertThrows(Trap.class, () -> reader.function("weight").apply(new Object[] {null}));
        assertEquals(Trap.Kind.CAST_FAILURE, trap.kind());
    }

    @Test
    void anArgumentOfAnotherTypeIsRefused() {
        Instance instance = instance(
                "(type $a (struct (field i32))) (type $b (struct (field i64)))"
                        + "(func (export \"a\") (result (ref $a)) (struct.new_default $a))"
                        + "(func (export \"take\") (param (ref $b)))",
                Imports.NONE);
        Object a = instance.function("a").apply()[0];
        assertThrows(
                IllegalArgumentException.class, () -> instance.function("take").apply(a));
        assertThrows(
                IllegalArgumentException.class, () -> instance.function("take").apply("text"));
    }

    @Test
    void aFunctionOfASubtypeIsCalledThroughATableOfTheSupertype() {
        Instance instance = instance(
                "(type $super (sub (func (param i32) (result (ref null any)))))"
                        + "(type $sub (sub final $super (func (param i32) (result (ref i31)))))"
                        + "(table funcref (elem $f)) (func $f (type $sub) (ref.i31 (local.get 0)))"
                        + "(func (export \"go\") (result i32) (i31.get_s (ref.cast (ref i31)"
                        + " (call_indirect (type $super) (i32.const 7) (i32.const 0)))))",
                Imports.NONE);
        assertArrayEquals(new Object[] {7}, instance.function("go").apply());
    }

    @Test
    void vectorsAreZeroInNewStructuresAndArrays() {
        Instance instance = instance(
                "(type $s (struct (field (mut v128)))) (type $a (array (mut v128)))"
                        + "(func (export \"s\") (result v128) (struct.get $s 0 (struct.new_default $s)))"
                        + "(func (export \"a\") (result v128) (array.get $a (array.new_default $a (i32.const 2)) (i32.const 1)))"
                        + "(func (export \"big\") (result (ref $a)) (array.new $a (v128.const i64x2 1 2) (i32.const 3)))",
                Imports.NONE);
        assertArrayEquals(new Object[] {V128.ZERO}, instance.function("s").apply());
        assertArrayEquals(new Object[] {V128.ZERO}, instance.function("a").apply());
        ArrayInstance array =
                assertInstanceOf(ArrayInstance.class, instance.function("big").apply()[0]);
        assertArrayEquals(new V128[] {new V128(1, 2), new V128(1, 2), new V128(1, 2)}, (V128[]) array.elements());
    }

    @Test
    void typesInAJarAreTheSameAsInMemory(@TempDir Path folder) throws IOException {
        String text = LISTS + "(func (export \"f\") (param (ref null $weighted)))";
        CompiledModule module = compile(text, "test.gcjar");
        Path jar = folder.resolve("gc.jar");
        module.writeJar(jar);
        FunctionType fromJar = WasmCompiler.open(jar, "test.gcjar")
                .instantiate(Imports.NONE)
                .function("f")
                .type();
        assertEquals(instance(text, Imports.NONE).function("f").type(), fromJar);
        assertNotEquals(new FunctionType(List.of(RefType.EXTERNREF), List.of()), fromJar);
    }

    @Test
    void anArrayThatTheJvmCannotMakeIsATrap() {
        Instance instance = instance(
                "(type $a (array (mut i64))) (func (export \"f\") (param i32) (result (ref $a)) (array.new_default $a (local.get 0)))",
                Imports.NONE);
        Trap trap = assertThrows(Trap.class, () -> instance.function("f").apply(-1));
        assertEquals(Trap.Kind.ARRAY_TOO_LARGE, trap.kind());
        assertEquals(List.of(NumberType.I32), instance.function("f").type().params());
    }

    /** Found by damaging modules. */
    @Test
    void aCastThatBranchesToNoBlockIsInvalid() {
        byte[] module = WatParser.parse(
                "(module (func (param anyref) (drop (br_on_cast 7 anyref eqref (local.get 0)))))", "cast.wat");
        String message = assertThrows(ValidationException.class, () -> WasmCompiler.validate(module))
                .getMessage();
        assertTrue(message.startsWith("unknown label 7"), message);
    }
}
