package dev.habu.wasm;

/**
 * The type of a memory (WebAssembly 3.0, section 2.3.12).
 *
 * @param limits size limits in pages of 65,536 bytes
 * @param shared whether several threads may use it
 * @param memory64 whether addresses are i64
 */
public record MemoryType(Limits limits, boolean shared, boolean memory64) implements ExternType {
    @Override
    public String toString() {
        return "memory " + (memory64 ? "i64 " : "") + limits + (shared ? " shared" : "");
    }
}
