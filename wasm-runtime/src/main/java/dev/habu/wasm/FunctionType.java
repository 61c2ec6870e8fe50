package dev.habu.wasm;

import java.util.List;
import java.util.stream.Collectors;

/** A function type (WebAssembly 3.0, section 2.3.11). Two function types are the same type if they are equal. */
public final class FunctionType extends DefinedType implements ExternType {
    private List<ValueType> params;
    private List<ValueType> results;

    /** Makes a final type without a supertype, alone in its recursion group. */
    public FunctionType(List<? extends ValueType> params, List<? extends ValueType> results) {
        define(params, results);
    }

    FunctionType() {}

    void define(List<? extends ValueType> itsParams, List<? extends ValueType> itsResults) {
        params = List.copyOf(itsParams);
        results = List.copyOf(itsResults);
    }

    /** The types of the parameters. */
    public List<ValueType> params() {
        return params;
    }

    /** The types of the results. */
    public List<ValueType> results() {
        return results;
    }

    @Override
    AbstractHeapType kind() {
        return AbstractHeapType.FUNC;
    }

    @Override
    String form(RecursionGroup.TypeNames names) {
        return "func " + params.stream().map(names::of).toList()
                + results.stream().map(names::of).toList();
    }

    @Override
    public String toString() {
        return list(params) + " -> " + list(results);
    }

    private static String list(List<ValueType> types) {
        return types.stream().map(Object::toString).collect(Collectors.joining(" ", "[", "]"));
    }
}
