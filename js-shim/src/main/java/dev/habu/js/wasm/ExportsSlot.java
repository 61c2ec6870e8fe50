package dev.habu.js.wasm;

/** What a {@code WebAssembly.Instance} holds. */
record ExportsSlot(Object exports) {}
