package dev.habu.wasm;

import java.util.Locale;

/** The abstract heap types (WebAssembly 3.0, section 2.3.3), each with the one directly above it. */
public enum AbstractHeapType implements HeapType {
    ANY(null),
    EQ(ANY),
    I31(EQ),
    STRUCT(EQ),
    ARRAY(EQ),
    FUNC(null),
    EXTERN(null),
    EXN(null),
    NONE(null),
    NOFUNC(null),
    NOEXTERN(null),
    NOEXN(null);

    private final AbstractHeapType parent;

    AbstractHeapType(AbstractHeapType parent) {
        this.parent = parent;
    }

    /** The bottom type of this type's hierarchy. */
    private AbstractHeapType bottom() {
        return switch (this) {
            case ANY, EQ, I31, STRUCT, ARRAY, NONE -> NONE;
            case FUNC, NOFUNC -> NOFUNC;
            case EXTERN, NOEXTERN -> NOEXTERN;
            case EXN, NOEXN -> NOEXN;
        };
    }

    @Override
    public boolean matches(HeapType other) {
        if (!(other instanceof AbstractHeapType that)) {
            return this == NOFUNC;
        }
        if (this == bottom()) {
            return bottom() == that.bottom();
        }
        for (AbstractHeapType t = this; t != null; t = t.parent) {
            if (t == that) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
