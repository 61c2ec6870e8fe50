package dev.habu.wasm.descriptor;

/** When a segment is used (WebAssembly 3.0, sections 2.5.7 and 2.5.8). */
public enum SegmentMode {
    PASSIVE,
    ACTIVE,
    DECLARATIVE
}
