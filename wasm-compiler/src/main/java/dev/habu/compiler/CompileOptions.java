package dev.habu.compiler;

import dev.habu.compiler.emission.JavaIdentifiers;

/**
 * How to compile a module.
 *
 * @param packageName the Java package of the generated classes, with dots; one package holds one module
 * @param threads how many threads compile functions, at least 1
 * @param progress told about the work that is done
 * @param accessor the simple name of a class to be made with a method for each export, for Java code; null for none
 * @param methodSize above how many bytes of bytecode a method is split, 100 to {@value #HOTSPOT_LIMIT}; other values than
 *     {@value #METHOD_SIZE} only make sense in tests of splitting
 */
public record CompileOptions(
        String packageName, int threads, CompileProgress progress, String accessor, int methodSize) {
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
        for (String name : packageName.split("\\.", -1)) {
            checkName(name);
        }
        if (accessor != null) {
            checkName(accessor);
        }
        if (methodSize < 100 || methodSize > HOTSPOT_LIMIT) {
            throw new IllegalArgumentException("methodSize must be 100 to " + HOTSPOT_LIMIT + ", not " + methodSize);
        }
    }

    /** Compiles with methods of the size that HotSpot compiles best. */
    public CompileOptions(String packageName, int threads, CompileProgress progress) {
        this(packageName, threads, progress, METHOD_SIZE);
    }

    /** Compiles without an accessor. */
    public CompileOptions(String packageName, int threads, CompileProgress progress, int methodSize) {
        this(packageName, threads, progress, null, methodSize);
    }

    /** Compiles into {@code packageName} with one thread for each processor. */
    public CompileOptions(String packageName) {
        this(packageName, Runtime.getRuntime().availableProcessors(), (done, total) -> {});
    }

    /** The same with an accessor class of that simple name. */
    public CompileOptions withAccessor(String name) {
        return new CompileOptions(packageName, threads, progress, name, methodSize);
    }

    /** The same with a listener. */
    public CompileOptions withProgress(CompileProgress listener) {
        return new CompileOptions(packageName, threads, listener, accessor, methodSize);
    }

    private static void checkName(String name) {
        if (!JavaIdentifiers.isIdentifier(name)) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be a name in Java");
        }
    }
}
