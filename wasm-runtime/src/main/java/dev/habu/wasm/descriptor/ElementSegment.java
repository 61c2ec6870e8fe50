package dev.habu.wasm.descriptor;

import java.util.List;

/**
 * An element segment (WebAssembly 3.0, section 2.5.8).
 *
 * @param mode when it is used
 * @param table the table that an active segment initialises
 * @param offset where in the table, null unless active
 * @param items its references
 */
public record ElementSegment(SegmentMode mode, int table, Constant offset, List<Constant> items) {}
