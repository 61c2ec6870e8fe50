package dev.habu.wasm;

/**
 * A structure (WebAssembly 3.0, section 4.2.14). Each structure type has a generated subclass with a field for each field that its supertype does not have; the
 * class of the supertype is its superclass, so that being an instance of a class is being of a type.
 */
public abstract non-sealed class StructInstance extends EqObject {
    /** For the generated subclasses. */
    protected StructInstance() {}
}
