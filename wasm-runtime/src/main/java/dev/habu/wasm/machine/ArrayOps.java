package dev.habu.wasm.machine;

import dev.habu.wasm.ArrayInstance;
import dev.habu.wasm.FunctionReference;
import dev.habu.wasm.Instance;
import dev.habu.wasm.Trap;
import dev.habu.wasm.V128;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Instructions on arrays (WebAssembly 3.0, section 4.6.6); compiled code calls them with operands, then indices, then the instance. */
public final class ArrayOps {
    /** HotSpot makes no longer arrays. */
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private ArrayOps() {}

    private static Trap outOfBounds(int index, int length, int limit) {
        return new Trap(
                Trap.Kind.ARRAY_OUT_OF_BOUNDS,
                Integer.toUnsignedString(length) + " elements at " + Integer.toUnsignedString(index) + " of " + limit);
    }

    private static Object nonNull(Object array) {
        if (array == null) {
            throw new Trap(Trap.Kind.NULL_ARRAY_REFERENCE);
        }
        return array;
    }

    private static int check(int index, int limit) {
        if (index < 0 || index >= limit) {
            throw outOfBounds(index, 1, limit);
        }
        return index;
    }

    private static void checkRange(int index, int length, int limit) {
        if (Integer.toUnsignedLong(index) + Integer.toUnsignedLong(length) > limit) {
            throw outOfBounds(index, length, limit);
        }
    }

    /** The length of a new array, if the JVM can make one of that length. */
    public static int newLength(int length) {
        if (length < 0 || length > MAX_LENGTH) {
            throw new Trap(
                    Trap.Kind.ARRAY_TOO_LARGE,
                    Integer.toUnsignedString(length) + " elements, the limit is " + MAX_LENGTH);
        }
        return length;
    }

    /** The length of a new array for a range of a data segment, if there is such a range. */
    public static int dataLength(int offset, int length, int elementSize, int segment, Instance instance) {
        instance.data(segment).range(offset, Integer.toUnsignedLong(length) * elementSize);
        return length;
    }

    /** The length of a new array for a range of an element segment, if there is such a range. */
    public static int elementsLength(int offset, int length, int segment, Instance instance) {
        checkElements(offset, length, instance.elements(segment));
        return length;
    }

    private static void checkElements(int offset, int length, Object[] items) {
        if (Integer.toUnsignedLong(offset) + Integer.toUnsignedLong(length) > items.length) {
            throw new Trap(
                    Trap.Kind.TABLE_OUT_OF_BOUNDS,
                    Integer.toUnsignedString(length) + " elements at " + Integer.toUnsignedString(offset)
                            + " of a segment of " + items.length);
        }
    }

    /** {@code array.len}. */
    public static int length(Object array) {
        return ((ArrayInstance) nonNull(array)).length();
    }

    /** {@code array.copy}. */
    public static void copy(Object array, int index, Object source, int sourceIndex, int length) {
        ArrayInstance to = (ArrayInstance) nonNull(array);
        ArrayInstance from = (ArrayInstance) nonNull(source);
        checkRange(index, length, to.length());
        checkRange(sourceIndex, length, from.length());
        System.arraycopy(from.elements(), sourceIndex, to.elements(), index, length);
    }

    /** {@code array.init_elem}. */
    public static void initElements(Object array, int index, int offset, int length, int segment, Instance instance) {
        Object[] elements = ((ArrayInstance.Ref) nonNull(array)).elements;
        checkRange(index, length, elements.length);
        Object[] items = instance.elements(segment);
        checkElements(offset, length, items);
        for (int i = 0; i < length; i++) {
            Object item = items[offset + i];
            elements[index + i] = item instanceof FunctionReference lazy ? lazy.function() : item;
        }
    }

