package dev.habu.js;

import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.array.TypedArrayFactory;
import com.oracle.truffle.js.runtime.builtins.JSArrayBuffer;
import com.oracle.truffle.js.runtime.builtins.JSArrayBufferObject;
import com.oracle.truffle.js.runtime.builtins.JSArrayBufferView;
import com.oracle.truffle.js.runtime.builtins.JSArrayBufferViewBase;
import com.oracle.truffle.js.runtime.builtins.JSTypedArrayObject;
import java.nio.ByteBuffer;

/**
 * Bytes across the JavaScript border without element loops and, where the buffer lives on the Java heap, without a copy.
 *
 * <p>Values are raw ones (see {@link JsValues}); everything here runs on the loop thread.
 */
public final class JsBuffers {
    private JsBuffers() {}

    /** An {@code ArrayBuffer} over the array itself: writes are seen on both sides. */
    public static Object wrap(byte[] bytes) {
        return wrap(bytes, bytes.length);
    }

    /** An {@code ArrayBuffer} over the first {@code byteLength} bytes of the array itself. */
    public static Object wrap(byte[] bytes, int byteLength) {
        JSRealm realm = JSRealm.get(null);
        return JSArrayBuffer.createArrayBuffer(
                realm.getContext(), realm, bytes, byteLength, JSArrayBuffer.FIXED_LENGTH);
    }

    /** A {@code Uint8Array} over the array itself. */
    public static Object uint8Array(byte[] bytes) {
        JSRealm realm = JSRealm.get(null);
        JSArrayBufferObject buffer = JSArrayBuffer.createArrayBuffer(realm.getContext(), realm, bytes);
        return JSArrayBufferView.createArrayBufferView(
                realm.getContext(),
                realm,
                buffer,
                TypedArrayFactory.Uint8Array,
                TypedArrayFactory.Uint8Array.createArrayType((byte) 0, false, true),
                0,
                bytes.length);
    }

    /** A second {@code ArrayBuffer} over the bytes of one, for moving them: the first is to be detached afterwards. */
    public static Object alias(Object arrayBuffer) {
        return JSArrayBuffer.isJSHeapArrayBuffer(arrayBuffer)
                ? wrap(JSArrayBuffer.getByteArray(arrayBuffer), ((JSArrayBufferObject) arrayBuffer).getByteLength())
                : wrap(copyOf(arrayBuffer));
    }

    /** Detaches an {@code ArrayBuffer}, as {@code WebAssembly.Memory.grow} must. */
    public static void detach(Object arrayBuffer) {
        JSArrayBuffer.detachArrayBuffer((JSArrayBufferObject) arrayBuffer);
    }

    /** Whether the value is an {@code ArrayBuffer}, a {@code SharedArrayBuffer} or a view of one. */
    public static boolean isBufferSource(Object value) {
        return value instanceof JSArrayBufferObject || value instanceof JSArrayBufferViewBase;
    }

    /**
     * The bytes of an {@code ArrayBuffer}, {@code SharedArrayBuffer}, typed array or {@code DataView}, not copied:
     * position 0 is the first byte of the view, the limit its length; writes are seen by the script.
     *
     * @throws RuntimeException a JavaScript TypeError if it is none of these or is detached
     */
    public static ByteBuffer bytesOf(Object source) {
        return switch (source) {
            case JSArrayBufferObject buffer -> contents(buffer);
            case JSTypedArrayObject array ->
                contents(array.getArrayBuffer())
                        .slice(JSArrayBufferView.typedArrayGetByteOffset(array), array.getByteLength());
            case JSArrayBufferViewBase view ->
                contents(view.getArrayBuffer())
                        .slice(
                                JsValues.toInt32(JsValues.get(view, "byteOffset")),
                                JsValues.toInt32(JsValues.get(view, "byteLength")));
            case null, default ->
                throw JsValues.typeError("Expected an ArrayBuffer or a view of one, got " + JsValues.describe(source));
        };
    }

    /** The length of a typed array that is not detached, or -1 for any other value. */
    public static int elementCount(Object value) {
        return value instanceof JSTypedArrayObject array && !JSArrayBuffer.isDetachedBuffer(array.getArrayBuffer())
                ? array.getLength()
                : -1;
    }

    /** Bytes of one element of a typed array. */
    public static int elementSize(Object typedArray) {
        return ((JSTypedArrayObject) typedArray).getArrayType().bytesPerElement();
    }

    /** Whether both are integer typed arrays that hold any element of the second in the same bytes. */
    public static boolean isSameRepresentation(Object target, Object source) {
        return target instanceof JSTypedArrayObject to
                && source instanceof JSTypedArrayObject from
                && elementCount(to) >= 0
                && integerSize(to) == integerSize(from)
                && integerSize(to) > 0;
    }

    /** Bytes of an integer element; 0 for types whose conversion is more than dropping bits. */
    private static int integerSize(JSTypedArrayObject array) {
        return switch (array.getArrayType().getFactory()) {
            case Int8Array, Uint8Array -> 1;
            case Int16Array, Uint16Array -> 2;
            case Int32Array, Uint32Array -> 4;
            case BigInt64Array, BigUint64Array -> 8;
            default -> 0;
        };
    }

    /** A copy of the bytes of any buffer source. */
    public static byte[] copyOf(Object source) {
        ByteBuffer bytes = bytesOf(source);
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }

    private static ByteBuffer contents(JSArrayBufferObject buffer) {
        if (JSArrayBuffer.isDetachedBuffer(buffer)) {
            throw JsValues.typeError("The ArrayBuffer is detached");
        }
        return JSArrayBuffer.isJSHeapArrayBuffer(buffer)
                ? ByteBuffer.wrap(JSArrayBuffer.getByteArray(buffer), 0, buffer.getByteLength())
                : JSArrayBuffer.getDirectByteBuffer(buffer).duplicate().clear().limit(buffer.getByteLength());
    }
}
