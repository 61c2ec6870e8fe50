package dev.habu.wasm;

/** A global instance (WebAssembly 3.0, section 4.2.9), one subclass for each way the JVM holds its value. Not thread-safe. */
public abstract sealed class Global extends Extern {
    private final GlobalType type;

    private Global(GlobalType type) {
        this.type = type;
    }

    /**
     * Makes a global.
     *
     * @param value its boxed value: {@link Integer}, {@link Long}, {@link Float}, {@link Double}, {@link V128}, or a reference or null
     */
    public static Global of(GlobalType type, Object value) {
        Global global = switch (type.valueType()) {
            case NumberType.I32 -> new I32(type);
            case NumberType.I64 -> new I64(type);
            case NumberType.F32 -> new F32(type);
            case NumberType.F64 -> new F64(type);
            case VectorType v -> new Vector(type);
            case RefType r -> new Ref(type);
        };
        global.put(value);
        return global;
    }

    @Override
    public final GlobalType type() {
        return type;
    }

    @Override
    public final boolean matches(ExternType wanted) {
        return wanted instanceof GlobalType that
                && type.mutable() == that.mutable()
                && (type.mutable()
                        ? type.valueType().equals(that.valueType())
                        : type.valueType().matches(that.valueType()));
    }

    /** The boxed value. */
    public abstract Object get();

    /**
     * Sets the value.
     *
     * @throws IllegalStateException if the global is immutable
     * @throws ClassCastException if the value is not of the JVM type for the global's type
     */
    public final void set(Object value) {
        if (!type.mutable()) {
            throw new IllegalStateException("the global is immutable");
        }
        put(value);
    }

    abstract void put(Object value);

    /** A global of type i32. */
    public static final class I32 extends Global {
        /** The value; compiled code uses this field. */
        public int value;

        private I32(GlobalType type) {
            super(type);
        }

        @Override
        public Object get() {
            return value;
        }

        @Override
        void put(Object v) {
            value = (Integer) v;
        }
    }

    /** A global of type i64. */
    public static final class I64 extends Global {
        /** The value; compiled code uses this field. */
        public long value;

        private I64(GlobalType type) {
            super(type);
        }

        @Override
        public Object get() {
            return value;
        }

        @Override
        void put(Object v) {
            value = (Long) v;
        }
    }

    /** A global of type f32. */
    public static final class F32 extends Global {
        /** The value; compiled code uses this field. */
        public float value;

        private F32(GlobalType type) {
            super(type);
        }

        @Override
        public Object get() {
            return value;
        }

        @Override
        void put(Object v) {
            value = (Float) v;
        }
    }

    /** A global of type f64. */
    public static final class F64 extends Global {
        /** The value; compiled code uses this field. */
        public double value;

        private F64(GlobalType type) {
            super(type);
        }

        @Override
        public Object get() {
            return value;
        }

        @Override
        void put(Object v) {
            value = (Double) v;
        }
    }

    /** A global of type v128. */
    public static final class Vector extends Global {
        /** The value; compiled code uses this field. */
        public V128 value;

        private Vector(GlobalType type) {
            super(type);
        }

        @Override
        public Object get() {
            return value;
        }

        @Override
        void put(Object v) {
            value = (V128) v;
        }
    }

    /** A global of a reference type. */
    public static final class Ref extends Global {
        /** The value; compiled code uses this field. */
        public Object value;

        private Ref(GlobalType type) {
            super(type);
        }

        @Override
        public Object get() {
            return value;
        }

        @Override
        void put(Object v) {
            value = v;
        }
    }
}
