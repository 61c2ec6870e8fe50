package dev.habu.compiler;

/**
 * How to compile a module.
 *
 * @param packageName the Java package of the generated classes, with dots; one package holds one module
 * @param threads how many threads compile functions, at least 1
 * @param progress told about the work that is done
 */
public record CompileOptions(String packageName, int threads, CompileProgress progress) {
    /** Compiles into {@code packageName} with one thread for each processor. */
    public CompileOptions(String packageName) {
        this(packageName, Runtime.getRuntime().availableProcessors(), (done, total) -> {});
    }
}
