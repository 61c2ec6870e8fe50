package dev.habu.compiler.module;

import dev.habu.compiler.instruction.Immediates;
import dev.habu.wasm.DefinedType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.GlobalType;
import dev.habu.wasm.ImportType;
import dev.habu.wasm.MemoryType;
import dev.habu.wasm.TableType;
import dev.habu.wasm.TagType;
import dev.habu.wasm.descriptor.CustomSection;
import dev.habu.wasm.descriptor.ExportDefinition;
import java.util.List;
import java.util.Map;

/**
 * A decoded module (WebAssembly 3.0, section 2.5). Index spaces are complete: they start with the imports. Code stays where it is in the bytes.
 *
 * @param bytes the binary module
 * @param types the type section
 * @param imports in the order of the module
 * @param functions for each function, imported ones first, its type
 * @param importedFunctions how many of them are imported
 * @param tables for each table, imported ones first
 * @param memories for each memory, imported ones first
 * @param globals for each global, imported ones first
 * @param tags for each tag, imported ones first
 * @param exports in the order of the module
 * @param start the index of the start function, or -1
 * @param elements the element segments
 * @param data the data segments
 * @param dataCount the content of the data count section, or -1
 * @param bodies the bodies of the functions that the module defines
 * @param names function names by index, from the name section
 * @param customSections the custom sections
 */
public record WasmModule(
        byte[] bytes,
        List<DefinedType> types,
        List<ImportType> imports,
        int[] functions,
        int importedFunctions,
        List<TableEntry> tables,
        List<MemoryType> memories,
        List<GlobalEntry> globals,
        List<TagType> tags,
        List<ExportDefinition> exports,
        int start,
        List<ElementEntry> elements,
        List<DataEntry> data,
        int dataCount,
        List<CodeRange> bodies,
        Map<Integer, String> names,
        List<CustomSection> customSections) {

    /**
     * A table.
     *
     * @param init the constant expression for its elements, or null if it is imported or starts with nulls
     */
    public record TableEntry(TableType type, CodeRange init) {}

    /**
     * A global.
     *
     * @param init its constant expression, or null if it is imported
     */
    public record GlobalEntry(GlobalType type, CodeRange init) {}

    /**
     * Which of the memories and tables that an instruction names have 64-bit addresses: bit 0 for the first or only one, bit 1 for the second.
     *
     * @param index its first index
     * @param index2 its second index
     */
    public int wideAddresses(Immediates immediates, int index, int index2) {
        return switch (immediates) {
            case MEMORY, MEMORY_ARGUMENT, MEMORY_ARGUMENT_AND_LANE -> wideMemory(index);
            case MEMORY_AND_MEMORY -> wideMemory(index) | wideMemory(index2) << 1;
            case DATA_AND_MEMORY -> wideMemory(index2);
            case TABLE -> wideTable(index);
            case TABLE_AND_TABLE -> wideTable(index) | wideTable(index2) << 1;
            case ELEMENT_AND_TABLE, TYPE_AND_TABLE -> wideTable(index2);
            default -> 0;
        };
    }

    private int wideMemory(int index) {
        return memories.get(index).memory64() ? 1 : 0;
    }

    private int wideTable(int index) {
        return tables.get(index).type().table64() ? 1 : 0;
    }

    /** The type of a function by its index. */
    public FunctionType functionType(int index) {
        return (FunctionType) types.get(functions[index]);
    }

    /** Which global index is the first that the module defines. */
    public int firstDefinedGlobal() {
        int first = 0;
        while (first < globals.size() && globals.get(first).init() == null) {
            first++;
        }
        return first;
    }
}
