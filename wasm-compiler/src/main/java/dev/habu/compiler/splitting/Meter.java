package dev.habu.compiler.splitting;

import dev.habu.compiler.lowering.Node;
import dev.habu.compiler.lowering.Region;

/** Measures what a method's bytecode will be, and notes the size of each node in it ({@link Node#size}). */
public interface Meter {
    /** The size in bytes of the function's own method, with calls in place of its regions. */
    int measure();

    /** The size in bytes of a region's method, with calls in place of the regions in it. */
    int measure(Region region);
}
