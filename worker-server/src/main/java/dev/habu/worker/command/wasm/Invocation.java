package dev.habu.worker.command.wasm;

import dev.habu.wasm.FunctionType;
import dev.habu.wasm.Instance;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.WasmFunction;
import java.io.PrintStream;
import java.util.List;

/** Calls one exported function with arguments from the command line and prints its results, one a line. */
record Invocation(String name, List<String> arguments) {
    void run(Instance instance, PrintStream out) {
        if (!(instance.export(name) instanceof WasmFunction function)) {
            throw new IllegalArgumentException("the module exports no function \"" + name + "\"");
        }
        for (Object result : function.apply(values(function.type()))) {
            out.println(result);
        }
    }

    private Object[] values(FunctionType type) {
        List<ValueType> params = type.params();
        if (params.size() != arguments.size()) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" has type " + type + " and was given " + arguments.size() + " arguments");
        }
        Object[] values = new Object[params.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(params.get(i), arguments.get(i));
        }
        return values;
    }

    private Object value(ValueType type, String text) {
        try {
            return switch (type) {
                case NumberType.I32 -> integer(text);
                case NumberType.I64 -> text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
                case NumberType.F32 -> Float.parseFloat(text);
                case NumberType.F64 -> Double.parseDouble(text);
                default ->
                    throw new IllegalArgumentException(
                            "\"" + name + "\" takes a " + type + ", which the command line cannot give");
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no " + type + " for \"" + name + "\"");
        }
    }

    private static int integer(String text) {
        return text.startsWith("-") ? Integer.parseInt(text) : Integer.parseUnsignedInt(text);
    }
}
