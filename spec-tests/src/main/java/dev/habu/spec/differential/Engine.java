package dev.habu.spec.differential;

/** A WebAssembly engine. */
interface Engine extends AutoCloseable {
    /** How many exports a module may call through its imports; further calls do nothing. */
    int MAX_NESTED_CALLS = 50;

    String name();

    /** Runs a module by a plan. What the engine does wrong is part of the result; an exception is a crash of it. */
    Observation run(byte[] module, Plan plan) throws Exception;

    @Override
    default void close() {}
}
