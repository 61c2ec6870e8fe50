package dev.habu.compiler.lowering;

import dev.habu.compiler.binary.InstructionReader;
import dev.habu.compiler.module.CodeRange;
import dev.habu.compiler.module.WasmModule;
import dev.habu.compiler.validation.LocalVariables;
import java.util.HashMap;
import java.util.Map;

/** Tells which functions of a module make tail calls. It reads a function only when asked about it. For one thread. */
public final class TailCallers {
    private final WasmModule module;
    private final Map<Integer, Boolean> known = new HashMap<>();

    /** Knows nothing yet. */
    public TailCallers(WasmModule module) {
        this.module = module;
    }

    WasmModule module() {
        return module;
    }

    /** Whether a function makes tail calls, or may make some because it is imported. */
    boolean contains(int function) {
        return function < module.importedFunctions() || known.computeIfAbsent(function, this::read);
    }

    private boolean read(int function) {
        CodeRange body = module.bodies().get(function - module.importedFunctions());
        InstructionReader in = new InstructionReader(module.bytes(), body.start(), body.end(), module.types());
        LocalVariables.read(module.functionType(function), in);
        while (!in.atEnd()) {
            in.next();
            switch (in.instruction()) {
                case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }
}
