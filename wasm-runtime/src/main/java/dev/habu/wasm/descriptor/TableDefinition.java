package dev.habu.wasm.descriptor;

import dev.habu.wasm.TableType;

/**
 * A table that the module defines.
 *
 * @param type its type
 * @param value the first value of each element
 */
public record TableDefinition(TableType type, Constant value) {}
