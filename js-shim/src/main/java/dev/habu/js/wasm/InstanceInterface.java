package dev.habu.js.wasm;

import com.oracle.truffle.js.runtime.JSConfig;
import com.oracle.truffle.js.runtime.JSRuntime;
import com.oracle.truffle.js.runtime.builtins.JSDictionary;
import com.oracle.truffle.js.runtime.builtins.JSOrdinary;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.PropertyDescriptor;
import dev.habu.js.JsValues;
import dev.habu.wasm.ExportType;
import dev.habu.wasm.Extern;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.Global;
import dev.habu.wasm.GlobalType;
import dev.habu.wasm.ImportType;
import dev.habu.wasm.Instance;
import dev.habu.wasm.LinkException;
import dev.habu.wasm.Memory;
import dev.habu.wasm.MemoryType;
import dev.habu.wasm.Module;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.Table;
import dev.habu.wasm.TableType;
import dev.habu.wasm.Tag;
import dev.habu.wasm.TagType;
import dev.habu.wasm.VectorType;
import dev.habu.wasm.WasmFunction;
import java.util.ArrayDeque;
import java.util.Deque;

/** {@code WebAssembly.Instance} (JS API, section 5.3): reads imports out of a JavaScript object and makes the exports object. */
final class InstanceInterface {
    private InstanceInterface() {}

    static Interface<ExportsSlot> define(ApiRealm realm) {
        return new Interface<>(
                        realm,
                        "Instance",
                        ExportsSlot.class,
                        1,
                        args -> instantiate(
                                realm,
                                realm.modules().require(args[0], "WebAssembly.Instance(): Argument 0"),
                                JsValues.arg(args, 1)),
                        slot -> null,
                        (slot, object) -> {})
                .attribute("exports", ExportsSlot::exports);
    }

    static ExportsSlot instantiate(ApiRealm realm, ModuleSlot module, Object importObject) {
        return instantiate(realm, module.module(), readImports(realm, module, importObject));
    }

    /** Makes an instance with imports that {@link #readImports} gave, which are used up. */
    static ExportsSlot instantiate(ApiRealm realm, Module module, Deque<Extern> imports) {
        Instance instance = module.instantiate((moduleName, name, type) -> imports.remove());
        return new ExportsSlot(exportsObject(realm, module, instance));
    }

    /** All imports in their order; reading them may run getters of the script, so it comes before instantiation. */
    static Deque<Extern> readImports(ApiRealm realm, ModuleSlot module, Object importObject) {
        if (!JsValues.isUndefined(importObject) && !JsValues.isObject(importObject)) {
            throw JsValues.typeError("The WebAssembly import object must be an object or undefined");
        }
        if (JsValues.isUndefined(importObject) && !module.imports().isEmpty()) {
            throw JsValues.typeError("The WebAssembly module has imports, so an import object is required");
        }
        Deque<Extern> imports = new ArrayDeque<>();
        for (ImportType item : module.module().imports()) {
            if (module.provided().provides(item)) {
                imports.add(module.provided().get(item));
                continue;
            }
            Object from = JSRuntime.get(importObject, JsValues.string(item.module()));
            if (!JsValues.isObject(from)) {
                throw JsValues.typeError("WebAssembly import \"" + item.module() + "\" is not an object");
            }
            imports.add(new ImportReader(realm, item).read(JSRuntime.get(from, JsValues.string(item.name()))));
        }
        return imports;
    }

    private record ImportReader(ApiRealm realm, ImportType item) {
        Extern read(Object value) {
            return switch (item.type()) {
                case FunctionType type -> function(type, value);
                case GlobalType type -> global(type, value);
                case MemoryType type -> memory(value);
                case TableType type -> known(realm.tables().unwrap(value), "a WebAssembly.Table");
                case TagType type -> known(realm.tags().unwrap(value), "a WebAssembly.Tag");
            };
        }

        private WasmFunction function(FunctionType type, Object value) {
            if (value instanceof ExportedFunction exported) {
                return exported.reference().function();
            }
            if (value instanceof ImportShortcut.Import made) {
                ImportedFunction function = new ImportedFunction(realm, realm.signature(type), made.function(), false);
                return WasmFunction.of(type, new ShortcutFunction(realm, type, made.shortcut(), function));
            }
            Suspending suspending = realm.suspendings().unwrap(value);
            Object callable = suspending == null ? value : suspending.callable();
            if (!JsValues.isCallable(callable)) {
                throw mismatch("a function");
            }
            return WasmFunction.of(
                    type, new ImportedFunction(realm, realm.signature(type), callable, suspending != null));
        }

        private Global global(GlobalType type, Object value) {
            Global global = realm.globals().unwrap(value);
            if (global != null) {
                return global;
            }
            boolean fits = !type.mutable()
                    && switch (type.valueType()) {
                        case NumberType.I64 -> JsValues.isBigInt(value);
                        case NumberType number -> JSRuntime.isNumber(value);
                        case VectorType vector -> false;
                        case RefType reference -> true;
                    };
            if (!fits) {
                throw mismatch("a WebAssembly.Global or a value of type " + type);
            }
            try {
                return Global.of(type, realm.conversion(type.valueType()).toWasm(value));
            } catch (com.oracle.truffle.js.runtime.JSException e) {
                throw mismatch("a value of type " + type);
            }
        }

        private Memory memory(Object value) {
            MemorySlot slot = realm.memories().unwrap(value);
            Memory memory = known(slot == null ? null : slot.memory(), "a WebAssembly.Memory");
            return memory;
        }

        private <E> E known(E extern, String what) {
            if (extern == null) {
                throw mismatch(what);
            }
            return extern;
        }

        private LinkException mismatch(String what) {
            return new LinkException(place() + " must be " + what);
        }

        private String place() {
            return "WebAssembly import \"" + item.module() + "\" \"" + item.name() + "\"";
        }
    }

    private static Object exportsObject(ApiRealm realm, Module module, Instance instance) {
        JSObject exports = JSOrdinary.createWithNullPrototype(realm.js().getContext());
        if (module.exports().size() >= JSConfig.DictionaryObjectTransitionThreshold) {
            JSDictionary.makeDictionaryObject(exports, "many exports"); // what GraalJS makes of it if a script fills it
        }
        for (ExportType export : module.exports()) {
            PropertyDescriptor property =
                    PropertyDescriptor.createData(exported(realm, instance, export), true, false, false);
            JSObject.defineOwnProperty(exports, JsValues.string(export.name()), property);
        }
        exports.preventExtensions(true);
        return exports;
    }

    private static Object exported(ApiRealm realm, Instance instance, ExportType export) {
        if (export.type() instanceof FunctionType) {
            return realm.exportedFunction(instance.reference(export.name()));
        }
        return switch (instance.export(export.name())) {
            case WasmFunction function -> realm.exportedFunction(function.reference());
            case Memory memory -> MemorySlot.objectOf(realm, memory);
            case Table table -> realm.tables().objectOf(table);
            case Global global -> realm.globals().objectOf(global);
            case Tag tag -> realm.tags().objectOf(tag);
        };
    }
}
