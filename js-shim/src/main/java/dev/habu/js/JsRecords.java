package dev.habu.js;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.object.DynamicObjectLibrary;
import com.oracle.truffle.js.lang.JavaScriptLanguage;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.JavaScriptRootNode;
import com.oracle.truffle.js.runtime.builtins.JSOrdinary;
import com.oracle.truffle.js.runtime.objects.JSObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes ordinary objects with the same own properties, as {@code ({a: …, b: …})} does: a setter of {@code Object.prototype}, {@code __proto__}
 * for one, has no say. Of equal keys the last one's value counts. Loop thread only.
 */
public final class JsRecords {
    /** Remembers the shapes that objects have while they are filled. The engine wants such memories to be part of a tree. */
    private static final class Writers extends JavaScriptRootNode {
        @Children
        private final DynamicObjectLibrary[] writers;

        Writers(int count) {
            super(JavaScriptLanguage.getCurrentLanguage());
            writers = new DynamicObjectLibrary[count];
            for (int i = 0; i < count; i++) {
                writers[i] = DynamicObjectLibrary.getFactory().createDispatched(2);
            }
            getCallTarget(); // adopts them
        }

        @Override
        public Object execute(VirtualFrame frame) {
            throw new UnsupportedOperationException("nothing calls this tree");
        }
    }

    /** The property of each value: its index in {@link #keys}. */
    private final int[] properties;

    private final Object[] keys;
    private final Writers writers;

    /**
     * Remembers the names of the properties.
     *
     * @param names in their order
     */
    public JsRecords(List<String> names) {
        Map<String, Integer> distinct = LinkedHashMap.newLinkedHashMap(names.size());
        properties = new int[names.size()];
        for (int i = 0; i < properties.length; i++) {
            int next = distinct.size();
            Integer known = distinct.putIfAbsent(names.get(i), next);
            properties[i] = known == null ? next : known;
        }
        keys = distinct.keySet().stream().map(JsValues::string).toArray();
        writers = new Writers(keys.length);
    }

    /**
     * Makes one object.
     *
     * @param values raw values, one for each name
     */
    public Object make(Object... values) {
        JSRealm realm = JSRealm.get(null);
        JSObject object = JSOrdinary.create(realm.getContext(), realm);
        for (int i = 0; i < properties.length; i++) {
            int property = properties[i];
            writers.writers[property].put(object, keys[property], values[i]);
        }
        return object;
    }
}
