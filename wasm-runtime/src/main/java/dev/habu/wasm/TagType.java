package dev.habu.wasm;

/**
 * The type of a tag (WebAssembly 3.0, section 2.3.15).
 *
 * @param type the function type whose parameters are the exception's values; it has no results
 */
public record TagType(FunctionType type) implements ExternType {
    @Override
    public String toString() {
        return "tag " + type;
    }
}
