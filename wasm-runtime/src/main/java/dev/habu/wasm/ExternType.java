package dev.habu.wasm;

/** The type of something that modules import and export (WebAssembly 3.0, section 2.3.16). */
public sealed interface ExternType permits FunctionType, TableType, MemoryType, GlobalType, TagType {}
