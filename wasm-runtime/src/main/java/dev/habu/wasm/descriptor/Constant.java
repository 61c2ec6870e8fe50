package dev.habu.wasm.descriptor;

/** The value of a constant expression (WebAssembly 3.0, section 3.4.13) as a compiled module states it. */
public sealed interface Constant {
    /** A number: {@link Integer}, {@link Long}, {@link Float} or {@link Double}. */
    record Literal(Object value) implements Constant {}

    /** {@code ref.func}. */
    record FunctionRef(int index) implements Constant {}

    /** {@code ref.null}. */
    record Null() implements Constant {}

    /** Anything else: compiled code that the instance runs under this number. */
    record Computed(int index) implements Constant {}
}