    /** {@code array.init_data}. */
    public static void initData(Object array, int index, int offset, int length, int segment, Instance instance) {
        checkRange(index, length, ((ArrayInstance) nonNull(array)).length());
        switch ((ArrayInstance) array) {
            case ArrayInstance.I8 a ->
                data(offset, length, 1, segment, instance).get(a.elements, index, length);
            case ArrayInstance.I16 a ->
                data(offset, length, 2, segment, instance).asShortBuffer().get(a.elements, index, length);
            case ArrayInstance.I32 a ->
                data(offset, length, 4, segment, instance).asIntBuffer().get(a.elements, index, length);
            case ArrayInstance.I64 a ->
                data(offset, length, 8, segment, instance).asLongBuffer().get(a.elements, index, length);
            case ArrayInstance.F32 a ->
                data(offset, length, 4, segment, instance).asFloatBuffer().get(a.elements, index, length);
            case ArrayInstance.F64 a ->
                data(offset, length, 8, segment, instance).asDoubleBuffer().get(a.elements, index, length);
            case ArrayInstance.Vector a -> {
                ByteBuffer data = data(offset, length, 16, segment, instance);
                for (int i = 0; i < length; i++) {
                    a.elements[index + i] = V128.of(data.getLong(), data.getLong());
                }
            }
            case ArrayInstance.Ref a -> throw new IllegalArgumentException("an array of references has no bytes");
        }
    }

    private static ByteBuffer data(int offset, int length, int elementSize, int segment, Instance instance) {
        return instance.data(segment).range(offset, Integer.toUnsignedLong(length) * elementSize);
    }

    /** {@code array.get} of an array of i8. */
    public static int i8Get(Object array, int index) {
        byte[] elements = ((ArrayInstance.I8) nonNull(array)).elements;
        return elements[check(index, elements.length)];
    }

    /** {@code array.set} of an array of i8. */
    public static void i8Set(Object array, int index, int value) {
        byte[] elements = ((ArrayInstance.I8) nonNull(array)).elements;
        elements[check(index, elements.length)] = (byte) value;
    }

    /** {@code array.fill} of an array of i8. */
    public static void i8Fill(Object array, int index, int value, int length) {
        byte[] elements = ((ArrayInstance.I8) nonNull(array)).elements;
        checkRange(index, length, elements.length);
        Arrays.fill(elements, index, index + length, (byte) value);
    }

    /** {@code array.get} of an array of i16. */
    public static int i16Get(Object array, int index) {
        short[] elements = ((ArrayInstance.I16) nonNull(array)).elements;
        return elements[check(index, elements.length)];
    }

    /** {@code array.set} of an array of i16. */
    public static void i16Set(Object array, int index, int value) {
        short[] elements = ((ArrayInstance.I16) nonNull(array)).elements;
        elements[check(index, elements.length)] = (short) value;
    }

    /** {@code array.fill} of an array of i16. */
    public static void i16Fill(Object array, int index, int value, int length) {
        short[] elements = ((ArrayInstance.I16) nonNull(array)).elements;
        checkRange(index, length, elements.length);
        Arrays.fill(elements, index, index + length, (short) value);
    }

    /** {@code array.get} of an array of i32. */
    public static int i32Get(Object array, int index) {
        int[] elements = ((ArrayInstance.I32) nonNull(array)).elements;
        return elements[check(index, elements.length)];
    }

    /** {@code array.set} of an array of i32. */
    public static void i32Set(Object array, int index, int value) {
        int[] elements = ((ArrayInstance.I32) nonNull(array)).elements;
        elements[check(index, elements.length)] = value;
    }

    /** {@code array.fill} of an array of i32. */
    public static void i32Fill(Object array, int index, int value, int length) {
        int[] elements = ((ArrayInstance.I32) nonNull(array)).elements;
        checkRange(index, length, elements.length);
        Arrays.fill(elements, index, index + length, value);
    }

    /** {@code array.get} of an array of i64. */
    public static long i64Get(Object array, int index) {
        long[] elements = ((ArrayInstance.I64) nonNull(array)).elements;
        return elements[check(index, elements.length)];
    }

