package dev.habu.wasm;

/**
 * An export that a module offers.
 *
 * @param name its name, unique in the module
 * @param type its type as declared
 */
public record ExportType(String name, ExternType type) {}
