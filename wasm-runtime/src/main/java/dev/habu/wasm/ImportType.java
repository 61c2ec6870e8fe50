package dev.habu.wasm;

/**
 * An import that a module asks for.
 *
 * @param module the name of the module it comes from
 * @param name its name there
 * @param type what it must match
 */
public record ImportType(String module, String name, ExternType type) {}
