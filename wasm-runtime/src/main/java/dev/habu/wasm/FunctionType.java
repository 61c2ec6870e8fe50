package dev.habu.wasm;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A function type (WebAssembly 3.0, section 2.3.8). Two function types are the same type if they are equal.
 *
 * @param params the types of the parameters
 * @param results the types of the results
 */
public record FunctionType(List<ValueType> params, List<ValueType> results) implements HeapType, ExternType {
    public FunctionType {
        params = List.copyOf(params);
        results = List.copyOf(results);
    }

    @Override
    public boolean matches(HeapType other) {
        return equals(other) || other == AbstractHeapType.FUNC;
    }

    @Override
    public String toString() {
        return list(params) + " -> " + list(results);
    }

    private static String list(List<ValueType> types) {
        return types.stream().map(Object::toString).collect(Collectors.joining(" ", "[", "]"));
    }
}
