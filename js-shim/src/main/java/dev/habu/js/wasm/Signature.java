package dev.habu.js.wasm;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.js.lang.JavaScriptLanguage;
import com.oracle.truffle.js.runtime.JSArguments;
import com.oracle.truffle.js.runtime.JavaScriptRootNode;
import com.oracle.truffle.js.runtime.objects.Undefined;
import dev.habu.js.JsValues;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.ValueType;
import java.util.List;

/** How calls of functions of one type cross the border; the conversions are chosen once for each type. */
final class Signature {
    private static final Object[] NOTHING = {};

    private final FunctionType type;
    private final ApiRealm realm;
    private final Conversion[] parameters;
    private final Conversion[] results;
    private final boolean possible;
    private final CallTarget callTarget;

    Signature(FunctionType type, ApiRealm realm) {
        this.type = type;
        this.realm = realm;
        parameters = conversions(type.params(), realm);
        results = conversions(type.results(), realm);
        possible = possible(parameters) && possible(results);
        callTarget = new Body().getCallTarget();
    }

    private static Conversion[] conversions(List<ValueType> types, ApiRealm realm) {
        return types.stream().map(type -> realm.conversion(type)).toArray(Conversion[]::new);
    }

    private static boolean possible(Conversion[] conversions) {
        for (Conversion conversion : conversions) {
            if (!conversion.isPossible()) {
                return false;
            }
        }
        return true;
    }

    int parameterCount() {
        return parameters.length;
    }

    ApiRealm realm() {
        return realm;
    }

    /** The call target of all exported functions of this type. */
    CallTarget callTarget() {
        return callTarget;
    }

    private final class Body extends JavaScriptRootNode {
        Body() {
            super(JavaScriptLanguage.getCurrentLanguage());
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return call(frame.getArguments());
        }

        @Override
        public String getName() {
            return "wasm-function";
        }
    }

    /** Calls an exported function with JavaScript's arguments array, which holds the receiver and the function first. */
    @TruffleBoundary
    private Object call(Object[] frame) {
        ExportedFunction function = (ExportedFunction) JSArguments.getFunctionObject(frame);
        Object[] arguments = argumentsToWasm(frame, JSArguments.RUNTIME_ARGUMENT_COUNT);
        try {
            return resultsToJs(function.reference().function().applyUnchecked(arguments));
        } catch (RuntimeException e) {
            throw realm.thrower().toJs(e);
        }
    }

    /** Converts the arguments of a call from JavaScript, which start at {@code offset}; missing ones are undefined. */
    Object[] argumentsToWasm(Object[] values, int offset) {
        checkPossible();
        int count = parameters.length;
        if (count == 0) {
            return NOTHING;
        }
        Object[] converted = new Object[count];
        int given = values.length - offset;
        for (int i = 0; i < count; i++) {
            converted[i] = parameters[i].toWasm(i < given ? values[offset + i] : Undefined.instance);
        }
        return converted;
    }

    /** Converts what a WebAssembly function returned: undefined, one value, or an array. */
    Object resultsToJs(Object[] values) {
        return switch (results.length) {
            case 0 -> Undefined.instance;
            case 1 -> results[0].toJs(values[0]);
            default -> {
                Object[] converted = new Object[results.length];
                for (int i = 0; i < converted.length; i++) {
                    converted[i] = results[i].toJs(values[i]);
                }
                yield JsValues.newArray(converted);
            }
        };
    }

    /** Makes JavaScript's arguments array for a call of {@code function} from WebAssembly with an undefined receiver. */
    Object[] argumentsToJs(Object[] values, Object function) {
        checkPossible();
        Object[] frame = JSArguments.createInitial(Undefined.instance, function, values.length);
        for (int i = 0; i < values.length; i++) {
            JSArguments.setUserArgument(frame, i, parameters[i].toJs(values[i]));
        }
        return frame;
    }

    /** Converts what a JavaScript function returned to WebAssembly. */
    Object[] resultsToWasm(Object value) {
        return switch (results.length) {
            case 0 -> NOTHING;
            case 1 -> new Object[] {results[0].toWasm(value)};
            default -> {
                List<Object> values = Idl.sequence(value, "The result of a function of WebAssembly type " + type);
                if (values.size() != results.length) {
                    throw JsValues.typeError(
                            "A function of WebAssembly type " + type + " returned " + values.size() + " values");
                }
                Object[] converted = new Object[results.length];
                for (int i = 0; i < converted.length; i++) {
                    converted[i] = results[i].toWasm(values.get(i));
                }
                yield converted;
            }
        };
    }

    private void checkPossible() {
        if (!possible) {
            throw JsValues.typeError(
                    "A function of WebAssembly type " + type + " cannot be called from or into JavaScript");
        }
    }
}
