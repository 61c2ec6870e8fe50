package dev.habu.spec.wast;

import dev.habu.wasm.Extern;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.Global;
import dev.habu.wasm.GlobalType;
import dev.habu.wasm.HostFunction;
import dev.habu.wasm.Limits;
import dev.habu.wasm.Memory;
import dev.habu.wasm.MemoryType;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.Table;
import dev.habu.wasm.TableType;
import dev.habu.wasm.WasmFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The module {@code spectest} that every script can import from. Its functions print nothing: nobody looks at it. */
final class SpecTestModule {
    private static final HostFunction PRINT = arguments -> null;

    private SpecTestModule() {}

    /** A new instance of it, by export name. */
    static Map<String, Extern> exports() {
        Map<String, Extern> exports = new HashMap<>();
        exports.put("print", print());
        exports.put("print_i32", print(NumberType.I32));
        exports.put("print_i64", print(NumberType.I64));
        exports.put("print_f32", print(NumberType.F32));
        exports.put("print_f64", print(NumberType.F64));
        exports.put("print_i32_f32", print(NumberType.I32, NumberType.F32));
        exports.put("print_f64_f64", print(NumberType.F64, NumberType.F64));
        exports.put("global_i32", global(NumberType.I32, 666));
        exports.put("global_i64", global(NumberType.I64, 666L));
        exports.put("global_f32", global(NumberType.F32, 666.6f));
        exports.put("global_f64", global(NumberType.F64, 666.6));
        exports.put("table", table(false));
        exports.put("table64", table(true));
        exports.put("memory", memory(false));
        exports.put("shared_memory", memory(true));
        return exports;
    }

    private static WasmFunction print(NumberType... params) {
        return WasmFunction.of(new FunctionType(List.of(params), List.of()), PRINT);
    }

    private static Global global(NumberType type, Object value) {
        return Global.of(new GlobalType(type, false), value);
    }

    private static Table table(boolean table64) {
        return new Table(new TableType(RefType.FUNCREF, new Limits(10, 20L), table64), null);
    }

    private static Memory memory(boolean shared) {
        return Memory.of(new MemoryType(new Limits(1, 2L), shared, false));
    }
}
