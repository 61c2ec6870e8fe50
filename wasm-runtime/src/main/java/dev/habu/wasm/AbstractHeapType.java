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
            return this == (other instanceof FunctionType ? NOFUNC : NONE);
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

    /** The top type of this type's hierarchy. */
    public AbstractHeapType top() {
        return switch (bottom()) {
            case NONE -> ANY;
            case NOFUNC -> FUNC;
            case NOEXTERN -> EXTERN;
            default -> EXN;
        };
    }

    @Override
    public boolean contains(Object object) {
        return switch (this) {
            case ANY, EXTERN -> object != null;
            case EQ -> object instanceof EqObject;
            case I31 -> object instanceof I31;
            case STRUCT -> object instanceof StructInstance;
            case ARRAY -> object instanceof ArrayInstance;
            case FUNC -> object instanceof WasmFunction;
            case EXN -> object instanceof WasmException;
            case NONE, NOFUNC, NOEXTERN, NOEXN -> false;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
