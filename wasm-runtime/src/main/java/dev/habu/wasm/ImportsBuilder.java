package dev.habu.wasm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects imports, among them Java methods with Java's types: {@code int} is i32, {@code long} i64, {@code float} f32, {@code double} f64, {@link V128}
 * v128, {@link Object} an externref, and a method returns one of them or {@code void}. A later import replaces an earlier one of the same name. Not thread-safe.
 *
 * {@snippet lang = java:
 * Imports imports = Imports.builder().methods("env", new Host()).add("env", "memory", memory).build();
 * }
 */
public final class ImportsBuilder {
    private static final MethodType ANY = MethodType.methodType(Object.class, Object[].class);

    /** Makes the function once somebody asks for it: that defines the class of its type. */
    private interface Source {
        Extern get();
    }

    private final Map<String, Map<String, Source>> modules = new HashMap<>();
    private final List<Imports> others = new ArrayList<>();

    ImportsBuilder() {}

    /** Offers a function, table, memory, global or tag. */
    public ImportsBuilder add(String module, String name, Extern value) {
        modules.computeIfAbsent(module, _ -> new HashMap<>()).put(name, () -> value);
        return this;
    }

    /**
     * Offers the method behind a handle as a function of the type that the handle has.
     *
     * @throws IllegalArgumentException if a parameter or the result has a Java type that stands for no WebAssembly type
     */
    public ImportsBuilder function(String module, String name, MethodHandle handle) {
        FunctionType type = functionType(name, handle.type());
        MethodHandle spread = handle.asFixedArity()
                .asSpreader(Object[].class, handle.type().parameterCount())
                .asType(ANY);
        HostFunction host = arguments -> call(spread, arguments, !type.results().isEmpty());
        modules.computeIfAbsent(module, _ -> new HashMap<>()).put(name, () -> WasmFunction.of(type, host));
        return this;
    }

    /**
     * Offers every public method that the object's class itself declares, under its own name. What is not public or is inherited is not offered.
     *
     * @throws IllegalArgumentException if the class is not public, a method is overloaded, or has a type as in {@link #function}
     */
    public ImportsBuilder methods(String module, Object host) {
        Class<?> type = host.getClass();
        Map<String, Method> methods = new HashMap<>();
        for (Method method : type.getDeclaredMethods()) {
            boolean offered = Modifier.isPublic(method.getModifiers()) && !method.isSynthetic();
            if (offered && methods.put(method.getName(), method) != null) {
                throw new IllegalArgumentException(
                        "method " + method.getName() + " of " + type.getName() + " is overloaded");
            }
        }
        for (Method method : methods.values()) {
            try {
                MethodHandle handle = MethodHandles.publicLookup().unreflect(method);
                boolean isStatic = Modifier.isStatic(method.getModifiers());
                function(module, method.getName(), isStatic ? handle : handle.bindTo(host));
            } catch (IllegalAccessException e) {
                throw new IllegalArgumentException(type.getName() + " is not public", e);
            }
        }
        return this;
    }

    /** Asks other imports, such as WASI, for what has not been added here. */
    public ImportsBuilder others(Imports imports) {
        others.add(imports);
        return this;
    }

    /** What has been collected; not changed by what is added later. */
    public Imports build() {
        Map<String, Map<String, Source>> own = new HashMap<>();
        modules.forEach((module, names) -> own.put(module, Map.copyOf(names)));
        List<Imports> further = List.copyOf(others);
        return (module, name, type) -> {
            Source source = own.getOrDefault(module, Map.of()).get(name);
            if (source != null) {
                return source.get();
            }
            for (Imports imports : further) {
                Extern value = imports.resolve(module, name, type);
                if (value != null) {
                    return value;
                }
            }
            return null;
        };
    }

    private static FunctionType functionType(String name, MethodType type) {
        List<ValueType> params = new ArrayList<>();
        for (Class<?> param : type.parameterList()) {
            params.add(valueType(name, param));
        }
        Class<?> result = type.returnType();
        return new FunctionType(params, result == void.class ? List.of() : List.of(valueType(name, result)));
    }

    private static ValueType valueType(String name, Class<?> type) {
        if (type == int.class) {
            return NumberType.I32;
        }
        if (type == long.class) {
            return NumberType.I64;
        }
        if (type == float.class) {
            return NumberType.F32;
        }
        if (type == double.class) {
            return NumberType.F64;
        }
        if (type == V128.class) {
            return VectorType.V128;
        }
        if (type == Object.class) {
            return RefType.EXTERNREF;
        }
        throw new IllegalArgumentException(
                "method " + name + ": " + type.getName() + " stands for no WebAssembly type");
    }

    private static Object[] call(MethodHandle handle, Object[] arguments, boolean hasResult) {
        try {
            Object result = handle.invokeExact(arguments);
            return hasResult ? new Object[] {result} : null;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a host function threw a checked exception: " + e, e);
        }
    }
}
