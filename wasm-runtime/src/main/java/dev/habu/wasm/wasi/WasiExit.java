package dev.habu.wasm.wasi;

/** The program called {@code proc_exit}. It passes through all WebAssembly frames; {@link Wasi#run} turns it into its result. */
public final class WasiExit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    WasiExit(int code) {
        super("exit " + Integer.toUnsignedString(code), null, false, false);
        this.code = code;
    }

    /** The exit code as the program gave it; 0 means success. */
    public int code() {
        return code;
    }
}
