package dev.habu.compiler.module;

/**
 * Where code lies in the module's bytes.
 *
 * @param start the offset of its first byte: the locals of a function body, the first instruction of a constant expression
 * @param end the offset behind its last byte
 */
public record CodeRange(int start, int end) {}
