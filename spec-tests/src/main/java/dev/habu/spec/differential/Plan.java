package dev.habu.spec.differential;

import dev.habu.compiler.module.WasmModule;
import dev.habu.wasm.ExportType;
import dev.habu.wasm.ExternType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.GlobalType;
import dev.habu.wasm.MemoryType;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.descriptor.ExportDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What is done with a module: which exported functions are called, in which order and with what, and which memories and globals are looked at in the end.
 *
 * @param exports the module's exports
 */
record Plan(List<ExportType> exports, List<Call> calls, List<Integer> globals, List<Integer> memories) {
    private static final long[] TELLING = {
        0, 1, -1, 2, 7, 31, 64, 127, 255, 65_535, 65_536, Integer.MIN_VALUE, Integer.MAX_VALUE, 1L << 32, Long.MIN_VALUE
    };
    private static final double[] TELLING_FLOATS = {
        0.0, -0.0, 1, -1.5, 0x1p31, -0x1p63, 0x1p64, 1e-310, Double.MAX_VALUE, Double.POSITIVE_INFINITY, 16_777_217
    };

    /**
     * A call.
     *
     * @param export the index of the export
     * @param arguments the bits of each argument; 0 for a reference, which is null
     */
    record Call(int export, FunctionType type, long[] arguments) {}

    /** Calls what can be called from JavaScript, with arguments drawn by lot. */
    static Plan of(WasmModule module, long seed) {
        List<ExportType> exports = module.exports().stream()
                .map(export -> new ExportType(export.name(), type(module, export)))
                .toList();
        Random random = new Random(seed);
        List<Call> calls = new ArrayList<>();
        List<Integer> globals = new ArrayList<>();
        List<Integer> memories = new ArrayList<>();
        for (int i = 0; i < exports.size(); i++) {
            switch (exports.get(i).type()) {
                case FunctionType type
                when callable(type) -> calls.add(new Call(i, type, arguments(type.params(), random)));
                case GlobalType type when ValueText.crosses(type.valueType()) -> globals.add(i);
                case MemoryType _ -> memories.add(i);
                default -> {}
            }
        }
        return new Plan(exports, calls, globals, memories);
    }

    private static ExternType type(WasmModule module, ExportDefinition export) {
        int index = export.index();
        return switch (export.kind()) {
            case FUNCTION -> (FunctionType) module.types().get(module.functions()[index]);
            case TABLE -> module.tables().get(index).type();
            case MEMORY -> module.memories().get(index);
            case GLOBAL -> module.globals().get(index).type();
            case TAG -> module.tags().get(index);
        };
    }

    ValueType globalType(int export) {
        return ((GlobalType) exports.get(export).type()).valueType();
    }

    private static boolean callable(FunctionType type) {
        return ValueText.crosses(type)
                && type.params().stream().allMatch(param -> !(param instanceof RefType ref) || ref.nullable());
    }

    private static long[] arguments(List<ValueType> types, Random random) {
        long[] arguments = new long[types.size()];
        for (int i = 0; i < arguments.length; i++) {
            double real = TELLING_FLOATS[random.nextInt(TELLING_FLOATS.length)];
            arguments[i] = switch (types.get(i)) {
                case NumberType.I32 -> (int) number(random);
                case NumberType.I64 -> number(random);
                case NumberType.F32 -> Float.floatToRawIntBits((float) real);
                case NumberType.F64 -> Double.doubleToRawLongBits(real);
                default -> 0;
            };
        }
        return arguments;
    }

    private static long number(Random random) {
        return random.nextInt(3) == 0 ? random.nextLong() : TELLING[random.nextInt(TELLING.length)];
    }

    /** As {@code v8.mjs} takes it. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Call call : calls) {
            text.append("function,").append(call.export).append(',');
            for (int i = 0; i < call.arguments.length; i++) {
                text.append(ValueText.of(call.type.params().get(i), call.arguments[i]))
                        .append(' ');
            }
            text.append(',');
            for (ValueType result : call.type.results()) {
                text.append(ValueText.type(result)).append(' ');
            }
            text.append(';');
        }
        for (int global : globals) {
            text.append("global,")
                    .append(global)
                    .append(',')
                    .append(ValueText.type(globalType(global)))
                    .append(';');
        }
        for (int memory : memories) {
            text.append("memory,").append(memory).append(';');
        }
        return text.toString();
    }
}
