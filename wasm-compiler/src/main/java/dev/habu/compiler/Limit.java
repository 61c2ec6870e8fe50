package dev.habu.compiler;

import dev.habu.wasm.Memory;
import dev.habu.wasm.Table;

/** Every limit of this implementation (WebAssembly 3.0, appendix A.2), in one place. */
public final class Limit {
    /** Locals of a function, parameters included. */
    public static final int LOCALS = 50_000;

    /** JVM slots of a function's parameters: 255 less the instance and the function that a tail call is for. */
    public static final int PARAMETER_SLOTS = 253;

    /** JVM slots of a structure's fields. */
    public static final int FIELD_SLOTS = 255;

    /** Results of a function or a block. */
    public static final int RESULTS = 1_000;

    /** Nested blocks in a function. */
    public static final int NESTING = 100_000;

    /** Entries of any vector that the binary format has. */
    public static final int VECTOR = 10_000_000;

    /** Bytes of a memory with 64-bit addresses; one with 32-bit addresses reaches all that they can name. Both need room in the Java heap. */
    public static final long MEMORY_BYTES = Memory.MAX_BYTES;

    /** Elements of a table. */
    public static final int TABLE_ELEMENTS = Table.MAX_SIZE;

    private Limit() {}
}
