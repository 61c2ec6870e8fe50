package dev.habu.wasm.signature;

import dev.habu.wasm.DefinedType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.HostFunction;
import dev.habu.wasm.WasmFunction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The one class for each type that modules define. Modules call each other's functions through a shared table and hand each other structures, so all of them must mean
 * the same class by the same type: it is defined once, by the class loader of this package. A compiled jar carries the classes that it needs, so on the class path they are
 * simply found (and can be in the JDK's AOT cache); otherwise they are defined on demand.
 */
public final class Signatures {
    private static final String PACKAGE = "dev.habu.wasm.signature";
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final ConcurrentHashMap<FunctionType, MethodHandle> CONSTRUCTORS = new ConcurrentHashMap<>();

    private Signatures() {}

    /** The binary name of the class for a type, with dots. */
    public static String className(DefinedType type) {
        return PACKAGE + "." + type.identity();
    }

    /** Whether a class name is that of the class for a type. */
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
    public static Class<?> classOf(DefinedType type) {
        if (type.supertype() != null) {
            classOf(type.supertype()); // must exist before its subclass
        }
        return find(
                className(type),
                () -> ServiceLoader.load(SignatureSource.class, Signatures.class.getClassLoader())
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(
                                "no class for type " + type + ": wasm-compiler is not on the class path"))
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
}
