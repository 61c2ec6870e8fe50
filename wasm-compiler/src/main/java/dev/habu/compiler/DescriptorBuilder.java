package dev.habu.compiler;

import dev.habu.compiler.module.CodeRange;
import dev.habu.compiler.module.DataEntry;
import dev.habu.compiler.module.ElementEntry;
import dev.habu.compiler.module.WasmModule;
import dev.habu.compiler.module.WasmModule.GlobalEntry;
import dev.habu.compiler.module.WasmModule.TableEntry;
import dev.habu.wasm.ImportType;
import dev.habu.wasm.MemoryType;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.TagType;
import dev.habu.wasm.descriptor.Constant;
import dev.habu.wasm.descriptor.DataRange;
import dev.habu.wasm.descriptor.ElementSegment;
import dev.habu.wasm.descriptor.GlobalDefinition;
import dev.habu.wasm.descriptor.ModuleDescriptor;
import dev.habu.wasm.descriptor.TableDefinition;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Builds what a compiled module's jar says about the module beside its code. */
final class DescriptorBuilder {
    private final WasmModule module;
    private final ConstantExpressions constants;
    private final Constant[] globalValues;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    DescriptorBuilder(WasmModule module, ConstantExpressions constants) {
        this.module = module;
        this.constants = constants;
        globalValues = new Constant[module.globals().size()];
        for (int i = 0; i < globalValues.length; i++) {
            GlobalEntry global = module.globals().get(i);
            globalValues[i] = global.init() == null
                    ? null
                    : constants.value(global.init(), global.type().valueType());
        }
    }

    /** For each global its value if it is immutable and a number, else null. */
    Object[] literals() {
        Object[] literals = new Object[globalValues.length];
        for (int i = 0; i < literals.length; i++) {
            if (!module.globals().get(i).type().mutable()
                    && globalValues[i] instanceof Constant.Literal(Object value)) {
                literals[i] = value;
            }
        }
        return literals;
    }

    ModuleDescriptor build(IntPredicate globalIsObject) {
        return new ModuleDescriptor(
                module.types(),
                module.imports(),
                module.functions(),
                tables(),
                memories(),
                globals(globalIsObject),
                tags(),
                module.exports(),
                module.start(),
                elements(),
                data(),
                module.customSections());
    }

    /** The bytes that the data segments are ranges of; complete once {@link #build} has run. */
    byte[] dataBytes() {
        return data.toByteArray();
    }

    private int imported(Class<?> type) {
        int count = 0;
        for (ImportType item : module.imports()) {
            count += type.isInstance(item.type()) ? 1 : 0;
        }
        return count;
    }

    private List<TableDefinition> tables() {
        List<TableDefinition> tables = new ArrayList<>();
        int first = imported(dev.habu.wasm.TableType.class);
        for (TableEntry table : module.tables().subList(first, module.tables().size())) {
            Constant value = table.init() == null
                    ? new Constant.Null()
                    : constants.value(table.init(), table.type().elementType());
            tables.add(new TableDefinition(table.type(), value));
        }
        return tables;
    }

    private List<MemoryType> memories() {
        return module.memories()
                .subList(imported(MemoryType.class), module.memories().size());
    }

    private List<TagType> tags() {
        return module.tags().subList(imported(TagType.class), module.tags().size());
    }

    private List<GlobalDefinition> globals(IntPredicate isObject) {
        List<GlobalDefinition> globals = new ArrayList<>();
        for (int i = module.firstDefinedGlobal(); i < globalValues.length; i++) {
            globals.add(new GlobalDefinition(module.globals().get(i).type(), globalValues[i], isObject.test(i)));
        }
        return globals;
    }

    private Constant offset(CodeRange range, boolean wide) {
        return range == null ? null : constants.value(range, wide ? NumberType.I64 : NumberType.I32);
    }

    private List<ElementSegment> elements() {
        List<ElementSegment> segments = new ArrayList<>();
        for (ElementEntry entry : module.elements()) {
            List<Constant> items = new ArrayList<>();
            if (entry.functions() != null) {
                for (int function : entry.functions()) {
                    items.add(new Constant.FunctionRef(function));
                }
            } else {
                for (CodeRange item : entry.expressions()) {
                    items.add(constants.value(item, entry.type()));
                }
            }
            boolean wide = entry.offset() != null
                    && module.tables().get(entry.table()).type().table64();
            segments.add(new ElementSegment(entry.mode(), entry.table(), offset(entry.offset(), wide), items));
        }
        return segments;
    }

    private List<DataRange> data() {
        List<DataRange> ranges = new ArrayList<>();
        for (DataEntry entry : module.data()) {
            int start = data.size();
            int length = entry.content().end() - entry.content().start();
            data.write(module.bytes(), entry.content().start(), length);
            boolean wide = entry.offset() != null
                    && module.memories().get(entry.memory()).memory64();
            ranges.add(new DataRange(entry.mode(), entry.memory(), offset(entry.offset(), wide), start, length));
        }
        return ranges;
    }
}
