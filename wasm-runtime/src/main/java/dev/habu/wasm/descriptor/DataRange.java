package dev.habu.wasm.descriptor;

/**
 * A data segment (WebAssembly 3.0, section 2.5.7) as a range of the module's data bytes.
 *
 * @param mode when it is used; never declarative
 * @param memory the memory that an active segment initialises
 * @param offset where in the memory, null unless active
 * @param start where it begins in the module's data bytes
 * @param length its length in bytes
 */
public record DataRange(SegmentMode mode, int memory, Constant offset, int start, int length) {}
