package dev.habu.wasm.descriptor;

import dev.habu.wasm.DefinedType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.ImportType;
import dev.habu.wasm.MemoryType;
import dev.habu.wasm.TagType;
import java.util.List;

/**
 * All of a compiled module except its code: what instantiation (WebAssembly 3.0, section 4.7.2) and reflection need. Index spaces start with the imports.
 *
 * @param types the types that the module defines
 * @param imports in their order in the module
 * @param functionTypes for each function, imported ones first, the index of its type in {@code types}
 * @param tables the tables that the module defines
 * @param memories the memories that the module defines
 * @param globals the globals that the module defines
 * @param tags the tags that the module defines
 * @param exports in their order in the module
 * @param start the index of the start function, or -1
 * @param elements the element segments
 * @param data the data segments
 * @param customSections the custom sections
 */
public record ModuleDescriptor(
        List<DefinedType> types,
        List<ImportType> imports,
        int[] functionTypes,
        List<TableDefinition> tables,
        List<MemoryType> memories,
        List<GlobalDefinition> globals,
        List<TagType> tags,
        List<ExportDefinition> exports,
        int start,
        List<ElementSegment> elements,
        List<DataRange> data,
        List<CustomSection> customSections) {

    /** The type of a function by its index. */
    public FunctionType functionType(int index) {
        return (FunctionType) types.get(functionTypes[index]);
    }
}
