package dev.habu.compiler.instruction;

/** What follows an opcode (WebAssembly 3.0, section 5.4); names the immediates in their binary order. */
public enum Immediates {
    NONE,
    BLOCK_TYPE,
    BLOCK_TYPE_AND_CATCHES,
    LABEL,
    LABEL_TABLE,
    FUNCTION,
    TYPE,
    TYPE_AND_TABLE,
    LOCAL,
    GLOBAL,
    TABLE,
    TABLE_AND_TABLE,
    ELEMENT_AND_TABLE,
    ELEMENT,
    DATA,
    DATA_AND_MEMORY,
    MEMORY,
    MEMORY_AND_MEMORY,
    MEMORY_ARGUMENT,
    I32,
    I64,
    F32,
    F64,
    HEAP_TYPE,
    TAG,
    VALUE_TYPES
}
