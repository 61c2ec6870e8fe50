package dev.habu.js;

import com.oracle.truffle.api.object.Property;
import com.oracle.truffle.api.object.Shape;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.Null;
import com.oracle.truffle.js.runtime.objects.Undefined;
import java.util.ArrayList;
import java.util.List;

/**
 * One property that Java code reads again and again. It is read as {@link JsPlain#get} does, which looks the key up in each object of the prototype chain; this
 * remembers where objects of a few shapes have it. One for each place that reads. Loop thread only.
 */
@SuppressWarnings("ReferenceEquality") // Shapes and JavaScript objects are compared by identity.
public final class JsProperty {
    private static final int WAYS = 4;

    private final Object key;
    private final Way[] ways = new Way[WAYS];
    private int used;

    /** The shapes from an object to the one that has the property, or to the end of the chain if none has: then {@code property} is null. */
    private record Way(Shape[] chain, Property property) {
        /** What an object's property is; null if it is not an object of these shapes. */
        @SuppressWarnings("deprecation") // What replaces Property.get are nodes of a syntax tree: there is none here.
        Object read(JSDynamicObject object) {
            JSDynamicObject owner = object;
            for (int i = 0; i < chain.length; i++) {
                if (i > 0) {
                    owner = JSObject.getPrototype(owner);
                }
                if (owner.getShape() != chain[i]) {
                    return null;
                }
            }
            if (property != null) {
                return property.get(owner, true);
            }
            return JSObject.getPrototype(owner) == Null.instance ? Undefined.instance : null;
        }
    }

    /**
     * Makes one.
     *
     * @param key from {@link JsValues#string} and no number, or a symbol
     */
    public JsProperty(Object key) {
        this.key = key;
    }

    /** Makes one for a name that is no number. */
    public static JsProperty named(String name) {
        return new JsProperty(JsValues.string(name));
    }

    /** {@code JsPlain.get(value, key)}. */
    public Object get(Object value) {
        if (!(value instanceof JSObject object)) {
            return JsPlain.get(value, key);
        }
        for (Way way : ways) {
            if (way == null) {
                break;
            }
            Object result = way.read(object);
            if (result != null) {
                return result;
            }
        }
        Object result = JsPlain.get(value, key);
        if (result != null) {
            ways[used++ & (WAYS - 1)] = wayFrom(object);
        }
        return result;
    }

    /** {@code value[key]} of an object as scripts do it, getters and all. */
    public Object read(Object value) {
        Object result = get(value);
        return result == null ? JsValues.get(value, key) : result;
    }

    /** {@code value[key] = newValue} as scripts do it, setters and all. */
    public void set(Object value, Object newValue) {
        JsValues.set(value, key, newValue);
    }

    private Way wayFrom(JSDynamicObject object) {
        List<Shape> chain = new ArrayList<>();
        for (JSDynamicObject owner = object; owner != Null.instance; owner = JSObject.getPrototype(owner)) {
            chain.add(owner.getShape());
            if (owner.getShape().hasProperty(key)) {
                return new Way(chain.toArray(Shape[]::new), owner.getShape().getProperty(key));
            }
        }
        return new Way(chain.toArray(Shape[]::new), null);
    }
}
