package dev.habu.wasm.signature;

import dev.habu.wasm.AbstractHeapType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.HostFunction;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.VectorType;
import dev.habu.wasm.WasmFunction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The one class for each function type. Modules call each other's functions through a shared table, so all of them must mean the same class by the same
 * type: it is defined once, by the class loader of this package. A compiled jar carries the classes that it needs, so on the class path they are
 * simply found (and can be in the JDK's AOT cache); otherwise they are defined on demand.
 */
public final class Signatures {
    private static final String PACKAGE = "dev.habu.wasm.signature";
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final ConcurrentHashMap<FunctionType, MethodHandle> CONSTRUCTORS = new ConcurrentHashMap<>();

    private Signatures() {}

    /** The binary name of the class for a function type, with dots. */
    public static String className(FunctionType type) {
        return PACKAGE + "." + letters(type.params()) + "_" + letters(type.results());
    }

    /** Whether a class name is that of a signature class. */
    public static boolean isSignature(String className) {
        return className.startsWith(PACKAGE + ".") && className.indexOf('_') > 0;
    }

    /** A function of the type's class that calls {@code host}. */
    public static WasmFunction host(FunctionType type, HostFunction host) {
        MethodHandle constructor = CONSTRUCTORS.computeIfAbsent(type, Signatures::constructor);
        try {
            return (WasmFunction) constructor.invokeExact(type, host);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot make a host function of type " + type, e);
        }
    }

    /** The class for {@code type}, made by the service {@link SignatureSource} if the class path has none. */
    public static Class<?> classOf(FunctionType type) {
        return find(
                className(type),
                () -> ServiceLoader.load(SignatureSource.class, Signatures.class.getClassLoader())
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(
                                "no class for function type " + type + ": wasm-compiler is not on the class path"))
                        .classFile(type));
    }

    /** The class of that name, defined from {@code classFile} if it does not exist yet. */
    public static synchronized Class<?> find(String className, Supplier<byte[]> classFile) {
        try {
            return Class.forName(className, false, Signatures.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            try {
                return LOOKUP.defineClass(classFile.get());
            } catch (IllegalAccessException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private static MethodHandle constructor(FunctionType type) {
        try {
            return LOOKUP.findConstructor(
                            classOf(type), MethodType.methodType(void.class, FunctionType.class, HostFunction.class))
                    .asType(MethodType.methodType(WasmFunction.class, FunctionType.class, HostFunction.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the class for function type " + type + " is not one", e);
        }
    }

    private static String letters(List<ValueType> types) {
        StringBuilder letters = new StringBuilder();
        for (ValueType type : types) {
            switch (type) {
                case NumberType.I32 -> letters.append('I');
                case NumberType.I64 -> letters.append('J');
                case NumberType.F32 -> letters.append('F');
                case NumberType.F64 -> letters.append('D');
                case VectorType v -> letters.append('V');
                case RefType ref -> letters.append(letters(ref));
            }
        }
        return letters.toString();
    }

    private static String letters(RefType type) {
        String nullable = type.nullable() ? "" : "n";
        return switch (type.heapType()) {
            case AbstractHeapType.FUNC -> nullable + "A";
            case AbstractHeapType.EXTERN -> nullable + "X";
            case AbstractHeapType.EXN -> nullable + "E";
            case AbstractHeapType other -> nullable + "L" + other + "$";
            case FunctionType f -> nullable + "R" + letters(f.params()) + "$" + letters(f.results()) + "$";
        };
    }
}
