package dev.habu.wasm.descriptor;

/**
 * A custom section (WebAssembly 3.0, section 5.5.3).
 *
 * @param name its name
 * @param content the bytes after the name; not to be changed
 */
public record CustomSection(String name, byte[] content) {}
