package dev.habu.js.wasm;

import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSArrayBuffer;
import com.oracle.truffle.js.runtime.builtins.JSArrayBufferObject;
import com.oracle.truffle.js.runtime.builtins.JSSharedArrayBuffer;
import com.oracle.truffle.js.runtime.objects.JSObject;
import dev.habu.js.JsBuffers;
import dev.habu.js.JsValues;
import dev.habu.wasm.Memory;
import dev.habu.wasm.SharedMemory;
import java.nio.ByteBuffer;

/**
 * What a {@code WebAssembly.Memory} holds (JS API, section 5.4): the memory and the one buffer over its present bytes. Growing detaches the buffer, and the
 * next look makes a new one.
 */
final class MemorySlot {
    /** The most pages that a shared memory may grow to. */
    static final int MAX_SHARED_PAGES = 1024;

    private final Memory memory;
    private Object buffer;

    MemorySlot(Memory memory) {
        this.memory = memory;
        memory.onGrowth(this::grown);
    }

    /** The JavaScript object of a memory. */
    static Object objectOf(ApiRealm realm, Memory memory) {
        return memory.embedderObject() != null
                ? memory.embedderObject()
                : realm.memories().objectOf(new MemorySlot(memory));
    }

    Memory memory() {
        return memory;
    }

    private void grown() {
        if (buffer != null && !memory.type().shared()) {
            JsBuffers.detach(buffer);
        }
        buffer = null;
    }

    Object buffer(JSRealm realm) {
        if (buffer == null) {
            buffer = memory.type().shared() ? sharedBuffer(realm) : ownBuffer();
        } else if (buffer instanceof JSArrayBufferObject object && JSArrayBuffer.isDetachedBuffer(object)) {
            buffer = ownBuffer(); // A script transferred it.
        }
        return buffer;
    }

    /** A frozen SharedArrayBuffer over the present bytes. */
    private Object sharedBuffer(JSRealm realm) {
        ByteBuffer bytes = ((SharedMemory) memory).buffer();
        if (bytes == null) {
            throw JsValues.rangeError("WebAssembly.Memory: the buffer of a shared memory with a maximum above "
                    + MAX_SHARED_PAGES + " pages is not supported");
        }
        ByteBuffer present = bytes.slice(0, (int) memory.size());
        JSObject shared = JSSharedArrayBuffer.createSharedArrayBuffer(realm.getContext(), realm, present);
        shared.setIntegrityLevel(true, true);
        return shared;
    }

    private Object ownBuffer() {
        if (memory.size() > Memory.MAX_ARRAY) {
            throw JsValues.rangeError("WebAssembly.Memory: the buffer of a memory of " + memory.size()
                    + " bytes is above the limit of " + Memory.MAX_ARRAY);
        }
        return JsBuffers.wrap(memory.exactBytes());
    }
}
