package dev.habu.worker.config;

/** A binding as the wrangler file has it: something outside of the worker that it reaches through its {@code env}. */
public sealed interface BindingConfig {
    /** The attribute of {@code env}. */
    String binding();

    /**
     * A D1 database.
     *
     * @param databaseName what commands call it; the binding's name if the file gives none
     * @param id what its data is kept under
     * @param migrationsFolder relative to the project
     * @param migrationsTable where applied migrations are recorded
     */
    record D1(String binding, String databaseName, String id, String migrationsFolder, String migrationsTable)
            implements BindingConfig {}

    /**
     * A KV namespace.
     *
     * @param id what its data is kept under
     */
    record Kv(String binding, String id) implements BindingConfig {}
}
