package dev.habu.wasm;

/**
 * A WebAssembly exception in flight (WebAssembly 3.0, section 4.2.11). It carries no Java stack trace: throwing one is part of a
 * program's normal control flow and a trace costs a hundred times as much as the throw.
 */
public final class WasmException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Tag tag;
    private final transient Object[] values;
    private transient Object embedderObject;

    /**
     * Makes an exception.
     *
     * @param tag its tag
     * @param values one boxed value for each parameter of the tag's type; not copied
     */
    public WasmException(Tag tag, Object... values) {
        super("WebAssembly exception", null, false, false);
        this.tag = tag;
        this.values = values;
    }

    /** The tag that handlers compare by identity. */
    public Tag tag() {
        return tag;
    }

    /** The boxed values, one for each parameter of the tag's type; the array is the exception's own. */
    public Object[] values() {
        return values;
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
