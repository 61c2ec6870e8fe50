package dev.habu.compiler;

/** Hears how far a compilation is. */
@FunctionalInterface
public interface CompileProgress {
    /**
     * Called from compiling threads, not at the same time.
     *
     * @param done functions compiled so far
     * @param total functions in the module
     */
    void functions(int done, int total);
}
