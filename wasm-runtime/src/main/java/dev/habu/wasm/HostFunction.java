package dev.habu.wasm;

/** A function of the embedder that WebAssembly code can call. */
@FunctionalInterface
public interface HostFunction {
    /**
     * Called on the thread of the WebAssembly caller.
     *
     * @param arguments one value for each parameter: {@link Integer}, {@link Long}, {@link Float}, {@link Double}, or for references the object itself
     *     or null; the array belongs to the callee
     * @return one value for each result, in the same representation; may be null if there is none. An exception that it throws passes through the
     *     WebAssembly frames to the caller; only a {@link WasmException} can be caught by WebAssembly code.
     */
    Object[] call(Object[] arguments);
}