    /** {@code array.set} of an array of i64. */
    public static void i64Set(Object array, int index, long value) {
        long[] elements = ((ArrayInstance.I64) nonNull(array)).elements;
        elements[check(index, elements.length)] = value;
    }

    /** {@code array.fill} of an array of i64. */
    public static void i64Fill(Object array, int index, long value, int length) {
        long[] elements = ((ArrayInstance.I64) nonNull(array)).elements;
        checkRange(index, length, elements.length);
        Arrays.fill(elements, index, index + length, value);
    }

    /** {@code array.get} of an array of f32. */
    public static float f32Get(Object array, int index) {
        float[] elements = ((ArrayInstance.F32) nonNull(array)).elements;
        return elements[check(index, elements.length)];
    }

    /** {@code array.set} of an array of f32. */
    public static void f32Set(Object array, int index, float value) {
        float[] elements = ((ArrayInstance.F32) nonNull(array)).elements;
        elements[check(index, elements.length)] = value;
    }

    /** {@code array.fill} of an array of f32. */
    public static void f32Fill(Object array, int index, float value, int length) {
        float[] elements = ((ArrayInstance.F32) nonNull(array)).elements;
        checkRange(index, length, elements.length);
        Arrays.fill(elements, index, index + length, value);
    }

    /** {@code array.get} of an array of f64. */
    public static double f64Get(Object array, int index) {
        double[] elements = ((ArrayInstance.F64) nonNull(array)).elements;
        return elements[check(index, elements.length)];
    }

    /** {@code array.set} of an array of f64. */
    public static void f64Set(Object array, int index, double value) {
        double[] elements = ((ArrayInstance.F64) nonNull(array)).elements;
        elements[check(index, elements.length)] = value;
    }

    /** {@code array.fill} of an array of f64. */
    public static void f64Fill(Object array, int index, double value, int length) {
        double[] elements = ((ArrayInstance.F64) nonNull(array)).elements;
        checkRange(index, length, elements.length);
        Arrays.fill(elements, index, index + length, value);
    }

    /** The elements of a new array of v128. */
    public static V128[] vectors(int length) {
        V128[] elements = new V128[length];
        Arrays.fill(elements, V128.ZERO);
        return elements;
    }

    /** {@code array.get} of an array of v128. */
    public static V128 vectorGet(Object array, int index) {
        V128[] elements = ((ArrayInstance.Vector) nonNull(array)).elements;
        return elements[check(index, elements.length)];
    }

    /** {@code array.set} of an array of v128. */
    public static void vectorSet(Object array, int index, V128 value) {
        V128[] elements = ((ArrayInstance.Vector) nonNull(array)).elements;
        elements[check(index, elements.length)] = value;
    }

    /** {@code array.fill} of an array of v128. */
    public static void vectorFill(Object array, int index, V128 value, int length) {
        V128[] elements = ((ArrayInstance.Vector) nonNull(array)).elements;
        checkRange(index, length, elements.length);
        Arrays.fill(elements, index, index + length, value);
    }

    /** {@code array.get} of an array of ref. */
    public static Object refGet(Object array, int index) {
        Object[] elements = ((ArrayInstance.Ref) nonNull(array)).elements;
        return elements[check(index, elements.length)];
    }

    /** {@code array.set} of an array of ref. */
    public static void refSet(Object array, int index, Object value) {
        Object[] elements = ((ArrayInstance.Ref) nonNull(array)).elements;
        elements[check(index, elements.length)] = value;
    }

    /** {@code array.fill} of an array of ref. */
    public static void refFill(Object array, int index, Object value, int length) {
        Object[] elements = ((ArrayInstance.Ref) nonNull(array)).elements;
        checkRange(index, length, elements.length);
        Arrays.fill(elements, index, index + length, value);
    }
}
