package dev.habu.js.wasm;

import dev.habu.js.JsBuffers;
import dev.habu.js.JsOptions;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A JavaScript realm with the WebAssembly API and a function {@code instance(name, imports)} over {@link TestModules}. */
final class TestRealm implements AutoCloseable {
    private final JsRuntime runtime = JsRuntime.start(JsOptions.builder().build());

    TestRealm() throws InterruptedException {
        runtime.call(() -> {
            WebAssembly.install(runtime, ModuleCompiler.standard());
            return null;
        });
        declare("const bytes = {}");
        define("border", TestModules.BORDER);
        define("exceptions", TestModules.EXCEPTIONS);
        define("suspension", TestModules.SUSPENSION);
        declare("""
                const instance = (name, js) => new WebAssembly.Instance(new WebAssembly.Module(bytes[name]), {js}).exports;
                const outcome = action => { try { return String(action()); } catch (e) { return `threw ${String(e)}`; } };
                """);
    }

    private void define(String name, String hex) throws InterruptedException {
        byte[] wasm = HexFormat.of().parseHex(hex.replace("\n", ""));
        runtime.call(() -> {
            JsValues.set(
                    JsValues.get(runtime.evaluate("test.js", "({bytes})"), "bytes"), name, JsBuffers.uint8Array(wasm));
            return null;
        });
    }

    /** Evaluates statements and gives their value as text; the settled value if it is a promise. */
    String evaluate(String code) throws InterruptedException {
        return run("{" + code + "}");
    }

    /** Evaluates a script whose declarations later ones see. */
    void declare(String code) throws InterruptedException {
        run(code + "; 0");
    }

    private String run(String code) throws InterruptedException {
        try {
            return runtime.call(() -> runtime.future(runtime.evaluate("test.js", code))
                            .handle((value, failure) ->
                                    failure == null ? JsValues.describe(value) : "rejected " + failure.getMessage()))
                    .get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        runtime.close();
    }
}
