package dev.habu.spec.differential;

import java.io.IOException;

/** Makes valid modules of random numbers. The same number gives the same module. */
interface ModuleSource extends AutoCloseable {
    /** The module of a number. Such modules end by themselves and import from {@code fuzzing-support} only. */
    byte[] module(long seed) throws IOException;

    @Override
    default void close() {}
}
