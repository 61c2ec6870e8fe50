package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.habu.compiler.text.WatParser;
import dev.habu.wasm.Imports;
import dev.habu.wasm.Instance;
import org.junit.jupiter.api.Test;

/** What fuzzing found in legacy exceptions, made small. */
class LegacyExceptionsTest {
    /** The outer delegate passes the handler by; the inner one names just that handler. */
    @Test
    void aDelegateInADelegateReachesTheTryThatTheOuterOneSkips() {
        assertArrayEquals(new Object[] {7}, run("""
                (block $out
                  (try $handler
                    (do
                      (try
                        (do (try (do (throw $e)) (delegate $handler)))
                        (delegate $out)))
                    (catch_all (return (i32.const 7)))))
                (i32.const 1)"""));
    }

    /** And the other way round: what follows the inner delegate passes the handler by again. */
    @Test
    void afterTheInnerDelegateTheOuterOneCountsAgain() {
        assertArrayEquals(new Object[] {3}, run("""
                (try $outer
                  (do
                    (try $handler
                      (do
                        (try
                          (do
                            (try (do (nop)) (delegate $handler))
                            (throw $e))
                          (delegate $outer)))
                      (catch_all (return (i32.const 7)))))
                  (catch_all (return (i32.const 3))))
                (i32.const 1)"""));
    }

    /** A delegate to a delegate goes where that one goes. */
    @Test
    void aDelegateToADelegateGoesOn() {
        assertArrayEquals(new Object[] {3}, run("""
                (try $outer
                  (do
                    (try $handler
                      (do
                        (try $onwards
                          (do (try (do (throw $e)) (delegate $onwards)))
                          (delegate $outer)))
                      (catch_all (return (i32.const 7)))))
                  (catch_all (return (i32.const 3))))
                (i32.const 1)"""));
    }

    private static Object[] run(String body) {
        byte[] wasm =
                WatParser.parse("(module (tag $e) (func (export \"run\") (result i32) " + body + "))", "legacy.wat");
        Instance instance = WasmCompiler.compile(wasm, new CompileOptions("test.legacy"))
                .load()
                .instantiate(Imports.NONE);
        return instance.function("run").apply();
    }
}
