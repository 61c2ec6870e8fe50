package dev.habu.js.wasm;

import dev.habu.wasm.Module;
import java.nio.ByteBuffer;

/** Where the WebAssembly API gets its compiled modules from: compiles, or recognises bytes that were compiled before. */
@FunctionalInterface
public interface ModuleCompiler {
    /**
     * Compiles a binary module. Called on the loop thread and on others, several at a time.
     *
     * @param wasm the binary module, the callee's own
     * @throws dev.habu.compiler.CompileException if it is no valid module or beyond a limit
     */
    Module compile(byte[] wasm);

    /**
     * Gives the module for bytes that need neither be copied nor compiled. Called on the loop thread.
     *
     * @param wasm the bytes of the script's own buffer, which is not to be changed
     * @return the module, or null if {@link #compile} must be asked
     */
    default Module recognise(ByteBuffer wasm) {
        return null;
    }

    /** Compiles each module when it is asked for; small ones once in the life of the process. */
    static ModuleCompiler standard() {
        return SmallModules.STANDARD;
    }
}
