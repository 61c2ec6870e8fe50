package dev.habu.wasm.descriptor;

import dev.habu.wasm.GlobalType;

/**
 * A global that the module defines.
 *
 * @param type its type
 * @param value its first value
 * @param object whether it is imported by or exported to others and so is an object; else it is a field of the instance
 */
public record GlobalDefinition(GlobalType type, Constant value, boolean object) {}
