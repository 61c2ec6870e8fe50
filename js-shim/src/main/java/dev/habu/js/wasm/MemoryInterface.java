package dev.habu.js.wasm;

import dev.habu.js.JsValues;
import dev.habu.wasm.Limits;
import dev.habu.wasm.LinkException;
import dev.habu.wasm.Memory;
import dev.habu.wasm.MemoryType;

/** {@code WebAssembly.Memory} (JS API, section 5.4). */
final class MemoryInterface {
    private static final String NAME = "WebAssembly.Memory";

    private MemoryInterface() {}

    static Interface<MemorySlot> define(ApiRealm realm) {
        return new Interface<>(
                        realm,
                        "Memory",
                        MemorySlot.class,
                        1,
                        args -> new MemorySlot(create(args[0])),
                        slot -> slot.memory().embedderObject(),
                        (slot, object) -> slot.memory().embedderObject(object))
                .attribute("buffer", slot -> slot.buffer(realm.js()))
                .method("grow", 1, (slot, args) -> grow(slot.memory(), args[0]));
    }

    private static Memory create(Object descriptor) {
        Idl.dictionary(descriptor, NAME + "(): Argument 0");
        boolean wide = Idl.wideAddress(descriptor, NAME + "()");
        Limits limits = Idl.limits(descriptor, wide, NAME + "()");
        boolean shared = JsValues.toBoolean(Idl.member(descriptor, "shared"));
        if (shared && limits.max() == null) {
            throw JsValues.typeError(NAME + "(): a shared memory needs property 'maximum'");
        }
        if (shared && Long.compareUnsigned(limits.max(), MemorySlot.MAX_SHARED_PAGES) > 0) {
            throw JsValues.rangeError(
                    NAME + "(): a shared memory above " + MemorySlot.MAX_SHARED_PAGES + " pages is not supported");
        }
        try {
            return Memory.of(new MemoryType(limits, shared, wide));
        } catch (LinkException e) {
            throw JsValues.rangeError(NAME + "(): " + e.getMessage());
        }
    }

    private static Object grow(Memory memory, Object delta) {
        boolean wide = memory.type().memory64();
        long pages = Idl.address(delta, wide, NAME + ".grow(): Argument 0");
        // A script that makes a memory grow wants its buffer next; Emscripten's could not go on without it.
        long room = (Memory.MAX_ARRAY - Math.min(memory.size(), Memory.MAX_ARRAY))
                >> memory.type().pageBits();
        boolean shown = memory.type().shared() || Long.compareUnsigned(pages, room) <= 0;
        long before = shown ? memory.grow(pages) : -1;
        if (before < 0) {
            throw JsValues.rangeError(NAME + ".grow(): a memory of " + memory.pages() + " pages cannot grow by "
                    + Long.toUnsignedString(pages));
        }
        return Idl.addressToJs(before, wide);
    }
}
