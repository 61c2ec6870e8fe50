package dev.habu.wasm;

/**
 * An array (WebAssembly 3.0, section 4.2.15): a Java array and, by its generated class, its type. The class of the supertype is the superclass, at the top stands the
 * class for what the elements are. Compiled code uses the arrays themselves.
 */
public abstract sealed class ArrayInstance extends EqObject {
    private ArrayInstance() {}

    /** How many elements it has. */
    public abstract int length();

    /** The Java array. */
    public abstract Object elements();

    /** An array of i8. */
    public abstract static non-sealed class I8 extends ArrayInstance {
        /** The elements. */
        public final byte[] elements;

        /** For the generated subclasses. */
        protected I8(byte[] elements) {
            this.elements = elements;
        }

        @Override
        public final int length() {
            return elements.length;
        }

        @Override
        public final Object elements() {
            return elements;
        }
    }

    /** An array of i16. */
    public abstract static non-sealed class I16 extends ArrayInstance {
        /** The elements. */
        public final short[] elements;

        /** For the generated subclasses. */
        protected I16(short[] elements) {
            this.elements = elements;
        }

        @Override
        public final int length() {
            return elements.length;
        }

        @Override
        public final Object elements() {
            return elements;
        }
    }

    /** An array of i32. */
    public abstract static non-sealed class I32 extends ArrayInstance {
        /** The elements. */
        public final int[] elements;

        /** For the generated subclasses. */
        protected I32(int[] elements) {
            this.elements = elements;
        }

        @Override
        public final int length() {
            return elements.length;
        }

        @Override
        public final Object elements() {
            return elements;
        }
    }

    /** An array of i64. */
    public abstract static non-sealed class I64 extends ArrayInstance {
        /** The elements. */
        public final long[] elements;

        /** For the generated subclasses. */
        protected I64(long[] elements) {
            this.elements = elements;
        }

        @Override
        public final int length() {
            return elements.length;
        }

        @Override
        public final Object elements() {
            return elements;
        }
    }

    /** An array of f32. */
    public abstract static non-sealed class F32 extends ArrayInstance {
        /** The elements. */
        public final float[] elements;

        /** For the generated subclasses. */
        protected F32(float[] elements) {
            this.elements = elements;
        }

        @Override
        public final int length() {
            return elements.length;
        }

        @Override
        public final Object elements() {
            return elements;
        }
    }

    /** An array of f64. */
    public abstract static non-sealed class F64 extends ArrayInstance {
        /** The elements. */
        public final double[] elements;

        /** For the generated subclasses. */
        protected F64(double[] elements) {
            this.elements = elements;
        }

        @Override
        public final int length() {
            return elements.length;
        }

        @Override
        public final Object elements() {
            return elements;
        }
    }

    /** An array of v128. */
    public abstract static non-sealed class Vector extends ArrayInstance {
        /** The elements. */
        public final V128[] elements;

        /** For the generated subclasses. */
        protected Vector(V128[] elements) {
            this.elements = elements;
        }

        @Override
        public final int length() {
            return elements.length;
        }

        @Override
        public final Object elements() {
            return elements;
        }
    }

    /** An array of a reference type. */
    public abstract static non-sealed class Ref extends ArrayInstance {
        /** The elements. */
        public final Object[] elements;

        /** For the generated subclasses. */
        protected Ref(Object[] elements) {
            this.elements = elements;
        }

        @Override
        public final int length() {
            return elements.length;
        }

        @Override
        public final Object elements() {
            return elements;
        }
    }
}
