package dev.habu.js.wasm;

import dev.habu.compiler.ValidationException;
import dev.habu.js.JsValues;
import dev.habu.wasm.AbstractHeapType;
import dev.habu.wasm.Extern;
import dev.habu.wasm.Global;
import dev.habu.wasm.GlobalType;
import dev.habu.wasm.ImportType;
import dev.habu.wasm.Module;
import dev.habu.wasm.RefType;
import dev.habu.wasm.WasmFunction;
import java.util.List;

/**
 * The imports that a module's compile options provide (JS API, section 5.1, WebAssemblyCompileOptions): string builtins, and globals that are strings. They are not
 * read from the import object, nor does {@code Module.imports} tell of them.
 *
 * @param strings whether the builtin set {@code js-string} is on
 * @param constants the module from which string constants are imported, each named as its own value; null if none are
 */
record CompileTimeImports(boolean strings, String constants) {
    static final CompileTimeImports NONE = new CompileTimeImports(false, null);

    /** Reads the options; throws a TypeError into JavaScript for what is no dictionary. */
    static CompileTimeImports of(Object options) {
        if (JsValues.isNullish(options)) {
            return NONE;
        }
        Idl.dictionary(options, "WebAssembly compile options");
        Object builtins = Idl.member(options, "builtins");
        List<String> sets = JsValues.isUndefined(builtins)
                ? List.of()
                : Idl.sequence(builtins, "property 'builtins'").stream()
                        .map(JsValues::toJavaString)
                        .toList();
        if (sets.stream().distinct().count() < sets.size()) {
            throw new ValidationException("a builtin set is named twice", -1);
        }
        Object constants = Idl.member(options, "importedStringConstants");
        return new CompileTimeImports(
                sets.contains(StringBuiltins.SET),
                JsValues.isNullish(constants) ? null : JsValues.toJavaString(constants));
    }

    /** Whether nothing is provided. */
    boolean isEmpty() {
        return !strings && constants == null;
    }

    /** Checks the types of a module's imports; the exception for one that is not that of what is provided becomes a CompileError. */
    void check(Module module) {
        for (ImportType item : isEmpty() ? List.<ImportType>of() : module.imports()) {
            if (provides(item) && !fits(item)) {
                throw new ValidationException(
                        "import \"" + item.module() + "\" \"" + item.name() + "\" has the type " + item.type()
                                + ", which is not that of the builtin or string constant",
                        -1);
            }
        }
    }

    /** Whether an import is provided here. */
    boolean provides(ImportType item) {
        return item.module().equals(constants) || builtin(item) != null;
    }

    /** What is provided for an import. */
    Extern get(ImportType item) {
        return item.module().equals(constants)
                ? Global.of((GlobalType) item.type(), JsValues.string(item.name()))
                : builtin(item);
    }

    private WasmFunction builtin(ImportType item) {
        return strings && item.module().equals(StringBuiltins.MODULE) ? StringBuiltins.get(item.name()) : null;
    }

    private boolean fits(ImportType item) {
        return item.module().equals(constants)
                ? item.type() instanceof GlobalType type
                        && !type.mutable()
                        && type.valueType() instanceof RefType reference
                        && reference.heapType() == AbstractHeapType.EXTERN
                : item.type().equals(builtin(item).type());
    }
}
