package dev.habu.wasm;

/** An array type (WebAssembly 3.0, section 2.3.9). */
public final class ArrayType extends DefinedType {
    private FieldType element;

    ArrayType() {}

    void define(FieldType itsElement) {
        element = itsElement;
    }

    /** The type of the elements. */
    public FieldType element() {
        return element;
    }

    @Override
    AbstractHeapType kind() {
        return AbstractHeapType.ARRAY;
    }

    @Override
    String form(RecursionGroup.TypeNames names) {
        return "array " + names.of(element);
    }

    @Override
    public String toString() {
        return "array " + element;
    }
}
