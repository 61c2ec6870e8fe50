package dev.habu.wasm;

import dev.habu.wasm.signature.Signatures;

/**
 * A type that a module defines (WebAssembly 3.0, sections 2.3.8 to 2.3.11): a function, structure or array type with its place in the hierarchy of subtypes. Types
 * of different modules are the same type, and equal, if their recursion groups have the same form.
 */
public abstract sealed class DefinedType implements HeapType permits FunctionType, StructType, ArrayType {
    private RecursionGroup group;
    private int index;
    private boolean isFinal = true;
    private DefinedType supertype;
    private String identity;
    private Class<?> javaClass;

    /** For the kinds of types; a type that is put in no group is alone in one. */
    DefinedType() {}

    final void place(RecursionGroup itsGroup, int itsIndex) {
        group = itsGroup;
        index = itsIndex;
    }

    final void subtyping(boolean itIsFinal, DefinedType itsSupertype) {
        isFinal = itIsFinal;
        supertype = itsSupertype;
    }

    /** The recursion group that it is defined in. */
    public final RecursionGroup group() {
        if (group == null) {
            group = RecursionGroup.of(this);
        }
        return group;
    }

    final int index() {
        return index;
    }

    /** Whether it has no subtypes. */
    public final boolean isFinal() {
        return isFinal;
    }

    /** The type directly above it, or null. */
    public final DefinedType supertype() {
        return supertype;
    }

    /** A name that all equal types have and no other, in letters, digits and {@code _ $}; the same in every process. */
    public final String identity() {
        if (identity == null) {
            identity = group().identity(this);
        }
        return identity;
    }

    /** The abstract heap type that has all types of this kind. */
    abstract AbstractHeapType kind();

    /** The types that stand in the definition, to be written by {@code out}. */
    abstract String form(RecursionGroup.TypeNames names);

    @Override
    public final boolean matches(HeapType other) {
        if (other instanceof AbstractHeapType) {
            return kind().matches(other);
        }
        for (DefinedType type = this; type != null; type = type.supertype) {
            if (type.equals(other)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public final boolean contains(Object object) {
        if (javaClass == null) {
            javaClass = Signatures.classOf(this);
        }
        return javaClass.isInstance(object);
    }

    @Override
    public final boolean equals(Object other) {
        return this == other || (other instanceof DefinedType that && identity().equals(that.identity()));
    }

    @Override
    public final int hashCode() {
        return identity().hashCode();
    }
}
