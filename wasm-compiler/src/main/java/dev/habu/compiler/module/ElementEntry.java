package dev.habu.compiler.module;

import dev.habu.wasm.RefType;
import dev.habu.wasm.descriptor.SegmentMode;
import java.util.List;

/**
 * An element segment: either function indices or constant expressions.
 *
 * @param mode when it is used
 * @param table the table that an active segment initialises
 * @param offset where in the table, null unless active
 * @param type the type of the items
 * @param functions the items as function indices, or null
 * @param expressions the items as constant expressions, or null
 * @param position the offset of the segment in the module
 */
public record ElementEntry(
        SegmentMode mode,
        int table,
        CodeRange offset,
        RefType type,
        int[] functions,
        List<CodeRange> expressions,
        int position) {}
