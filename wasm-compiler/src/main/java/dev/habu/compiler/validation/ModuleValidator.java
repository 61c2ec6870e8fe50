package dev.habu.compiler.validation;

import dev.habu.compiler.ValidationException;
import dev.habu.compiler.binary.InstructionReader;
import dev.habu.compiler.module.CodeRange;
import dev.habu.compiler.module.DataEntry;
import dev.habu.compiler.module.ElementEntry;
import dev.habu.compiler.module.WasmModule;
import dev.habu.compiler.module.WasmModule.GlobalEntry;
import dev.habu.compiler.module.WasmModule.TableEntry;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.Limits;
import dev.habu.wasm.MemoryType;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.TableType;
import dev.habu.wasm.TagType;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.descriptor.ExportDefinition;
import java.util.HashSet;
import java.util.Set;

/** Validates a module except its function bodies (WebAssembly 3.0, section 3.5), which {@link FunctionValidator} validates while they are compiled. */
public final class ModuleValidator {
    private final WasmModule module;
    private final ModuleContext context;
    private final FunctionValidator expressions;

    private ModuleValidator(WasmModule module) {
        this.module = module;
        context = new ModuleContext(module);
        expressions = new FunctionValidator(context);
    }

    /**
     * Validates and returns the context in which function bodies are valid.
     *
     * @throws ValidationException if a rule is broken
     */
    public static ModuleContext validate(WasmModule module) {
        return new ModuleValidator(module).validate();
    }

    private ModuleContext validate() {
        TypeRules.check(module.types());
        module.memories().forEach(ModuleValidator::memory);
        for (TagType tag : module.tags()) {
            if (!tag.type().results().isEmpty()) {
                throw new ValidationException("non-empty tag result type", -1);
            }
        }
        // Constant expressions name functions that bodies may reference afterwards, so they come first.
        int index = 0;
        for (GlobalEntry global : module.globals()) {
            if (global.init() != null) {
                constant(global.init(), global.type().valueType(), index);
            }
            index++;
        }
        int imported = module.firstDefinedGlobal();
        long importedTables = module.imports().stream()
                .filter(item -> item.type() instanceof TableType)
                .count();
        int tableIndex = 0;
        for (TableEntry table : module.tables()) {
            range(
                    table.type().limits(),
                    table.type().table64() ? -1 : 0xffff_ffffL,
                    "table size must be at most 2^32-1");
            if (table.init() != null) {
                constant(table.init(), table.type().elementType(), imported);
            } else if (tableIndex >= importedTables
                    && !table.type().elementType().nullable()) {
                throw new ValidationException(
                        "type mismatch: table " + tableIndex + " of "
                                + table.type().elementType() + " needs a value",
                        -1);
            }
            tableIndex++;
        }
        module.elements().forEach(this::element);
        module.data().forEach(this::data);
        start();
        exports();
        return context;
    }

    private static void memory(MemoryType memory) {
        int bits = memory.pageBits();
        if (bits != 0 && bits != MemoryType.PAGE_BITS) {
            throw new ValidationException("invalid custom page size: 2^" + bits + " bytes", -1);
        }
        // With pages of one byte the largest number of pages is the largest address.
        long largest = memory.memory64() ? -1 : 0xffff_ffffL;
        long most = bits == 0 ? largest : (largest >>> bits) + 1;
        range(
                memory.limits(),
                most,
                "memory size must be at most " + Long.toUnsignedString(most) + " pages ("
                        + (memory.memory64() ? "2^64" : "4Gi") + " bytes)");
        if (memory.shared() && memory.limits().max() == null) {
            throw new ValidationException("shared memory must have maximum", -1);
        }
    }

    private static void range(Limits limits, long most, String message) {
        if (Long.compareUnsigned(limits.min(), most) > 0
                || (limits.max() != null && Long.compareUnsigned(limits.max(), most) > 0)) {
            throw new ValidationException(message, -1);
        }
        if (limits.max() != null && Long.compareUnsigned(limits.min(), limits.max()) > 0) {
            throw new ValidationException("size minimum must not be greater than maximum", -1);
        }
    }

    private void constant(CodeRange range, ValueType type, int visibleGlobals) {
        expressions.constant(range, type, visibleGlobals, new FunctionReferences());
    }

    private final class FunctionReferences implements ValidCode {
        @Override
        public void instruction(InstructionReader in, int height, ValueType type) {
            if (in.instruction() == dev.habu.compiler.instruction.Instruction.REF_FUNC) {
                context.declare(in.index());
            }
        }

        @Override
        public void enter(InstructionReader in, FunctionType type, int height) {}

        @Override
        public void alternative(InstructionReader in) {}

        @Override
        public void leave(InstructionReader in) {}
    }

    private void element(ElementEntry segment) {
        if (segment.offset() != null) {
            RefType table = context.table(segment.table(), segment.position()).elementType();
            if (!segment.type().matches(table)) {
                throw new ValidationException(
                        "type mismatch: segment of " + segment.type() + " into table of " + table, segment.position());
            }
            boolean wide = context.table(segment.table(), segment.position()).table64();
            constant(
                    segment.offset(),
                    wide ? NumberType.I64 : NumberType.I32,
                    module.globals().size());
        }
        if (segment.functions() != null) {
            for (int function : segment.functions()) {
                context.function(function, segment.position());
            }
        } else {
            for (CodeRange item : segment.expressions()) {
                constant(item, segment.type(), module.globals().size());
            }
        }
    }

    private void data(DataEntry segment) {
        if (segment.offset() != null) {
            boolean wide = context.memory(segment.memory(), segment.position()).memory64();
            constant(
                    segment.offset(),
                    wide ? NumberType.I64 : NumberType.I32,
                    module.globals().size());
        }
    }

    private void start() {
        if (module.start() != -1) {
            FunctionType type = context.function(module.start(), -1);
            if (!type.params().isEmpty() || !type.results().isEmpty()) {
                throw new ValidationException("start function must have type [] -> []", -1);
            }
        }
    }

    private void exports() {
        Set<String> names = new HashSet<>();
        for (ExportDefinition export : module.exports()) {
            if (!names.add(export.name())) {
                throw new ValidationException("duplicate export name \"" + export.name() + "\"", -1);
            }
            switch (export.kind()) {
                case FUNCTION -> context.function(export.index(), -1);
                case TABLE -> context.table(export.index(), -1);
                case MEMORY -> context.memory(export.index(), -1);
                case GLOBAL -> context.global(export.index(), -1);
                case TAG -> context.tag(export.index(), -1);
            }
        }
    }
}
