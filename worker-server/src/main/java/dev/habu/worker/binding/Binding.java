package dev.habu.worker.binding;

import dev.habu.js.JsRuntime;

/**
 * Something outside of a worker that it reaches through an attribute of its {@code env}. One binding serves all isolates of
 * the worker, each through a JavaScript object of its own.
 */
public interface Binding {
    /** The attribute of {@code env}. */
    String name();

    /**
     * Makes the object for one isolate. Wrappers tell bindings apart by its {@code constructor.name}, which has to be
     * workerd's. Its methods return promises ({@link JsRuntime#promise}) and never block. Loop thread of the runtime.
     */
    Object attach(JsRuntime js);
}
