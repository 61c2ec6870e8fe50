package dev.habu.js;

import com.oracle.truffle.api.object.HiddenKey;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;

/**
 * An internal slot of JavaScript objects: a Java object that an object carries and that no script can see, copy or forge. Keep one in a
 * constant for each kind of object. Loop thread only.
 */
public final class JsSlot<T> {
    private final Class<T> type;
    private final HiddenKey key;

    /**
     * A new kind of slot.
     *
     * @param type of what it holds
     */
    public JsSlot(Class<T> type) {
        this.type = type;
        this.key = new HiddenKey(type.getSimpleName());
    }

    /** A new object that has the slot. */
    public Object newObject(Object prototype, T content) {
        Object object = JsValues.newObject(prototype);
        JSObjectUtil.putHiddenProperty((JSDynamicObject) object, key, content);
        return object;
    }

    /** What the slot of a value holds, null if it has none. */
    public T get(Object value) {
        return value instanceof JSObject object ? type.cast(JSDynamicObject.getOrNull(object, key)) : null;
    }
}
