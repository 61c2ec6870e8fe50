package dev.habu.js.wasm;

import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSArrayBuffer;
import com.oracle.truffle.js.runtime.builtins.JSArrayBufferObject;
import com.oracle.truffle.js.runtime.builtins.JSSharedArrayBuffer;
import com.oracle.truffle.js.runtime.objects.JSObject;
import dev.habu.js.JsBuffers;
import dev.habu.wasm.Memory;
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
    private ByteBuffer sharedBytes; // Of a shared memory, as large as it can grow.

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
            buffer = memory.type().shared() ? sharedBuffer(realm) : JsBuffers.wrap(memory.bytes);
        } else if (buffer instanceof JSArrayBufferObject object && JSArrayBuffer.isDetachedBuffer(object)) {
            buffer = JsBuffers.wrap(memory.bytes); // A script transferred it.
        }
        return buffer;
    }

    /** A frozen SharedArrayBuffer over bytes of its own: no module can use a shared memory, so nobody sees that they are others. */
    private Object sharedBuffer(JSRealm realm) {
        if (sharedBytes == null) {
            long maximum = memory.type().limits().max();
            sharedBytes = ByteBuffer.allocateDirect((int) maximum * Memory.PAGE_SIZE);
        }
        ByteBuffer present = sharedBytes.slice(0, memory.bytes.length);
        JSObject shared = JSSharedArrayBuffer.createSharedArrayBuffer(realm.getContext(), realm, present);
        shared.setIntegrityLevel(true, true);
        return shared;
    }
}
