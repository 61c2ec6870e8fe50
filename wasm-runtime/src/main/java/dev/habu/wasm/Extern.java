package dev.habu.wasm;

/** Something that a module can import or export: a function, table, memory, global or tag instance. */
public sealed interface Extern permits WasmFunction, Table, Memory, Global, Tag {
  /** The type, with the current size where it has one. */
  ExternType type();

  /** Whether this may be imported as {@code wanted} (WebAssembly 3.0, section 3.3.16). */
  boolean matches(ExternType wanted);
}
