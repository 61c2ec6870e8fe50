package dev.habu.js.wasm;

/**
 * A function exported by WebAssembly for Java code that stands in for a script: it takes WebAssembly values as they are, returns what the script would have got,
 * and throws what it would have caught. Loop thread only.
 */
public final class DirectExport {
    private final ExportedFunction function;

    private DirectExport(ExportedFunction function) {
        this.function = function;
    }

    /** The function behind a raw JavaScript value, null if it is no Exported Function. */
    public static DirectExport of(Object value) {
        return value instanceof ExportedFunction exported ? new DirectExport(exported) : null;
    }

    /**
     * Calls it.
     *
     * @param arguments as many as it has parameters, with their Java types; see {@link ImportShortcut#call}
     * @return a raw JavaScript value
     */
    public Object call(Object... arguments) {
        try {
            return function.signature()
                    .resultsToJs(function.reference().function().applyUnchecked(arguments));
        } catch (RuntimeException e) {
            throw function.signature().realm().thrower().toJs(e);
        }
    }

    /** What becomes of a call that may be suspended. */
    @FunctionalInterface
    public interface Outcome {
        /**
         * The call has ended; runs on the loop thread.
         *
         * @param value what the function returned, or what it threw
         */
        void ended(Object value, boolean hasThrown);
    }

    /**
     * Calls it on a stack of its own, as the function that {@code WebAssembly.promising} makes of it does. Returns when the call has ended or is suspended for the
     * first time.
     *
     * @param outcome told where the function's promise would be settled
     */
    public void callPromising(Outcome outcome, Object... arguments) {
        Suspender.call(function, arguments, outcome::ended);
    }
}
