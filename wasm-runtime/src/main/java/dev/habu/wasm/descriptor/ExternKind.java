package dev.habu.wasm.descriptor;

/** What can be imported and exported, in the order of the binary format's codes (WebAssembly 3.0, section 5.5.5). */
public enum ExternKind {
    FUNCTION,
    TABLE,
    MEMORY,
    GLOBAL,
    TAG
}
