package dev.habu.wasm;

/**
 * A tail call that is still to be made (WebAssembly 3.0, section 4.6.10); for compiled code. A function that makes tail calls notes one of these in its instance and
 * returns; whoever called it from outside of a tail then makes the calls, one after the other, so that the stack does not grow. Functions without tail calls and their
 * callers know nothing of it.
 */
public abstract class TailCall {
    /** What to call. */
    protected final WasmFunction callee;

    /** The result of the call, if it is an i32. */
    public int intResult;

    /** The result of the call, if it is an i64. */
    public long longResult;

    /** The result of the call, if it is an f32. */
    public float floatResult;

    /** The result of the call, if it is an f64. */
    public double doubleResult;

    /** The result of the call, if it is a v128. */
    public V128 v128Result;

    /** The result of the call, if it is a reference; the array of the results if there are several. */
    public Object refResult;

    /** For the generated subclasses, which hold the arguments. */
    protected TailCall(WasmFunction callee) {
        this.callee = callee;
    }

    /** Calls the function and sets the result that its type has. */
    protected abstract void call();

    /**
     * Makes the call that an instance has noted and those that are noted meanwhile.
     *
     * @return the last one, with its result
     */
    public static TailCall run(Instance caller) {
        Instance instance = caller;
        TailCall next;
        do {
            next = instance.tailCall;
            instance.tailCall = null;
            next.call();
            instance = next.callee.reference().instance();
        } while (instance != null && instance.tailCall != null);
        return next;
    }
}
