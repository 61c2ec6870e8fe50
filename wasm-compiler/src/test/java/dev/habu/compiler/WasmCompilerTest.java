package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.compiler.text.WatParser;
import dev.habu.wasm.Imports;
import dev.habu.wasm.Instance;
import dev.habu.wasm.Trap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WasmCompilerTest {
    private static final CompileOptions OPTIONS = new CompileOptions("test.m");

    @Test
    void theSameModuleGivesTheSameJarWhateverTheThreads(@TempDir Path folder) throws IOException {
        StringBuilder text = new StringBuilder("(module (table funcref (elem $f0 $f1 $f2))");
        for (int i = 0; i < 2_000; i++) {
            text.append("(func $f")
                    .append(i)
                    .append(" (param i32) (result i32) (i32.add (local.get 0) (i32.const ")
                    .append(i)
                    .append(")))");
        }
        byte[] wasm = WatParser.parse(text.append(")").toString(), "many.wat");
        Path one = folder.resolve("one.jar");
        Path two = folder.resolve("two.jar");
        WasmCompiler.compile(wasm, new CompileOptions("test.m", 1, (done, total) -> {}))
                .writeJar(one);
        WasmCompiler.compile(wasm, new CompileOptions("test.m", 2, (done, total) -> {}))
                .writeJar(two);
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
    }

    @Test
    void aJarCanBeOpenedAgain(@TempDir Path folder) throws IOException {
        byte[] wasm = WatParser.parse(
                "(module (memory 1) (data (i32.const 8) \"\\2a\\00\\00\\00\") (func (export \"f\") (result i32) (i32.load (i32.const 8))))",
                "data.wat");
        Path jar = folder.resolve("module.jar");
        WasmCompiler.compile(wasm, OPTIONS).writeJar(jar);
        Instance instance = WasmCompiler.open(jar, "test.m").instantiate(Imports.NONE);
        assertArrayEquals(new Object[] {42}, instance.function("f").apply());
    }

    @Test
    void modulesCallEachOtherThroughASharedTable() {
        String provider = "(module (table (export \"t\") 2 funcref) (elem (i32.const 0) $f)"
                + " (func $f (param i32 i64) (result i64) (i64.add (i64.extend_i32_s (local.get 0)) (local.get 1))))";
        String user = "(module (type $s (func (param i32 i64) (result i64))) (import \"p\" \"t\" (table 2 funcref))"
                + " (func (export \"go\") (param i32) (result i64) (call_indirect (type $s) (i32.const 5) (i64.const 6) (local.get 0))))";
        Instance first = WasmCompiler.compile(WatParser.parse(provider, "p.wat"), new CompileOptions("test.p"))
                .load()
                .instantiate(Imports.NONE);
        Instance second = WasmCompiler.compile(WatParser.parse(user, "u.wat"), new CompileOptions("test.u"))
                .load()
                .instantiate((module, name, type) -> first.export(name));
        assertArrayEquals(new Object[] {11L}, second.function("go").apply(0));
        Trap trap = assertThrows(Trap.class, () -> second.function("go").apply(1));
        assertEquals(Trap.Kind.UNINITIALIZED_ELEMENT, trap.kind());
    }

    @Test
    void stackTracesNameTheFunctions() {
        byte[] wasm = WatParser.parse(
                "(module (func $inner unreachable) (func $outer (export \"run\") (call $inner)))", "trace.wat");
        Instance instance = WasmCompiler.compile(wasm, OPTIONS).load().instantiate(Imports.NONE);
        Trap trap = assertThrows(Trap.class, () -> instance.function("run").apply());
        List<String> methods = Arrays.stream(trap.getStackTrace())
                .map(StackTraceElement::getMethodName)
                .toList();
        assertTrue(methods.contains("inner") && methods.contains("outer"), methods.toString());
    }

    @Test
    void exhaustionOfTheStackIsATrapThatLeavesTheInstanceUsable() {
        byte[] wasm = WatParser.parse(
                "(module (func $r (export \"recurse\") (param i32) (result i32) (i32.add (call $r (local.get 0)) (i32.const 1)))"
                        + " (func (export \"ok\") (result i32) (i32.const 1)))",
                "deep.wat");
        Instance instance = WasmCompiler.compile(wasm, OPTIONS).load().instantiate(Imports.NONE);
        Trap trap = assertThrows(Trap.class, () -> instance.function("recurse").apply(0));
        assertEquals(Trap.Kind.CALL_STACK_EXHAUSTED, trap.kind());
        assertArrayEquals(new Object[] {1}, instance.function("ok").apply());
    }

    @Test
    void badBytesGetAMessageWithTheOffset() {
        assertTrue(assertThrows(MalformedModuleException.class, () -> WasmCompiler.compile(new byte[0], OPTIONS))
                .getMessage()
                .contains("unexpected end"));
        assertTrue(assertThrows(
                        MalformedModuleException.class,
                        () -> WasmCompiler.compile(
                                "garbage!".getBytes(java.nio.charset.StandardCharsets.US_ASCII), OPTIONS))
                .getMessage()
                .contains("magic header not detected"));
        byte[] whole = WatParser.parse("(module (func (export \"f\") (result i32) (i32.const 1)))", "f.wat");
        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            if (length != 8) {
                try {
                    WasmCompiler.compile(part, OPTIONS);
                } catch (CompileException expected) {
                    assertTrue(expected.getMessage().contains("offset"), expected.getMessage());
                }
            }
        }
    }

    @Test
    void aModuleThatNeedsTooLargeAClassGetsALimitNotAnErrorOfTheClassWriter() {
        StringBuilder text = new StringBuilder("(module ");
        for (int i = 0; i < 70_000; i++) {
            text.append("(global (mut i32) (i32.const 0))");
        }
        byte[] wasm = WatParser.parse(text.append(")").toString(), "globals.wat");
        LimitException limit = assertThrows(LimitException.class, () -> WasmCompiler.compile(wasm, OPTIONS));
        assertTrue(limit.getMessage().contains("65535"), limit.getMessage());
    }
}
