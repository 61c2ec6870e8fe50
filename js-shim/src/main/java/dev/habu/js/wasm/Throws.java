package dev.habu.js.wasm;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.js.runtime.Errors;
import com.oracle.truffle.js.runtime.GraalJSException;
import dev.habu.compiler.CompileException;
import dev.habu.js.JsValues;
import dev.habu.wasm.LinkException;
import dev.habu.wasm.RefType;
import dev.habu.wasm.Trap;
import dev.habu.wasm.WasmException;

/**
 * Exceptions across the border (JS API, section 5.6 and the exception-handling section): both ways with their identity. A JavaScript value that is thrown
 * through WebAssembly travels as an exception of the tag {@code WebAssembly.JSTag}.
 */
final class Throws {
    private final ApiRealm realm;

    Throws(ApiRealm realm) {
        this.realm = realm;
    }

    /** What to throw into JavaScript for what left WebAssembly or the API. */
    RuntimeException toJs(RuntimeException exception) {
        return switch (exception) {
            case AbstractTruffleException e -> e;
            case WasmException e -> toJs(e);
            case LinkException e -> Errors.createLinkError(e.getMessage());
            case CompileException e -> Errors.createCompileError(e, null);
            default -> {
                RuntimeException other = Trap.of(exception);
                yield other instanceof Trap trap ? toJs(trap) : other;
            }
        };
    }

    private RuntimeException toJs(Trap trap) {
        return trap.kind() == Trap.Kind.CALL_STACK_EXHAUSTED
                ? Errors.createRangeErrorStackOverflow()
                : Errors.createRuntimeError(trap, null);
    }

    private RuntimeException toJs(WasmException exception) {
        if (exception.tag() != realm.jsTag()) {
            return JsValues.thrown(realm.exceptions().objectOf(exception));
        }
        return exception.embedderObject() instanceof AbstractTruffleException original
                ? original
                : JsValues.thrown(
                        realm.conversion(RefType.EXTERNREF).toJs(exception.values()[0]));
    }

    /** What to throw into WebAssembly for what JavaScript threw. */
    RuntimeException toWasm(AbstractTruffleException exception) {
        if (exception instanceof GraalJSException && exception.getCause() instanceof Trap) {
            return exception; // A trap stays one when it passes through JavaScript: no WebAssembly handler sees it.
        }
        Object value = JsValues.thrownValue(exception);
        WasmException known = realm.exceptions().unwrap(value);
        if (known != null) {
            return known;
        }
        WasmException wrapped = new WasmException(
                realm.jsTag(), realm.conversion(RefType.EXTERNREF).toWasm(value));
        wrapped.embedderObject(exception);
        return wrapped;
    }
}
