package dev.habu.wasm.descriptor;

/**
 * An export.
 *
 * @param name its name
 * @param kind what it is
 * @param index its index in the index space of its kind
 */
public record ExportDefinition(String name, ExternKind kind, int index) {}
