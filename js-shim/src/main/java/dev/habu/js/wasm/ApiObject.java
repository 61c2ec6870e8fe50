package dev.habu.js.wasm;

import com.oracle.truffle.api.object.Shape;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSNonProxyObject;

/** A JavaScript object of one of the API's interfaces, with its internal slot. */
final class ApiObject extends JSNonProxyObject {
    private final Object slot;

    ApiObject(Shape shape, JSDynamicObject prototype, Object slot) {
        super(shape, prototype);
        this.slot = slot;
    }

    Object slot() {
        return slot;
    }
}
