package dev.habu.js.wasm;

import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.WasmCompiler;
import dev.habu.wasm.Module;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps small compiled modules. Emscripten's glue makes a module of fifty bytes for each JavaScript function that it puts into the table, and makes the
 * same ones again in every realm; a module is immutable, so one of each serves all. Thread-safe.
 */
final class SmallModules implements ModuleCompiler {
    static final SmallModules STANDARD = new SmallModules(
            wasm -> WasmCompiler.compile(wasm, new CompileOptions("dev.habu.module", 1, (done, total) -> {}))
                    .load());

    private static final int MAX_MODULE_BYTES = 1024;
    private static final int MAX_MODULES = 512;

    private final ModuleCompiler compiler;
    private final Map<ByteBuffer, Module> modules = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Module> eldest) {
            return size() > MAX_MODULES;
        }
    };

    private SmallModules(ModuleCompiler compiler) {
        this.compiler = compiler;
    }

    @Override
    public Module compile(byte[] wasm) {
        if (wasm.length > MAX_MODULE_BYTES) {
            return compiler.compile(wasm);
        }
        ByteBuffer key = ByteBuffer.wrap(wasm);
        synchronized (modules) {
            Module known = modules.get(key);
            if (known != null) {
                return known;
            }
        }
        Module module = compiler.compile(wasm);
        synchronized (modules) {
            modules.put(key, module);
        }
        return module;
    }
}
