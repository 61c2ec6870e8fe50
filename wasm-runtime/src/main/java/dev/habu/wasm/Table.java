package dev.habu.wasm;

import java.util.Arrays;

/**
 * A table instance (WebAssembly 3.0, section 4.2.7): references by index. Wherever it takes a function, it also takes the {@link FunctionReference} of one
 * that is not to be made yet. Not thread-safe.
 */
public final class Table extends Extern {
    /** The most elements that a table can have, as in the JavaScript API (section 7, implementation limits). */
    public static final int MAX_SIZE = 10_000_000;

    /** The elements; {@link #get} replaces {@link FunctionReference}s. May be longer than the table, which then has room to grow. */
    private Object[] elements;

    private int size;

    private final TableType type;

    /**
     * Makes a table of the type's minimum size.
     *
     * @param value what each element is at first
     * @throws LinkException if the minimum is above {@value #MAX_SIZE} elements
     */
    public Table(TableType type, Object value) {
        this.type = type;
        long min = type.limits().min();
        if (Long.compareUnsigned(min, MAX_SIZE) > 0) {
            throw new LinkException(
                    "table of " + Long.toUnsignedString(min) + " elements is above the limit of " + MAX_SIZE);
        }
        size = (int) min;
        elements = new Object[size];
        if (value != null) {
            Arrays.fill(elements, value);
        }
    }

    @Override
    public TableType type() {
        return new TableType(type.elementType(), new Limits(size, type.limits().max()), type.table64());
    }

    @Override
    public boolean matches(ExternType wanted) {
        return wanted instanceof TableType that
                && type.table64() == that.table64()
                && type.elementType().equals(that.elementType())
                && type.limits().matches(size, that.limits());
    }

    /** A 64-bit index or length as the 32-bit one that tables have; one that no table has becomes another of that kind. */
    public static int index(long wide) {
        return wide >>> 31 == 0 ? (int) wide : -1;
    }

    /** The current size in elements. */
    public int size() {
        return size;
    }

    /** {@code table.get}; the index is unsigned. */
    public Object get(int index) {
        if (Integer.compareUnsigned(index, size) >= 0) {
            throw outOfBounds(index, 1, size);
        }
        Object element = elements[index];
        return element instanceof FunctionReference lazy ? elements[index] = lazy.function() : element;
    }

    /** {@code table.get} of a function table without making the function object; null for a null element. */
    public FunctionReference reference(int index) {
        if (Integer.compareUnsigned(index, size) >= 0) {
            throw outOfBounds(index, 1, size);
        }
        Object element = elements[index];
        return element instanceof WasmFunction function ? function.reference() : (FunctionReference) element;
    }

    /** {@code table.set}; the caller has checked that {@code value} is of the element type. */
    public void set(int index, Object value) {
        if (Integer.compareUnsigned(index, size) >= 0) {
            throw outOfBounds(index, 1, size);
        }
        elements[index] = value;
    }

    /**
     * Grows by {@code delta} elements, unsigned.
     *
     * @return the size before, or -1 if the maximum or {@value #MAX_SIZE} forbids it
     */
    public int grow(Object value, int delta) {
        int before = size;
        long after = before + Integer.toUnsignedLong(delta);
        Long max = type.limits().max();
        if (after > MAX_SIZE || (max != null && Long.compareUnsigned(after, max) > 0)) {
            return -1;
        }
        if (after > elements.length) {
            elements = Arrays.copyOf(elements, (int) Math.clamp(after + before / 2, after, MAX_SIZE));
        }
        size = (int) after;
        if (value != null) {
            Arrays.fill(elements, before, size, value);
        }
        return before;
    }

    /** {@code table.fill}. */
    public void fill(int index, Object value, int length) {
        checkRange(index, length, size);
        Arrays.fill(elements, index, index + length, value);
    }

    /** {@code table.copy} from {@code source}, which may be this table. */
    public void copy(int index, Table source, int sourceIndex, int length) {
        checkRange(sourceIndex, length, source.size);
        checkRange(index, length, size);
        System.arraycopy(source.elements, sourceIndex, elements, index, length);
    }

    /** {@code table.init} from an element segment's items. */
    public void init(int index, Object[] segment, int offset, int length) {
        checkRange(offset, length, segment.length);
        checkRange(index, length, size);
        System.arraycopy(segment, offset, elements, index, length);
    }

    /** The element as it is stored, or null if the index is out of bounds: the first, cheap look of an indirect call. */
    public Object peek(int index) {
        Object[] e = elements;
        return index >= 0 && index < e.length ? e[index] : null; // Beyond the size all elements are null.
    }

    /**
     * The function at an index for an indirect call whose {@link #peek} was not a function of the wanted signature.
     *
     * @param signature the class that stands for the wanted function type
     * @throws Trap if the index is out of bounds, the element is null, or the function has another type
     */
    public WasmFunction callee(int index, Class<?> signature) {
        if (Integer.compareUnsigned(index, size) >= 0) {
            throw new Trap(
                    Trap.Kind.UNDEFINED_ELEMENT, "index " + Integer.toUnsignedString(index) + " in a table of " + size);
        }
        Object element = get(index);
        if (element == null) {
            throw new Trap(Trap.Kind.UNINITIALIZED_ELEMENT, "index " + index);
        }
        if (!signature.isInstance(element)) {
            throw new Trap(
                    Trap.Kind.INDIRECT_CALL_TYPE_MISMATCH,
                    "index " + index + " has type " + ((WasmFunction) element).type());
        }
        return (WasmFunction) element;
    }

    private static void checkRange(int index, int length, int limit) {
        if (Integer.toUnsignedLong(index) + Integer.toUnsignedLong(length) > limit) {
            throw outOfBounds(index, length, limit);
        }
    }

    private static Trap outOfBounds(int index, int length, int limit) {
        return new Trap(
                Trap.Kind.TABLE_OUT_OF_BOUNDS,
                Integer.toUnsignedString(length) + " elements at " + Integer.toUnsignedString(index) + " of " + limit);
    }
}
