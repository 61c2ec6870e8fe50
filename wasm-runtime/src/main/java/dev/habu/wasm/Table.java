package dev.habu.wasm;

import java.util.Arrays;

/** A table instance (WebAssembly 3.0, section 4.2.7): references by index. Not thread-safe. */
public final class Table implements Extern {
  /** The most elements that a table can have, as in the JavaScript API (section 7, implementation limits). */
  public static final int MAX_SIZE = 10_000_000;

  /** The elements; those of a function table may be {@link LazyFunction}s that {@link #get} replaces. */
  private Object[] elements;

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
      throw new LinkException("table of " + Long.toUnsignedString(min) + " elements is above the limit of " + MAX_SIZE);
    }
    elements = new Object[(int) min];
    if (value != null) {
      Arrays.fill(elements, value);
    }
  }

  @Override
  public TableType type() {
    return new TableType(type.elementType(), new Limits(elements.length, type.limits().max()), type.table64());
  }

  @Override
  public boolean matches(ExternType wanted) {
    return wanted instanceof TableType that
        && type.table64() == that.table64()
        && type.elementType().equals(that.elementType())
        && type.limits().matches(elements.length, that.limits());
  }

  /** The current size in elements. */
  public int size() {
    return elements.length;
  }

  /** {@code table.get}; the index is unsigned. */
  public Object get(int index) {
    if (Integer.compareUnsigned(index, elements.length) >= 0) {
      throw outOfBounds(index, 1, elements.length);
    }
    Object element = elements[index];
    return element instanceof LazyFunction lazy ? elements[index] = lazy.resolve() : element;
  }

  /** {@code table.set}; the caller has checked that {@code value} is of the element type. */
  public void set(int index, Object value) {
    if (Integer.compareUnsigned(index, elements.length) >= 0) {
      throw outOfBounds(index, 1, elements.length);
    }
    elements[index] = value;
  }

  /**
   * Grows by {@code delta} elements, unsigned.
   *
   * @return the size before, or -1 if the maximum or {@value #MAX_SIZE} forbids it
   */
  public int grow(Object value, int delta) {
    int before = elements.length;
    long after = before + Integer.toUnsignedLong(delta);
    Long max = type.limits().max();
    if (after > MAX_SIZE || (max != null && Long.compareUnsigned(after, max) > 0)) {
      return -1;
    }
    elements = Arrays.copyOf(elements, (int) after);
    if (value != null) {
      Arrays.fill(elements, before, elements.length, value);
    }
    return before;
  }

  /** {@code table.fill}. */
  public void fill(int index, Object value, int length) {
    checkRange(index, length, elements.length);
    Arrays.fill(elements, index, index + length, value);
  }

  /** {@code table.copy} from {@code source}, which may be this table. */
  public void copy(int index, Table source, int sourceIndex, int length) {
    checkRange(sourceIndex, length, source.elements.length);
    checkRange(index, length, elements.length);
    System.arraycopy(source.elements, sourceIndex, elements, index, length);
  }

  /** {@code table.init} from an element segment's items. */
  public void init(int index, Object[] segment, int offset, int length) {
    checkRange(offset, length, segment.length);
    checkRange(index, length, elements.length);
    System.arraycopy(segment, offset, elements, index, length);
  }

  /** The element as it is stored, or null if the index is out of bounds: the first, cheap look of an indirect call. */
  public Object peek(int index) {
    Object[] e = elements;
    return index >= 0 && index < e.length ? e[index] : null;
  }

  /**
   * The function at an index for an indirect call whose {@link #peek} was not a function of the wanted signature.
   *
   * @param signature the class that stands for the wanted function type
   * @throws Trap if the index is out of bounds, the element is null, or the function has another type
   */
  public WasmFunction callee(int index, Class<?> signature) {
    if (Integer.compareUnsigned(index, elements.length) >= 0) {
      throw new Trap(
          Trap.Kind.UNDEFINED_ELEMENT, "index " + Integer.toUnsignedString(index) + " in a table of " + elements.length);
    }
    Object element = get(index);
    if (element == null) {
      throw new Trap(Trap.Kind.UNINITIALIZED_ELEMENT, "index " + index);
    }
    if (!signature.isInstance(element)) {
      throw new Trap(
          Trap.Kind.INDIRECT_CALL_TYPE_MISMATCH, "index " + index + " has type " + ((WasmFunction) element).type());
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
