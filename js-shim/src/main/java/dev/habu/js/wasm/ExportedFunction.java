package dev.habu.js.wasm;

import com.oracle.truffle.api.object.Shape;
import com.oracle.truffle.js.runtime.JSFrameUtil;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSFunction;
import com.oracle.truffle.js.runtime.builtins.JSFunctionData;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import dev.habu.wasm.FunctionReference;

/** An Exported Function (JS API, section 5.6): the one JavaScript function for a WebAssembly function, which is made when it is first called. */
final class ExportedFunction extends JSFunctionObject {
    private final Signature signature;
    private final FunctionReference reference;

    /** For {@link Functions#exported}, which completes it. */
    ExportedFunction(
            Shape shape,
            JSDynamicObject prototype,
            JSFunctionData data,
            JSRealm realm,
            Signature signature,
            FunctionReference reference) {
        super(
                shape,
                prototype,
                data,
                JSFrameUtil.NULL_MATERIALIZED_FRAME,
                realm,
                JSFunction.CLASS_PROTOTYPE_PLACEHOLDER);
        this.signature = signature;
        this.reference = reference;
    }

    Signature signature() {
        return signature;
    }

    FunctionReference reference() {
        return reference;
    }
}
