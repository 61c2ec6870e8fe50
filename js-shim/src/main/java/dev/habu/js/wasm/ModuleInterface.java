package dev.habu.js.wasm;

import dev.habu.js.JsBuffers;
import dev.habu.js.JsValues;
import dev.habu.wasm.ExportType;
import dev.habu.wasm.ExternType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.GlobalType;
import dev.habu.wasm.ImportType;
import dev.habu.wasm.MemoryType;
import dev.habu.wasm.Module;
import dev.habu.wasm.TableType;
import dev.habu.wasm.TagType;
import java.util.List;

/** {@code WebAssembly.Module} (JS API, section 5.2). */
final class ModuleInterface {
    private ModuleInterface() {}

    static Interface<ModuleSlot> define(ApiRealm realm, ModuleCompiler compiler) {
        return new Interface<>(
                        realm,
                        "Module",
                        ModuleSlot.class,
                        1,
                        args -> compile(compiler, args[0], CompileTimeImports.of(JsValues.arg(args, 1))),
                        slot -> null,
                        (slot, object) -> {})
                .staticMethod("exports", 1, args -> exports(slot(realm, args).module()))
                .staticMethod("imports", 1, args -> imports(slot(realm, args).imports()))
                .staticMethod(
                        "customSections",
                        2,
                        args -> customSections(slot(realm, args).module(), JsValues.toJavaString(required(args[1]))));
    }

    private static ModuleSlot compile(ModuleCompiler compiler, Object source, CompileTimeImports provided) {
        Module known = compiler.recognise(JsBuffers.bytesOf(source));
        return new ModuleSlot(known == null ? compiler.compile(JsBuffers.copyOf(source)) : known, provided);
    }

    private static ModuleSlot slot(ApiRealm realm, Object[] args) {
        return realm.modules().require(args[0], "Argument 0");
    }

    private static Object required(Object sectionName) {
        if (JsValues.isUndefined(sectionName)) {
            throw JsValues.typeError("WebAssembly.Module.customSections(): Argument 1 is required");
        }
        return sectionName;
    }

    private static Object exports(Module module) {
        List<ExportType> exports = module.exports();
        Object[] descriptors = new Object[exports.size()];
        for (int i = 0; i < descriptors.length; i++) {
            Object descriptor = JsValues.newObject();
            JsValues.set(descriptor, "name", exports.get(i).name());
            JsValues.set(descriptor, "kind", kind(exports.get(i).type()));
            descriptors[i] = descriptor;
        }
        return JsValues.newArray(descriptors);
    }

    private static Object imports(List<ImportType> imports) {
        Object[] descriptors = new Object[imports.size()];
        for (int i = 0; i < descriptors.length; i++) {
            Object descriptor = JsValues.newObject();
            JsValues.set(descriptor, "module", imports.get(i).module());
            JsValues.set(descriptor, "name", imports.get(i).name());
            JsValues.set(descriptor, "kind", kind(imports.get(i).type()));
            descriptors[i] = descriptor;
        }
        return JsValues.newArray(descriptors);
    }

    private static String kind(ExternType type) {
        return switch (type) {
            case FunctionType t -> "function";
            case TableType t -> "table";
            case MemoryType t -> "memory";
            case GlobalType t -> "global";
            case TagType t -> "tag";
        };
    }

    private static Object customSections(Module module, String name) {
        return JsValues.newArray(module.customSections().stream()
                .filter(section -> section.name().equals(name))
                .map(section -> JsBuffers.wrap(section.content().clone()))
                .toArray());
    }
}
