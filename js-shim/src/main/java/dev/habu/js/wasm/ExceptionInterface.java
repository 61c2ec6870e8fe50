package dev.habu.js.wasm;

import dev.habu.js.JsValues;
import dev.habu.wasm.Tag;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.WasmException;
import java.util.List;

/** {@code WebAssembly.Exception} (JS API, section 5.9). */
final class ExceptionInterface {
    private static final String NAME = "WebAssembly.Exception";

    private ExceptionInterface() {}

    static Interface<WasmException> define(ApiRealm realm) {
        return new Interface<>(
                        realm,
                        "Exception",
                        WasmException.class,
                        2,
                        args -> create(realm, args),
                        WasmException::embedderObject,
                        WasmException::embedderObject)
                .method("getArg", 2, (exception, args) -> getArg(realm, exception, args))
                .method("is", 1, (exception, args) -> exception.tag() == tag(realm, args[0], ".is()"));
    }

    private static Tag tag(ApiRealm realm, Object value, String operation) {
        return realm.tags().require(value, NAME + operation + ": Argument 0");
    }

    private static WasmException create(ApiRealm realm, Object[] args) {
        Tag tag = tag(realm, args[0], "()");
        if (tag == realm.jsTag()) {
            throw JsValues.typeError(NAME + "(): WebAssembly.JSTag is for values that JavaScript throws");
        }
        List<ValueType> types = tag.type().type().params();
        List<Object> payload = Idl.sequence(args[1], NAME + "(): Argument 1");
        if (payload.size() != types.size()) {
            throw JsValues.typeError(NAME + "(): the tag takes " + types.size() + " values, not " + payload.size());
        }
        Object[] values = new Object[types.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = realm.conversion(types.get(i)).toWasm(payload.get(i));
        }
        return new WasmException(tag, values);
    }

    private static Object getArg(ApiRealm realm, WasmException exception, Object[] args) {
        Tag tag = tag(realm, args[0], ".getArg()");
        long index = Idl.unsignedLong(args[1], NAME + ".getArg(): Argument 1");
        if (exception.tag() != tag) {
            throw JsValues.typeError(NAME + ".getArg(): the exception has another tag");
        }
        List<ValueType> types = tag.type().type().params();
        if (index >= types.size()) {
            throw JsValues.rangeError(
                    NAME + ".getArg(): index " + index + " is outside of " + types.size() + " values");
        }
        return realm.conversion(types.get((int) index)).toJs(exception.values()[(int) index]);
    }
}
