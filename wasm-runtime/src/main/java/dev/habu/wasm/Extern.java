package dev.habu.wasm;

/** Something that a module can import or export: a function, table, memory, global or tag instance. */
public abstract sealed class Extern permits WasmFunction, Table, Memory, Global, Tag {
    private Object embedderObject;

    Extern() {}

    /** The type, with the current size where it has one. */
    public abstract ExternType type();

    /** Whether this may be imported as {@code wanted} (WebAssembly 3.0, section 3.3.16). */
    public abstract boolean matches(ExternType wanted);

    /** The one object that stands for this one in the embedder's world (a JavaScript object, say), or null. */
    public Object embedderObject() {
        return embedderObject;
    }

    /** Sets the object that {@link #embedderObject()} returns; it lives as long as this one. */
    public void embedderObject(Object object) {
        embedderObject = object;
    }
}
