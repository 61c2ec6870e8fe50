package dev.habu.js.wasm;

import dev.habu.js.JsValues;
import dev.habu.wasm.Global;
import dev.habu.wasm.GlobalType;
import dev.habu.wasm.ValueType;

/** {@code WebAssembly.Global} (JS API, section 5.5). */
final class GlobalInterface {
    private static final String NAME = "WebAssembly.Global";

    private GlobalInterface() {}

    static Interface<Global> define(ApiRealm realm) {
        return new Interface<>(
                        realm,
                        "Global",
                        Global.class,
                        1,
                        args -> create(realm, args),
                        Global::embedderObject,
                        Global::embedderObject)
                .attribute("value", global -> get(realm, global), (global, value) -> set(realm, global, value))
                .method("valueOf", 0, (global, args) -> get(realm, global));
    }

    private static Global create(ApiRealm realm, Object[] args) {
        Object descriptor = Idl.dictionary(args[0], NAME + "(): Argument 0");
        boolean mutable = JsValues.toBoolean(Idl.member(descriptor, "mutable"));
        ValueType type = ValueTypeNames.valueType(Idl.requiredMember(descriptor, "value", NAME + "()"), NAME + "()");
        Conversion conversion = realm.conversion(type);
        Object value = JsValues.arg(args, 1);
        return Global.of(
                new GlobalType(type, mutable),
                JsValues.isUndefined(value) ? conversion.defaultValue() : conversion.toWasm(value));
    }

    private static Object get(ApiRealm realm, Global global) {
        return realm.conversion(global.type().valueType()).toJs(global.get());
    }

    private static void set(ApiRealm realm, Global global, Object value) {
        if (!global.type().mutable()) {
            throw JsValues.typeError(NAME + ".value: the global is immutable");
        }
        global.set(realm.conversion(global.type().valueType()).toWasm(value));
    }
}
