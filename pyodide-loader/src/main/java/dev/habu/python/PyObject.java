package dev.habu.python;

/**
 * A Python object that has no Java counterpart, held until {@link #close} or until its interpreter is closed.
 *
 * <p>Threads and values are as in {@link Python}.
 */
public final class PyObject implements AutoCloseable {
    private final Python python;
    private final Object proxy;
    private boolean closed;

    PyObject(Python python, Object proxy) {
        this.python = python;
        this.proxy = proxy;
    }

    /**
     * Calls the object with positional arguments.
     *
     * @throws PythonException if Python raises an exception
     */
    public Object call(Object... arguments) {
        return python.invoke("apply", this, arguments);
    }

    /**
     * The object's attribute of that name; a method comes bound, as another {@link PyObject}.
     *
     * @throws PythonException if there is none ({@code AttributeError})
     */
    public Object attribute(String name) {
        return python.invoke("attribute", this, new Object[] {name});
    }

    /** Python's {@code str} of the object. */
    @Override
    public String toString() {
        return closed ? "a closed PyObject" : (String) python.invoke("text", this, new Object[0]);
    }

    /** Lets Python free the object. Closing it again does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            python.release(proxy);
        }
    }

    /** The raw proxy, for the interpreter it belongs to. */
    Object proxyFor(Python user) {
        if (user != python) {
            throw new IllegalArgumentException("a PyObject can only be used with the interpreter it comes from");
        }
        if (closed) {
            throw new IllegalStateException("the PyObject is closed");
        }
        return proxy;
    }
}
