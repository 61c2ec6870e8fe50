package dev.habu.compiler.module;

import dev.habu.wasm.descriptor.SegmentMode;

/**
 * A data segment.
 *
 * @param mode when it is used
 * @param memory the memory that an active segment initialises
 * @param offset where in the memory, null unless active
 * @param content where its bytes are
 * @param position the offset of the segment in the module
 */
public record DataEntry(SegmentMode mode, int memory, CodeRange offset, CodeRange content, int position) {}
