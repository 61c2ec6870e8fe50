package dev.habu.python.glue;

import static dev.habu.js.wasm.ImportShortcut.LEFT;

import dev.habu.js.JsPlain;
import dev.habu.js.JsValues;
import java.util.Set;

/**
 * What a JavaScript object can do, as the bits that choose the Python class of its proxy: {@code JsProxy_compute_typeflags} of the glue, which is asked for each
 * object that reaches Python for the first time.
 */
final class TypeFlags {
    private static final int ITERABLE = 1;
    private static final int ITERATOR = 1 << 1;
    private static final int HAS_LENGTH = 1 << 2;
    private static final int HAS_GET = 1 << 3;
    private static final int HAS_SET = 1 << 4;
    private static final int HAS_HAS = 1 << 5;
    private static final int HAS_INCLUDES = 1 << 6;
    private static final int DISPOSABLE = 1 << 7;
    private static final int ASYNC_DISPOSABLE = 1 << 8;
    private static final int AWAITABLE = 1 << 9;
    private static final int CALLABLE = 1 << 11;
    private static final int ARRAY = 1 << 12;
    private static final int ARRAY_LIKE = 1 << 13;
    private static final int PYPROXY = 1 << 15;
    private static final int ASYNC_ITERABLE = 1 << 17;
    private static final int ASYNC_ITERATOR = 1 << 20;
    private static final int ERROR = 1 << 21;
    private static final int JSON_DICT = 1 << 22;
    private static final int JSON_SEQUENCE = 1 << 23;

    private static final Object THEN = JsValues.string("then");
    private static final Object NEXT = JsValues.string("next");
    private static final Object LENGTH = JsValues.string("length");
    private static final Object SIZE = JsValues.string("size");
    private static final Object GET = JsValues.string("get");
    private static final Object SET = JsValues.string("set");
    private static final Object HAS = JsValues.string("has");
    private static final Object INCLUDES = JsValues.string("includes");
    private static final Object NAME = JsValues.string("name");
    private static final Object MESSAGE = JsValues.string("message");
    private static final Object STACK = JsValues.string("stack");
    private static final Object DISPOSE = JsValues.string("dispose");
    private static final Object ASYNC_DISPOSE = JsValues.string("asyncDispose");

    /** Kinds that an object may claim to be; the glue looks closer at these. */
    private static final Set<String> SPECIAL_TAGS = Set.of("ArrayBuffer", "DataView", "Generator", "AsyncGenerator");

    /** The object that a question could not be answered for, because a getter would have to run, is left to the glue. */
    private static final class NeedsScript extends Exception {
        private static final long serialVersionUID = 1;

        NeedsScript() {
            super(null, null, false, false);
        }
    }

    private static final NeedsScript NEEDS_SCRIPT = new NeedsScript();

    private TypeFlags() {}

    static void addTo(Glue glue, ToPython toPython) {
        glue.add("JsProxy_compute_typeflags", -1713006082, (args, function) -> {
            Object object = args[0];
            if (!toPython.isForeign(object)) {
                int flags = (int) function.call(args)[0];
                if (flags >= 0 && (flags & PYPROXY) == 0) {
                    toPython.remember(object);
                }
                return flags;
            }
            try {
                return JsValues.isObject(object) ? (Object) of(object, (int) args[1] != 0) : LEFT;
            } catch (NeedsScript e) {
                return LEFT;
            }
        });
    }

    private static int of(Object object, boolean json) throws NeedsScript {
        Object tag = value(object, JsPlain.toStringTag());
        if (JsValues.isString(tag) && SPECIAL_TAGS.contains(JsValues.toJavaString(tag))) {
            throw NEEDS_SCRIPT;
        }
        boolean callable = JsValues.isCallable(object);
        boolean array = JsPlain.isArray(object);
        boolean length = array || (!callable && has(object, LENGTH));
        boolean iterable = method(object, JsPlain.iterator());
        boolean asyncIterable = method(object, JsPlain.asyncIterator());
        boolean next = method(object, NEXT);
        int flags = flag(callable, CALLABLE)
                | flag(method(object, THEN), AWAITABLE)
                | flag(iterable, ITERABLE)
                | flag(asyncIterable, ASYNC_ITERABLE)
                | flag(next && (iterable || !asyncIterable), ITERATOR)
                | flag(next && (!iterable || asyncIterable), ASYNC_ITERATOR)
                | flag(length || has(object, SIZE), HAS_LENGTH)
                | flag(method(object, GET), HAS_GET)
                | flag(method(object, SET), HAS_SET)
                | flag(method(object, HAS), HAS_HAS)
                | flag(method(object, INCLUDES), HAS_INCLUDES)
                | disposal(object)
                | flag(array, ARRAY);
        flags |= flag(!array && length && iterable && (flags & ITERATOR) == 0, ARRAY_LIKE);
        if (!callable && has(object, NAME) && has(object, MESSAGE)) {
            if (!has(object, STACK)) {
                throw NEEDS_SCRIPT; // An error only if its constructor's name is DOMException.
            }
            flags |= ERROR;
        }
        if (json) {
            flags |= flag((flags & (ARRAY | ARRAY_LIKE | ITERATOR)) != 0, JSON_SEQUENCE);
            flags |= flag((flags & (ARRAY | ARRAY_LIKE | ITERATOR | CALLABLE | ERROR)) == 0, JSON_DICT);
        }
        return flags;
    }

    private static int disposal(Object object) throws NeedsScript {
        Object symbols = JsPlain.symbolConstructor();
        Object asyncDispose = value(symbols, ASYNC_DISPOSE);
        if (JsValues.isUndefined(asyncDispose)) {
            return 0;
        }
        Object dispose = value(symbols, DISPOSE);
        if (!JsValues.isSymbol(dispose) || !JsValues.isSymbol(asyncDispose)) {
            throw NEEDS_SCRIPT;
        }
        return flag(method(object, dispose), DISPOSABLE) | flag(method(object, asyncDispose), ASYNC_DISPOSABLE);
    }

    private static int flag(boolean set, int bit) {
        return set ? bit : 0;
    }

    private static Object value(Object object, Object key) throws NeedsScript {
        Object value = JsPlain.get(object, key);
        if (value == null) {
            throw NEEDS_SCRIPT;
        }
        return value;
    }

    private static boolean method(Object object, Object key) throws NeedsScript {
        return JsValues.isCallable(value(object, key));
    }

    private static boolean has(Object object, Object key) throws NeedsScript {
        Boolean has = JsPlain.has(object, key);
        if (has == null) {
            throw NEEDS_SCRIPT;
        }
        return has;
    }
}
