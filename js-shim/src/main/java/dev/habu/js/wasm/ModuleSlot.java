package dev.habu.js.wasm;

import dev.habu.wasm.ImportType;
import dev.habu.wasm.Module;
import java.util.List;

/**
 * What a {@code WebAssembly.Module} object holds.
 *
 * @param provided the imports that its compile options provide
 */
record ModuleSlot(Module module, CompileTimeImports provided) {
    ModuleSlot {
        provided.check(module);
    }

    /** The imports that an import object has to have. */
    List<ImportType> imports() {
        return provided.isEmpty()
                ? module.imports()
                : module.imports().stream()
                        .filter(item -> !provided.provides(item))
                        .toList();
    }
}
