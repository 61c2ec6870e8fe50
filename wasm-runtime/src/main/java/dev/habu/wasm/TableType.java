package dev.habu.wasm;

/**
 * The type of a table (WebAssembly 3.0, section 2.3.13).
 *
 * @param elementType the type of the elements
 * @param limits size limits in elements
 * @param table64 whether indices are i64
 */
public record TableType(RefType elementType, Limits limits, boolean table64) implements ExternType {
    @Override
    public String toString() {
        return "table " + (table64 ? "i64 " : "") + limits + " " + elementType;
    }
}
