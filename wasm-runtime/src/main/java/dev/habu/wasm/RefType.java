package dev.habu.wasm;

/**
 * A reference type (WebAssembly 3.0, section 2.3.4).
 *
 * @param nullable whether null is a value of the type
 * @param heapType what a reference that is not null points to
 */
public record RefType(boolean nullable, HeapType heapType) implements ValueType {
    /** Any function or null. */
    public static final RefType FUNCREF = new RefType(true, AbstractHeapType.FUNC);

    /** Any value of the embedder or null. */
    public static final RefType EXTERNREF = new RefType(true, AbstractHeapType.EXTERN);

    /** Any exception or null. */
    public static final RefType EXNREF = new RefType(true, AbstractHeapType.EXN);

    @Override
    public boolean matches(ValueType other) {
        return other instanceof RefType that && (that.nullable || !nullable) && heapType.matches(that.heapType);
    }

    /** Whether an object or null is a value of this type. */
    public boolean contains(Object value) {
        return value == null ? nullable : heapType.contains(value);
    }

    @Override
    public boolean isDefaultable() {
        return nullable;
    }

    @Override
    public String toString() {
        if (nullable && heapType instanceof AbstractHeapType abstractType) {
            return switch (abstractType) {
                case NONE -> "nullref";
                case NOFUNC -> "nullfuncref";
                case NOEXTERN -> "nullexternref";
                case NOEXN -> "nullexnref";
                default -> heapType + "ref";
            };
        }
        return "(ref " + (nullable ? "null " : "") + name() + ")";
    }

    /** What it points to; types that may contain themselves only by their beginning. */
    private String name() {
        return switch (heapType) {
            case AbstractHeapType heap -> heap.toString();
            case FunctionType function when !function.identity().startsWith("T") -> function.toString();
            case DefinedType defined ->
                defined.kind() + " type " + defined.identity().substring(1, 7);
        };
    }
}
