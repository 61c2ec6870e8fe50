package dev.habu.spec.differential;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportGlobal;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TrapException;
import com.dylibso.chicory.runtime.WasmException;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.UninstantiableException;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.GlobalImport;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.Value;
import dev.habu.spec.differential.Observation.Recorder;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Chicory's interpreter. A module on which it fails in a way that is no trap counts as one that it does not support. */
final class ChicoryEngine implements Engine {
    @Override
    public String name() {
        return "Chicory";
    }

    @Override
    public Observation run(byte[] module, Plan plan) {
        WasmModule parsed;
        try {
            parsed = Parser.parse(module);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            return Observation.unsupported(e.toString());
        }
        try {
            return new Run(plan).run(parsed);
        } catch (RuntimeException | AssertionError e) {
            return Observation.unsupported(e.toString());
        }
    }

    /** What a host function cannot do here. */
    private static final class NotPossible extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotPossible(String name) {
            super("no import " + name);
        }
    }

    /** One module. */
    private static final class Run {
        private final Plan plan;
        private final Recorder recorder = new Recorder();
        private final NestedCalls nested;
        private Instance instance;

        Run(Plan plan) {
            this.plan = plan;
            nested = new NestedCalls(plan, this::call);
        }

        Observation run(WasmModule module) {
            ImportValues.Builder imports = ImportValues.builder();
            for (int i = 0; i < module.importSection().importCount(); i++) {
                switch (module.importSection().getImport(i)) {
                    case FunctionImport function -> {
                        FunctionType type = module.typeSection().getType(function.typeIndex());
                        String name = function.name();
                        imports.addFunction(new HostFunction(
                                function.module(), name, type, (caller, arguments) -> imported(name, type, arguments)));
                    }
                    case GlobalImport global ->
                        imports.addGlobal(new ImportGlobal(
                                global.module(), global.name(), new GlobalInstance(Value.externRef(1))));
                    case Import other -> throw new NotPossible(other.name());
                }
            }
            try {
                instance = Instance.builder(module)
                        .withImportValues(imports.build())
                        .build();
            } catch (UninstantiableException | TrapException | WasmRuntimeException | WasmException e) {
                recorder.instantiationFailed(end(e));
                return recorder.finish();
            }
            nested.allow();
            for (Plan.Call call : plan.calls()) {
                try {
                    recorder.results(call.export(), texts(call.type().results(), call(call)));
                } catch (ChicoryException | WasmException | StackOverflowError e) {
                    recorder.failed(call.export(), end(e));
                }
            }
            for (int global : plan.globals()) {
                ValueType type = plan.globalType(global);
                long value = instance.exports().global(name(global)).getValue();
                recorder.global(global, ValueText.of(type, bits(type, value)));
            }
            for (int index : plan.memories()) {
                Memory memory = instance.exports().memory(name(index));
                int size = memory.pages() * Memory.PAGE_SIZE;
                CRC32 checksum = new CRC32();
                checksum.update(memory.readBytes(0, size));
                recorder.memory(index, size, checksum.getValue());
            }
            return recorder.finish();
        }

        private String name(int export) {
            return plan.exports().get(export).name();
        }

        private long[] call(Plan.Call call) {
            long[] arguments = call.arguments().clone();
            for (int i = 0; i < arguments.length; i++) {
                if (!(call.type().params().get(i) instanceof NumberType)) {
                    arguments[i] = Value.REF_NULL_VALUE;
                }
            }
            return instance.exports().function(name(call.export())).apply(arguments);
        }

        private long[] imported(String name, FunctionType type, long[] arguments) {
            if (name.startsWith("log-")) {
                ValueType wanted = switch (name) {
                    case "log-i32" -> NumberType.I32;
                    case "log-i64" -> NumberType.I64;
                    case "log-f32" -> NumberType.F32;
                    case "log-f64" -> NumberType.F64;
                    case "log-v128" -> throw new NotPossible(name);
                    default -> dev.habu.wasm.RefType.EXTERNREF;
                };
                recorder.log(ValueText.of(wanted, bits(wanted, arguments[0])));
                return null;
            }
            switch (name) {
                case "throw" -> throw new NotPossible(name);
                case "call-export" -> nested.make((int) arguments[0]);
                case "call-export-catch" -> {
                    try {
                        nested.make((int) arguments[0]);
                        return new long[] {0};
                    } catch (ChicoryException | WasmException | StackOverflowError e) {
                        return new long[] {1};
                    }
                }
                default -> {}
            }
            long[] results = new long[type.returns().size()];
            for (int i = 0; i < results.length; i++) {
                results[i] = type.returns().get(i).isReference() ? Value.REF_NULL_VALUE : 0;
            }
            return results;
        }

        private static List<String> texts(List<ValueType> types, long[] values) {
            List<String> texts = new ArrayList<>(types.size());
            for (int i = 0; i < types.size(); i++) {
                texts.add(ValueText.of(types.get(i), bits(types.get(i), values[i])));
            }
            return texts;
        }

        private static long bits(ValueType type, long value) {
            return type instanceof NumberType ? value : value == Value.REF_NULL_VALUE ? 0 : 1;
        }

        private static String end(Throwable end) {
            if (end instanceof WasmException) {
                return "exception";
            }
            String message = String.valueOf(end.getMessage());
            if (end instanceof StackOverflowError || message.contains("call stack exhausted")) {
                return "trap stack";
            }
            return "trap "
                    + (message.contains("unreachable") || message.contains("Trapped on unreachable")
                            ? "unreachable"
                            : message.contains("out of bounds memory")
                                    ? "memory"
                                    : message.contains("out of bounds table") || message.contains("undefined element")
                                            ? "table"
                                            : message.contains("uninitialized element")
                                                            || message.contains("indirect call type")
                                                    ? "callee"
                                                    : message.contains("divide by zero")
                                                            ? "divide"
                                                            : message.contains("integer overflow")
                                                                            || message.contains("invalid conversion")
                                                                    ? "integer"
                                                                    : message.contains("unaligned")
                                                                            ? "memory"
                                                                            : message.contains("expected shared")
                                                                                    ? "atomics"
                                                                                    : message.contains("null")
                                                                                            ? "null"
                                                                                            : message.contains(
                                                                                                            "out of bounds array")
                                                                                                    ? "array"
                                                                                                    : message.contains(
                                                                                                                    "cast")
                                                                                                            ? "cast"
                                                                                                            : message);
        }
    }
}
