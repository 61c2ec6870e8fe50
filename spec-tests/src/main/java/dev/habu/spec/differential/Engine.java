package dev.habu.spec.differential;

/** A WebAssembly engine. */
interface Engine extends AutoCloseable {
    String name();

    /** Runs a module by a plan. What the engine does wrong is part of the result; an exception is a crash of it. */
    Observation run(byte[] module, Plan plan) throws Exception;

    @Override
    default void close() {}
}
