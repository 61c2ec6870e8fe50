package dev.habu.wasm;

import dev.habu.wasm.signature.Signatures;
import java.util.List;

/**
 * A function instance (WebAssembly 3.0, section 4.2.6). For each function type there is one generated subclass with a method {@code call} of the
 * matching Java type, so that being an instance of that class is the type check of an indirect call; see {@link Signatures}.
 */
public abstract non-sealed class WasmFunction extends Extern {
    private final FunctionType type;
    private final HostFunction host;
    private FunctionReference reference;

    /**
     * For the generated subclasses.
     *
     * @param host what the inherited {@code call} calls; null where a subclass overrides it
     */
    protected WasmFunction(FunctionType type, HostFunction host) {
        this.type = type;
        this.host = host;
    }

    /** Makes a function that WebAssembly code can call out of a function of the embedder. */
    public static WasmFunction of(FunctionType type, HostFunction host) {
        return Signatures.host(type, host);
    }

    /** The function's one reference. */
    public final FunctionReference reference() {
        if (reference == null) {
            reference = new FunctionReference(null, 0, this);
        }
        return reference;
    }

    /** Says which reference is this function's, unless it has one. */
    final void reference(FunctionReference own) {
        if (reference == null) {
            reference = own;
        }
    }

    /** The object of the function's reference, which may exist before the function. */
    @Override
    public final Object embedderObject() {
        return reference().embedderObject();
    }

    @Override
    public final void embedderObject(Object object) {
        reference().embedderObject(object);
    }

    @Override
    public final FunctionType type() {
        return type;
    }

    @Override
    public final boolean matches(ExternType wanted) {
        return wanted instanceof FunctionType that && type.matches((HeapType) that);
    }

    /**
     * Calls the function.
     *
     * @param arguments as in {@link HostFunction#call}
     * @return one value for each result
     * @throws IllegalArgumentException if the count or the Java type of an argument is wrong
     * @throws Trap if execution traps, the exhaustion of the stack included
     * @throws WasmException if the function throws a WebAssembly exception
     */
    public final Object[] apply(Object... arguments) {
        checkArguments(arguments);
        try {
            return invoke(arguments);
        } catch (StackOverflowError e) {
            throw Trap.of(e);
        }
    }

    /**
     * Calls the function as {@link #apply} does, for a caller that is sure of the count and the Java types of the arguments. The exhaustion of the stack
     * arrives as the JVM's own {@link StackOverflowError}.
     *
     * @return one value for each result; null or empty if there is none
     */
    public final Object[] applyUnchecked(Object[] arguments) {
        return invoke(arguments);
    }

    /** Calls {@code call} with unboxed arguments; generated. */
    protected abstract Object[] invoke(Object[] arguments);

    /** Calls the embedder's function; the generated {@code call} boxes the arguments for it. */
    protected final Object[] callHost(Object[] arguments) {
        return host.call(arguments);
    }

    private void checkArguments(Object[] arguments) {
        List<ValueType> params = type.params();
        if (arguments.length != params.size()) {
            throw new IllegalArgumentException(
                    "a function of type " + type + " was given " + arguments.length + " arguments");
        }
        for (int i = 0; i < arguments.length; i++) {
            boolean fits = switch (params.get(i)) {
                case NumberType.I32 -> arguments[i] instanceof Integer;
                case NumberType.I64 -> arguments[i] instanceof Long;
                case NumberType.F32 -> arguments[i] instanceof Float;
                case NumberType.F64 -> arguments[i] instanceof Double;
                case VectorType v -> arguments[i] instanceof V128;
                case RefType r -> r.contains(arguments[i]);
            };
            if (!fits) {
                throw new IllegalArgumentException("argument " + i + " of a function of type " + type + " is "
                        + (arguments[i] == null
                                ? "null"
                                : arguments[i].getClass().getSimpleName()));
            }
        }
    }
}
