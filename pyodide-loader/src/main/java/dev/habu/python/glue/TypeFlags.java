package dev.habu.python.glue;

import static dev.habu.js.wasm.ImportShortcut.LEFT;

import dev.habu.js.JsPlain;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import java.util.Set;
import java.util.function.Predicate;

/** What Python may do with a JavaScript object: {@code JsProxy_compute_typeflags} of the glue, for objects of which no script has to be asked. */
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
    private static final int ASYNC_ITERABLE = 1 << 17;
    private static final int ASYNC_ITERATOR = 1 << 20;
    private static final int ERROR = 1 << 21;
    private static final int JSON_OBJECT = 1 << 22;
    private static final int JSON_ITERABLE = 1 << 23;

    private static final Object CONSTRUCTOR = JsValues.string("constructor");
    private static final Object NAME = JsValues.string("name");
    private static final Object MESSAGE = JsValues.string("message");
    private static final Object STACK = JsValues.string("stack");
    private static final Object LENGTH = JsValues.string("length");
    private static final Object SIZE = JsValues.string("size");
    private static final Object NEXT = JsValues.string("next");
    private static final Object THEN = JsValues.string("then");
    private static final Object GET = JsValues.string("get");
    private static final Object SET = JsValues.string("set");
    private static final Object HAS = JsValues.string("has");
    private static final Object INCLUDES = JsValues.string("includes");
    // Tags that the glue asks for; objects that have them by birth are not plain.
    private static final Set<Object> TAGS = Set.of(
            JsValues.string("ArrayBuffer"),
            JsValues.string("DataView"),
            JsValues.string("Generator"),
            JsValues.string("AsyncGenerator"));

    private final Predicate<Object> isForeign;
    private final Object iterator;
    private final Object asyncIterator;
    private final Object dispose;
    private final Object asyncDispose;

    /**
     * Makes one.
     *
     * @param isForeign whether an object is certainly no PyProxy
     */
    TypeFlags(JsRuntime js, Predicate<Object> isForeign) {
        this.isForeign = isForeign;
        Object symbols = JsValues.get(js.global(), "Symbol");
        iterator = JsValues.get(symbols, "iterator");
        asyncIterator = JsValues.get(symbols, "asyncIterator");
        dispose = JsValues.get(symbols, "dispose");
        asyncDispose = JsValues.get(symbols, "asyncDispose");
    }

    /** The flags, or {@code LEFT}. */
    Object of(Object object, boolean asJson) {
        Reading reading = new Reading(object);
        if (!JsValues.isObject(object) || !isForeign.test(object) || !reading.isPlain()) {
            return LEFT;
        }
        int flags = reading.flags();
        if (asJson && (flags & (ARRAY | ARRAY_LIKE | ITERATOR)) != 0) {
            flags |= JSON_ITERABLE;
        }
        if (asJson && (flags & (ARRAY | ARRAY_LIKE | ITERATOR | CALLABLE | ERROR)) == 0) {
            flags |= JSON_OBJECT;
        }
        return reading.asksScripts ? LEFT : flags;
    }

    /** One object, and whether something of it cannot be known without a script. */
    private final class Reading {
        private final Object object;
        private boolean asksScripts;

        Reading(Object object) {
            this.object = object;
        }

        boolean isPlain() {
            Object tag = JsPlain.get(object, JsPlain.toStringTag());
            Object constructor = JsPlain.get(object, CONSTRUCTOR);
            return tag != null
                    && !TAGS.contains(tag)
                    && constructor != null
                    && (!JsValues.isObject(constructor) || JsPlain.isQuiet(constructor, NAME));
        }

        int flags() {
            boolean isArray = JsPlain.arrayLength(object) >= 0;
            boolean isFunction = JsValues.isCallable(object);
            boolean hasLength = isArray || (has(LENGTH) && !isFunction);
            boolean iterable = method(iterator);
            boolean asyncIterable = method(asyncIterator);
            boolean next = method(NEXT);
            int flags = flag(isFunction, CALLABLE)
                    | flag(method(THEN), AWAITABLE)
                    | flag(iterable, ITERABLE)
                    | flag(asyncIterable, ASYNC_ITERABLE)
                    | flag(next && (iterable || !asyncIterable), ITERATOR)
                    | flag(next && (!iterable || asyncIterable), ASYNC_ITERATOR)
                    | flag(hasLength || has(SIZE), HAS_LENGTH)
                    | flag(method(GET), HAS_GET)
                    | flag(method(SET), HAS_SET)
                    | flag(method(HAS), HAS_HAS)
                    | flag(method(INCLUDES), HAS_INCLUDES)
                    | flag(isArray, ARRAY);
            if (!JsValues.isNullish(asyncDispose)) {
                flags |= flag(method(dispose), DISPOSABLE) | flag(method(asyncDispose), ASYNC_DISPOSABLE);
            }
            flags |= flag(!isArray && hasLength && iterable && (flags & ITERATOR) == 0, ARRAY_LIKE);
            if (!isFunction && has(NAME) && has(MESSAGE)) {
                // Without a stack it depends on the name of the constructor.
                asksScripts |= !has(STACK);
                flags |= ERROR;
            }
            return flags;
        }

        private boolean has(Object key) {
            Boolean has = JsPlain.has(object, key);
            asksScripts |= has == null;
            return has != null && has;
        }

        private boolean method(Object key) {
            Object value = JsPlain.get(object, key);
            asksScripts |= value == null;
            return value != null && JsValues.isCallable(value);
        }

        private static int flag(boolean is, int flag) {
            return is ? flag : 0;
        }
    }
}
