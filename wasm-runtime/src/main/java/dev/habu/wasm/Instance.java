package dev.habu.wasm;

import dev.habu.wasm.descriptor.Constant;
import dev.habu.wasm.descriptor.DataRange;
import dev.habu.wasm.descriptor.ElementSegment;
import dev.habu.wasm.descriptor.ExportDefinition;
import dev.habu.wasm.descriptor.ExternKind;
import dev.habu.wasm.descriptor.GlobalDefinition;
import dev.habu.wasm.descriptor.ModuleDescriptor;
import dev.habu.wasm.descriptor.SegmentMode;
import dev.habu.wasm.descriptor.TableDefinition;
import dev.habu.wasm.machine.NearMemoryOps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A module instance (WebAssembly 3.0, section 4.2.5). Each compiled module has a generated subclass with a field for each global, table, memory and tag that
 * its code uses; this class holds what is alike in all of them. Not thread-safe: one thread at a time runs code of an instance.
 */
public abstract class Instance {
    /** Memory 0; null if the module has no memory. */
    public Memory memory0;

    /**
     * What {@link Memory#bytes} of memory 0 is, kept up to date when it grows: every compiled load and store reads it, and one step less
     * to it is worth a field.
     */
    public byte[] bytes0;

    /** Addresses below this one are {@link NearMemoryOps#REACH} bytes or more before the end of memory 0 and in {@link #bytes0}. */
    public int near0;

    /** Addresses below this one (signed) are not looked for in {@link #bytes0}: 0, or the highest if the array is longer than the memory. */
    public int floor0;

    /** What a function that has just returned wants its caller to call instead of using its result; null if nothing. See {@link TailCall}. */
    public TailCall tailCall;

    private final Module module;
    private final ModuleDescriptor descriptor;

    /** By index, imports first; a function that the module defines is null until somebody asks for it. Compiled code calls imports through it. */
    public final WasmFunction[] functions;

    /** By index, imports first. */
    protected final Memory[] memories;

    /** By index, imports first. */
    protected final Table[] tables;

    /** By index, imports first; null for a global that is a field of the subclass. */
    protected final Global[] globals;

    /** By index, imports first. */
    protected final Tag[] tags;

    private final FunctionReference[] references;
    private final DataSegment[] data;
    private final Object[][] elements;
    private final Map<String, ExportDefinition> exports;

    /** For the generated subclass. */
    protected Instance(Module module) {
        this.module = module;
        descriptor = module.descriptor();
        int[] imported = new int[5];
        for (ImportType item : descriptor.imports()) {
            imported[Module.kindOf(item.type()).ordinal()]++;
        }
        functions = new WasmFunction[descriptor.functionTypes().length];
        references = new FunctionReference[functions.length];
        tables = new Table[imported[1] + descriptor.tables().size()];
        memories = new Memory[imported[2] + descriptor.memories().size()];
        globals = new Global[imported[3] + descriptor.globals().size()];
        tags = new Tag[imported[4] + descriptor.tags().size()];
        data = new DataSegment[descriptor.data().size()];
        elements = new Object[descriptor.elements().size()][];
        exports = HashMap.newHashMap(descriptor.exports().size());
        for (ExportDefinition export : descriptor.exports()) {
            exports.put(export.name(), export);
        }
    }

    /** Copies imported and defined memories, tables and tags from the arrays above into the subclass's fields. */
    protected abstract void bind();

    /** Copies global {@code index}, which is in {@link #globals}, into the subclass's field for it, if it has one. */
    protected abstract void bindGlobal(int index);

    /** Sets the subclass's field for global {@code index} to its first value. */
    protected abstract void setGlobal(int index, Object value);

    /** Runs the compiled constant expression {@code index}. */
    protected abstract Object constant(int index);

    /** Makes the function object for a function that the module defines. */
    protected abstract WasmFunction newFunction(int index);

    /** The module that this is an instance of. */
    public final Module module() {
        return module;
    }

    /**
     * An export by its name.
     *
     * @return the function, table, memory, global or tag, the same object each time; null if there is no such export
     */
    public final Extern export(String name) {
        ExportDefinition export = exports.get(name);
        if (export == null) {
            return null;
        }
        return switch (export.kind()) {
            case FUNCTION -> function(export.index());
            case TABLE -> tables[export.index()];
            case MEMORY -> memories[export.index()];
            case GLOBAL -> globals[export.index()];
            case TAG -> tags[export.index()];
        };
    }

    /**
     * An exported function by its name.
     *
     * @throws IllegalArgumentException if no function of that name is exported
     */
    public final WasmFunction function(String name) {
        if (export(name) instanceof WasmFunction function) {
            return function;
        }
        throw noFunction(name);
    }

    /** The function object with that index, made on first use. Compiled code calls it for {@code ref.func}. */
    public final WasmFunction function(int index) {
        WasmFunction function = functions[index];
        if (function == null) {
            function = newFunction(index);
            function.reference(reference(index));
            functions[index] = function;
        }
        return function;
    }

    /**
     * An exported function by its name, without making its object.
     *
     * @throws IllegalArgumentException if no function of that name is exported
     */
    public final FunctionReference reference(String name) {
        ExportDefinition export = exports.get(name);
        if (export == null || export.kind() != ExternKind.FUNCTION) {
            throw noFunction(name);
        }
        return reference(export.index());
    }

    private FunctionReference reference(int index) {
        FunctionReference reference = references[index];
        if (reference == null) {
            WasmFunction function = functions[index];
            reference = function == null ? new FunctionReference(this, index, null) : function.reference();
            references[index] = reference;
        }
        return reference;
    }

