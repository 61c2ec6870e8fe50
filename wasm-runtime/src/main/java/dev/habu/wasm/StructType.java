package dev.habu.wasm;

import java.util.List;

/** A structure type (WebAssembly 3.0, section 2.3.9). */
public final class StructType extends DefinedType {
    private List<FieldType> fields;

    StructType() {}

    void define(List<FieldType> itsFields) {
        fields = List.copyOf(itsFields);
    }

    /** The types of the fields, those of the supertype first. */
    public List<FieldType> fields() {
        return fields;
    }

    @Override
    AbstractHeapType kind() {
        return AbstractHeapType.STRUCT;
    }

    @Override
    String form(RecursionGroup.TypeNames names) {
        return "struct " + fields.stream().map(names::of).toList();
    }

    @Override
    public String toString() {
        return "struct " + fields;
    }
}
