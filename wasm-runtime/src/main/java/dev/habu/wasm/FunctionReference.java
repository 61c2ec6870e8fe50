package dev.habu.wasm;

/**
 * Stands for a function whose object may not exist yet. Making a function object loads its class; a large module has thousands of them in its exports and
 * its table, and start-up uses few. Each function has one reference. Not thread-safe, like the instance.
 */
public final class FunctionReference {
    private final Instance instance;
    private final int index;
    private WasmFunction function;
    private Object embedderObject;

    /**
     * Makes the reference of a function.
     *
     * @param instance what makes the function on demand, or null
     * @param index the function's index there; of a function of the embedder, the one in the first instance that imported it
     * @param function the function if it exists, or null
     */
    FunctionReference(Instance instance, int index, WasmFunction function) {
        this.instance = instance;
        this.index = index;
        this.function = function;
    }

    /** The function itself, made on first use. */
    public WasmFunction function() {
        if (function == null) {
            function = instance.function(index);
        }
        return function;
    }

    /** The instance that the function belongs to, or null. */
    Instance instance() {
        return instance;
    }

    /** The function's type; does not make the function. */
    public FunctionType type() {
        return function == null ? instance.functionType(index) : function.type();
    }

    /** The function's index in the instance that defines it, or in the first one that imported it if the embedder defined it. */
    public int index() {
        return index;
    }

    /** See {@link Extern#embedderObject()}. */
    public Object embedderObject() {
        return embedderObject;
    }

    /** See {@link Extern#embedderObject(Object)}. */
    public void embedderObject(Object object) {
        embedderObject = object;
    }
}