    private static IllegalArgumentException noFunction(String name) {
        return new IllegalArgumentException("the module exports no function \"" + name + "\"");
    }

    /** The type of the function with that index. */
    public final FunctionType functionType(int index) {
        return descriptor.functionType(index);
    }

    /** Tag {@code index}, for compiled code. */
    public final Tag tag(int index) {
        return tags[index];
    }

    /** Memory {@code index}, for compiled code. */
    public final Memory memory(int index) {
        return memories[index];
    }

    /** Table {@code index}, for compiled code. */
    public final Table table(int index) {
        return tables[index];
    }

    /** Data segment {@code index} for {@code memory.init} and {@code data.drop}. */
    public final DataSegment data(int index) {
        return data[index];
    }

    /** The items of element segment {@code index} for {@code table.init}. */
    public final Object[] elements(int index) {
        return elements[index];
    }

    /** {@code elem.drop}. */
    public final void dropElements(int index) {
        elements[index] = new Object[0];
    }

    /** A memory only grows, and only on the thread that runs its instances: shared ones have no array. So the array is never shorter than near0 says. */
    private void followMemory0() {
        bytes0 = memory0.bytes;
        near0 = NearMemoryOps.near(memory0.lower());
        floor0 = memory0.lower() == bytes0.length ? 0 : Integer.MAX_VALUE;
    }

    final void initialise(Imports imports) {
        resolveImports(imports);
        int firstTag = tags.length - descriptor.tags().size();
        for (int i = firstTag; i < tags.length; i++) {
            tags[i] = new Tag(descriptor.tags().get(i - firstTag));
        }
        int firstMemory = memories.length - descriptor.memories().size();
        for (int i = firstMemory; i < memories.length; i++) {
            memories[i] = Memory.of(descriptor.memories().get(i - firstMemory));
        }
        if (memories.length > 0) {
            memory0 = memories[0];
            followMemory0();
            memory0.onGrowth(this::followMemory0);
        }
        for (int i = 0; i < globals.length - descriptor.globals().size(); i++) {
            bindGlobal(i);
        }
        initialiseGlobals();
        int firstTable = tables.length - descriptor.tables().size();
        for (int i = firstTable; i < tables.length; i++) {
            TableDefinition table = descriptor.tables().get(i - firstTable);
            tables[i] = new Table(table.type(), value(table.value()));
        }
        bind();
        initialiseElements();
        initialiseData();
        if (descriptor.start() >= 0) {
            function(descriptor.start()).apply();
        }
    }

    private void resolveImports(Imports imports) {
        int[] next = new int[5];
        for (ImportType item : descriptor.imports()) {
            Extern value = imports.resolve(item.module(), item.name(), item.type());
            if (value == null) {
                throw new LinkException(
                        "unknown import: \"" + item.module() + "\" \"" + item.name() + "\" of type " + item.type());
            }
            if (!value.matches(item.type())) {
                throw new LinkException("incompatible import type: \"" + item.module() + "\" \"" + item.name()
                        + "\" must be " + item.type() + " but is " + value.type());
            }
            int index = next[Module.kindOf(item.type()).ordinal()]++;
            switch (value) {
                case WasmFunction function -> {
                    functions[index] = function;
                    function.reference(new FunctionReference(null, index, function));
                }
                case Table table -> tables[index] = table;
                case Memory memory -> memories[index] = memory;
                case Global global -> globals[index] = global;
                case Tag tag -> tags[index] = tag;
            }
        }
    }

    private void initialiseGlobals() {
        List<GlobalDefinition> definitions = descriptor.globals();
        int first = globals.length - definitions.size();
        for (int i = 0; i < definitions.size(); i++) {
            GlobalDefinition definition = definitions.get(i);
            Object value = value(definition.value());
            if (definition.object()) {
                globals[first + i] = Global.of(definition.type(), value);
                bindGlobal(first + i);
            } else {
                setGlobal(first + i, value);
            }
        }
    }

    private void initialiseElements() {
        for (int i = 0; i < elements.length; i++) {
            ElementSegment segment = descriptor.elements().get(i);
            List<Constant> items = segment.items();
            Object[] values = new Object[segment.mode() == SegmentMode.DECLARATIVE ? 0 : items.size()];
            for (int k = 0; k < values.length; k++) {
                values[k] = items.get(k) instanceof Constant.FunctionRef(int index) && functions[index] == null
                        ? reference(index)
                        : value(items.get(k));
            }
            elements[i] = values;
        }
        for (int i = 0; i < elements.length; i++) {
            ElementSegment segment = descriptor.elements().get(i);
            if (segment.mode() == SegmentMode.ACTIVE) {
                tables[segment.table()].init(
                        Table.index(address(segment.offset())), elements[i], 0, elements[i].length);
                dropElements(i);
            }
        }
    }

    private void initialiseData() {
        for (int i = 0; i < data.length; i++) {
            DataRange range = descriptor.data().get(i);
            data[i] = new DataSegment(module.data(), range.start(), range.length());
            if (range.mode() == SegmentMode.ACTIVE) {
                memories[range.memory()].init(address(range.offset()), data[i], 0, range.length());
                data[i].drop();
            }
        }
    }

    /** A segment's offset, unsigned. */
    private long address(Constant offset) {
        return value(offset) instanceof Integer narrow ? Integer.toUnsignedLong(narrow) : (Long) value(offset);
    }

    private Object value(Constant constant) {
        return switch (constant) {
            case Constant.Literal(Object value) -> value;
            case Constant.FunctionRef(int index) -> function(index);
            case Constant.Null() -> null;
            case Constant.Computed(int index) -> constant(index);
        };
    }
}
