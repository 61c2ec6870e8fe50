package dev.habu.spec.differential;

import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.WasmCompiler;
import dev.habu.spec.differential.Observation.Recorder;
import dev.habu.wasm.Extern;
import dev.habu.wasm.ExternType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.Global;
import dev.habu.wasm.GlobalType;
import dev.habu.wasm.Imports;
import dev.habu.wasm.Instance;
import dev.habu.wasm.Memory;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.Tag;
import dev.habu.wasm.TagType;
import dev.habu.wasm.Trap;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.WasmException;
import dev.habu.wasm.WasmFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** This project's engine. */
final class HabuEngine implements Engine {
    private static final Tag HOST_TAG = new Tag(new TagType(new FunctionType(List.of(), List.of())));

    private final int methodSize;

    /** Compiles with methods up to a size, see {@link CompileOptions#methodSize()}. */
    HabuEngine(int methodSize) {
        this.methodSize = methodSize;
    }

    @Override
    public String name() {
        return "habu";
    }

    @Override
    public Observation run(byte[] module, Plan plan) {
        CompileOptions options = new CompileOptions("fuzz", 1, (done, total) -> {}, methodSize);
        return new Run(plan).run(WasmCompiler.compile(module, options).load());
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

        Observation run(dev.habu.wasm.Module module) {
            Imports imports = (from, name, type) -> resolve(name, type);
            try {
                instance = module.instantiate(imports);
            } catch (Trap | WasmException | StackOverflowError e) {
                recorder.instantiationFailed(end(e));
                return recorder.finish();
            }
            nested.allow();
            for (Plan.Call call : plan.calls()) {
                try {
                    recorder.results(call.export(), texts(call.type().results(), call(call)));
                } catch (Trap | WasmException | StackOverflowError e) {
                    recorder.failed(call.export(), end(e));
                }
            }
            for (int global : plan.globals()) {
                recorder.global(global, text(plan.globalType(global), ((Global) export(global)).get()));
            }
            for (int index : plan.memories()) {
                memory(index, (Memory) export(index));
            }
            return recorder.finish();
        }

        private Extern export(int index) {
            return instance.export(plan.exports().get(index).name());
        }

        private Object[] call(Plan.Call call) {
            Object[] arguments = new Object[call.arguments().length];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = value(call.type().params().get(i), call.arguments()[i]);
            }
            return ((WasmFunction) export(call.export())).apply(arguments);
        }

        private void memory(int index, Memory memory) {
            CRC32 checksum = new CRC32();
            long size = memory.size();
            if (memory.bytes.length == size) {
                checksum.update(memory.bytes, 0, (int) size);
            } else {
                ByteBuffer words = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
                for (long at = 0; at < size; at += 8) { // memories are shared or small
                    words.putLong(memory.read(at, 8));
                }
                checksum.update(words.flip());
            }
            recorder.memory(index, size, checksum.getValue());
        }

        private Extern resolve(String name, ExternType wanted) {
            return switch (wanted) {
                case FunctionType type -> WasmFunction.of(type, arguments -> imported(name, type, arguments));
                case TagType type -> new Tag(type);
                case GlobalType type -> Global.of(type, new Object());
                default -> null;
            };
        }

        private Object[] imported(String name, FunctionType type, Object[] arguments) {
            if (!ValueText.crosses(type)) {
                throw new WasmException(HOST_TAG); // JavaScript throws a TypeError
            }
            if (name.startsWith("log-")) {
                recorder.log(text(type.params().getFirst(), arguments[0]));
                return null;
            }
            switch (name) {
                case "throw" -> throw new WasmException(HOST_TAG);
                case "call-export" -> nested.make((Integer) arguments[0]);
                case "call-export-catch" -> {
                    try {
                        nested.make((Integer) arguments[0]);
                        return new Object[] {0};
                    } catch (Trap | WasmException | StackOverflowError e) {
                        return new Object[] {1};
                    }
                }
                default -> {}
            }
            Object[] results = new Object[type.results().size()];
            for (int i = 0; i < results.length; i++) {
                results[i] = value(type.results().get(i), 0);
            }
            return results;
        }

        private static List<String> texts(List<ValueType> types, Object[] values) {
            List<String> texts = new ArrayList<>(types.size());
            for (int i = 0; i < types.size(); i++) {
                texts.add(text(types.get(i), values[i]));
            }
            return texts;
        }

        private static String text(ValueType type, Object value) {
            return ValueText.of(
                    type,
                    switch (value) {
                        case Integer i when type == NumberType.I32 -> i;
                        case Long l when type == NumberType.I64 -> l;
                        case Float f when type == NumberType.F32 -> Float.floatToRawIntBits(f);
                        case Double d when type == NumberType.F64 -> Double.doubleToRawLongBits(d);
                        case null -> 0;
                        default -> 1;
                    });
        }

        private static Object value(ValueType type, long bits) {
            return switch (type) {
                case NumberType.I32 -> (int) bits;
                case NumberType.I64 -> bits;
                case NumberType.F32 -> Float.intBitsToFloat((int) bits);
                case NumberType.F64 -> Double.longBitsToDouble(bits);
                default -> null;
            };
        }

        private static String end(Throwable end) {
            return switch (end) {
                case Trap trap -> "trap " + kind(trap.kind());
                case StackOverflowError e -> "trap stack";
                default -> "exception";
            };
        }

        /** In the words that all engines tell apart. */
        private static String kind(Trap.Kind kind) {
            return switch (kind) {
                case UNREACHABLE -> "unreachable";
                case MEMORY_OUT_OF_BOUNDS -> "memory";
                case TABLE_OUT_OF_BOUNDS, UNDEFINED_ELEMENT -> "table";
                case UNINITIALIZED_ELEMENT, INDIRECT_CALL_TYPE_MISMATCH -> "callee";
                case INTEGER_DIVIDE_BY_ZERO -> "divide";
                case INTEGER_OVERFLOW, INVALID_CONVERSION_TO_INTEGER -> "integer";
                case UNALIGNED_ATOMIC -> "memory"; // of an address that is both, V8 tells the other
                case EXPECTED_SHARED_MEMORY -> "atomics";
                case NULL_REFERENCE,
                        NULL_STRUCTURE_REFERENCE,
                        NULL_ARRAY_REFERENCE,
                        NULL_I31_REFERENCE,
                        NULL_FUNCTION_REFERENCE,
                        NULL_EXCEPTION_REFERENCE -> "null";
                case ARRAY_OUT_OF_BOUNDS -> "array";
                case ARRAY_TOO_LARGE -> "array too large";
                case CAST_FAILURE -> "cast";
                case CALL_STACK_EXHAUSTED -> "stack";
            };
        }
    }
}
