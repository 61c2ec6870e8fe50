package dev.habu.compiler.listing;

import dev.habu.compiler.binary.ModuleDecoder;
import dev.habu.compiler.module.WasmModule;
import dev.habu.wasm.descriptor.ExportDefinition;
import dev.habu.wasm.descriptor.ExternKind;

/** The functions of a module by what people call them: a name of the name section, of an export, or the index. */
final class FunctionIndex {
    private final WasmModule module;

    FunctionIndex(byte[] wasm) {
        module = ModuleDecoder.decode(wasm);
    }

    WasmModule module() {
        return module;
    }

    /** The index of a function that the module defines, or -1 if there is none of that name. */
    int find(String function) {
        for (var name : module.names().entrySet()) {
            if (name.getValue().equals(function)) {
                return name.getKey();
            }
        }
        for (ExportDefinition export : module.exports()) {
            if (export.kind() == ExternKind.FUNCTION && export.name().equals(function)) {
                return export.index();
            }
        }
        return function.matches("\\d{1,9}") && Integer.parseInt(function) < module.functions().length
                ? Integer.parseInt(function)
                : -1;
    }

    /** What to call a function. */
    String name(int function) {
        String name = module.names().get(function);
        if (name != null) {
            return name;
        }
        for (ExportDefinition export : module.exports()) {
            if (export.kind() == ExternKind.FUNCTION && export.index() == function) {
                return export.name();
            }
        }
        return "function " + function;
    }
}
