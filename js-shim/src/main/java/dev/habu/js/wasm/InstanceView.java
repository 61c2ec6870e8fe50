package dev.habu.js.wasm;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import dev.habu.js.JsValues;
import dev.habu.wasm.Memory;
import dev.habu.wasm.WasmFunction;

/** An instance that a script has made, for Java code: its functions and its memory without JavaScript in between. Loop thread only. */
public final class InstanceView {
    private final JSDynamicObject exports;
    private final Memory memory;

    private InstanceView(JSDynamicObject exports, Memory memory) {
        this.exports = exports;
        this.memory = memory;
    }

    /**
     * Makes one.
     *
     * @param exports the {@code exports} of a {@code WebAssembly.Instance}
     * @param memory a {@code WebAssembly.Memory}
     */
    public static InstanceView of(Object exports, Object memory) {
        ApiObject object = (ApiObject) memory;
        return new InstanceView((JSDynamicObject) exports, ((MemorySlot) object.slot()).memory());
    }

    /** The exported function of the name, or null if there is none. */
    public WasmFunction function(String name) {
        return JSObject.get(exports, JsValues.string(name)) instanceof ExportedFunction function
                ? function.reference().function()
                : null;
    }

    /** The same for code that stands in for a script. */
    public DirectExport directExport(String name) {
        return DirectExport.of(JSObject.get(exports, JsValues.string(name)));
    }

    public Memory memory() {
        return memory;
    }
}
