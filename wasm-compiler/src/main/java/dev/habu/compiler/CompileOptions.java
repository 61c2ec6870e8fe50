package dev.habu.compiler;

/**
 * How to compile a module.
 *
 * @param packageName the Java package of the generated classes, with dots; one package holds one module
 * @param threads how many threads compile functions, at least 1
 * @param progress told about the work that is done
 * @param methodSize above how many bytes of bytecode a method is split, 100 to {@value #HOTSPOT_LIMIT}; other values than
 *     {@value #METHOD_SIZE} only make sense in tests of splitting
 */
public record CompileOptions(String packageName, int threads, CompileProgress progress, int methodSize) {
    /** HotSpot interprets larger methods for ever. */
    public static final int HOTSPOT_LIMIT = 8_000;

    /**
     * What methods are split to if it costs few exits. C2 counts 8,000 bytes for a method and all that it inlines, each load and store among them: from larger methods
     * it calls them.
     */
    public static final int METHOD_SIZE = 4_000;

    /** Checks the ranges. */
    public CompileOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        if (methodSize < 100 || methodSize > HOTSPOT_LIMIT) {
            throw new IllegalArgumentException("methodSize must be 100 to " + HOTSPOT_LIMIT + ", not " + methodSize);
        }
    }

    /** Compiles with methods of the size that HotSpot compiles best. */
    public CompileOptions(String packageName, int threads, CompileProgress progress) {
        this(packageName, threads, progress, METHOD_SIZE);
    }

    /** Compiles into {@code packageName} with one thread for each processor. */
    public CompileOptions(String packageName) {
        this(packageName, Runtime.getRuntime().availableProcessors(), (done, total) -> {});
    }
}
