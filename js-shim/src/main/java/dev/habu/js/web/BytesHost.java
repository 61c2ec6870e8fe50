package dev.habu.js.web;

import dev.habu.js.HostFunction;
import dev.habu.js.JsBuffers;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Bulk work on bytes, which the interpreter would do element by element. */
final class BytesHost {
    /** Below this many elements the built-in methods are as fast as a call into Java. */
    private static final int BULK_ELEMENTS = 64;

    private BytesHost() {}

    static void install(HostObject host) {
        host.function("concat", 1, (self, args) -> JsBuffers.uint8Array(concat(args[0])));
        host.function("aliasBuffer", 1, (self, args) -> JsBuffers.alias(args[0]));
        host.function("detachBuffer", 1, (self, args) -> {
            JsBuffers.detach(args[0]);
            return null;
        });
        replaceElementLoops(host.runtime());
    }

    /** The bytes of an array of buffer sources and strings (as UTF-8), one after the other. */
    private static byte[] concat(Object parts) {
        int count = JsValues.toInt32(JsValues.get(parts, "length"));
        if (count == 1 && !JsValues.isString(JsValues.getElement(parts, 0))) {
            return JsBuffers.copyOf(JsValues.getElement(parts, 0));
        }
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            Object part = JsValues.getElement(parts, i);
            result.writeBytes(
                    JsValues.isString(part) ? TextHost.utf8(JsValues.toJavaString(part)) : JsBuffers.copyOf(part));
        }
        return result.toByteArray();
    }

    /** Replaces methods of typed arrays that go element by element by ones that move large blocks in Java. */
    private static void replaceElementLoops(JsRuntime runtime) {
        Object prototype = runtime.evaluate("habu:typed-array", "Object.getPrototypeOf(Int8Array.prototype)");
        Object define = runtime.evaluate(
                "habu:define",
                "(target, name, value) => Object.defineProperty(target, name, { value, writable: true, configurable: true })");
        Object fill = JsValues.get(prototype, "fill");
        Object copyWithin = JsValues.get(prototype, "copyWithin");
        Object set = JsValues.get(prototype, "set");
        define(runtime, define, prototype, "fill", 1, (self, args) -> fill(fill, self, args));
        define(runtime, define, prototype, "copyWithin", 2, (self, args) -> copyWithin(copyWithin, self, args));
        define(runtime, define, prototype, "set", 1, (self, args) -> set(set, self, args));
    }

    private static void define(
            JsRuntime runtime, Object define, Object prototype, String name, int length, HostFunction body) {
        JsValues.call(
                define, JsValues.undefined(), prototype, JsValues.string(name), runtime.function(name, length, body));
    }

    /** Fills one element the built-in way, whatever the type, and doubles it up to the rest. */
    private static Object fill(Object builtin, Object self, Object[] args) {
        int count = JsBuffers.elementCount(self);
        if (count < BULK_ELEMENTS) {
            return JsValues.call(builtin, self, args);
        }
        int start = relative(JsValues.arg(args, 1), 0, count);
        int end = relative(JsValues.arg(args, 2), count, count);
        if (end - start < BULK_ELEMENTS) {
            return JsValues.call(builtin, self, args);
        }
        JsValues.call(builtin, self, JsValues.arg(args, 0), start, start + 1);
        // Converting the value may have run a script that shrank the buffer: look at it only now.
        int size = JsBuffers.elementSize(self);
        ByteBuffer bytes = JsBuffers.bytesOf(self);
        int limit = Math.min(end * size, bytes.remaining());
        int from = start * size;
        for (int done = size; from + done < limit; done *= 2) {
            bytes.put(from + done, bytes, from, Math.min(done, limit - from - done));
        }
        return self;
    }

    private static Object copyWithin(Object builtin, Object self, Object[] args) {
        int count = JsBuffers.elementCount(self);
        if (count < BULK_ELEMENTS) {
            return JsValues.call(builtin, self, args);
        }
        int to = relative(JsValues.arg(args, 0), 0, count);
        int from = relative(JsValues.arg(args, 1), 0, count);
        int end = relative(JsValues.arg(args, 2), count, count);
        int size = JsBuffers.elementSize(self);
        ByteBuffer bytes = JsBuffers.bytesOf(self);
        int available = bytes.remaining() / size;
        int moved = Math.min(Math.min(end, available) - from, available - to);
        if (moved > 0) {
            bytes.put(to * size, bytes, from * size, moved * size);
        }
        return self;
    }

    /** The built-in method copies memory only between arrays of one type, not from an Int8Array to a Uint8Array, say. */
    private static Object set(Object builtin, Object self, Object[] args) {
        Object source = JsValues.arg(args, 0);
        int count = JsBuffers.elementCount(source);
        if (count < BULK_ELEMENTS || !JsBuffers.isSameRepresentation(self, source)) {
            return JsValues.call(builtin, self, args);
        }
        double offset = JsValues.isUndefined(JsValues.arg(args, 1)) ? 0 : JsValues.toDouble(args[1]);
        int size = JsBuffers.elementSize(self);
        ByteBuffer target = JsBuffers.bytesOf(self);
        int room = target.remaining() / size - count;
        if (!(offset >= 0 && offset <= room)) {
            return JsValues.call(builtin, self, source, offset); // which knows the right error
        }
        int first = (int) offset;
        target.put(first * size, JsBuffers.bytesOf(source), 0, count * size);
        return null;
    }

    /** A relative index argument of an array method, clamped to the array. */
    private static int relative(Object argument, int missing, int count) {
        if (JsValues.isUndefined(argument)) {
            return missing;
        }
        double index = JsValues.toDouble(argument);
        return (int) (index < 0 ? Math.max(count + Math.ceil(index), 0) : Math.min(Math.floor(index), count));
    }
}
