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
            throw function.signature().thrower().toJs(e);
        }
    }
}
