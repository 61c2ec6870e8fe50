package dev.habu.compiler.validation;

import dev.habu.compiler.MalformedModuleException;
import dev.habu.compiler.ValidationException;
import dev.habu.compiler.binary.InstructionReader;
import dev.habu.compiler.instruction.Emission;
import dev.habu.compiler.module.ElementEntry;
import dev.habu.compiler.module.WasmModule;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.GlobalType;
import dev.habu.wasm.MemoryType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.TableType;
import dev.habu.wasm.descriptor.ExportDefinition;
import dev.habu.wasm.descriptor.ExternKind;
import java.util.BitSet;

/** The context C of WebAssembly 3.0, section 3.1.1: index spaces with errors for what is not there. Thread-safe once {@link ModuleValidator} has filled it. */
public final class ModuleContext {
    private final WasmModule module;
    private final BitSet declared = new BitSet();

    ModuleContext(WasmModule module) {
        this.module = module;
        for (ExportDefinition export : module.exports()) {
            if (export.kind() == ExternKind.FUNCTION && export.index() >= 0) {
                declared.set(export.index());
            }
        }
        for (ElementEntry segment : module.elements()) {
            if (segment.functions() != null) {
                for (int function : segment.functions()) {
                    declare(function);
                }
            }
        }
    }

    /** The module. */
    public WasmModule module() {
        return module;
    }

    /** Notes that a function is referenced outside of function bodies, so that ref.func may name it (C.refs). */
    void declare(int function) {
        if (function >= 0) {
            declared.set(function);
        }
    }

    /** The functions that can become references: exported, in a segment or in a constant expression. */
    public BitSet referenced() {
        return declared;
    }

    void checkDeclared(int function, int at) {
        if (!declared.get(function)) {
            throw new ValidationException("undeclared function reference " + function, at);
        }
    }

    private static int check(int index, int count, String what, int at) {
        if (index < 0 || index >= count) {
            throw new ValidationException("unknown " + what + " " + Integer.toUnsignedString(index), at);
        }
        return index;
    }

    FunctionType function(int index, int at) {
        return module.functionType(check(index, module.functions().length, "function", at));
    }

    TableType table(int index, int at) {
        return module.tables()
                .get(check(index, module.tables().size(), "table", at))
                .type();
    }

    MemoryType memory(int index, int at) {
        return module.memories().get(check(index, module.memories().size(), "memory", at));
    }

    GlobalType global(int index, int at) {
        return module.globals()
                .get(check(index, module.globals().size(), "global", at))
                .type();
    }

    FunctionType tag(int index, int at) {
        return module.tags().get(check(index, module.tags().size(), "tag", at)).type();
    }

    RefType element(int index, int at) {
        return module.elements()
                .get(check(index, module.elements().size(), "elem segment", at))
                .type();
    }

    void data(int index, int at) {
        if (module.dataCount() < 0) {
            throw new MalformedModuleException("data count section required", at);
        }
        check(index, module.dataCount(), "data segment", at);
    }

    /** Checks the indices and the memory argument of an instruction. */
    void checkImmediates(InstructionReader in) {
        int at = in.offset();
        switch (in.instruction().immediates()) {
            case LANE -> lane(in.lane(), in);
            case LANES -> {
                for (int i = 0; i < 64; i += 8) {
                    lane((int) (in.vector().low() >>> i) & 0xff, in);
                    lane((int) (in.vector().high() >>> i) & 0xff, in);
                }
            }
            case MEMORY_ARGUMENT, MEMORY_ARGUMENT_AND_LANE -> {
                memory(in.index(), at);
                alignment(in);
                if (!memory(in.index(), at).memory64() && in.value() >>> 32 != 0) {
                    throw new ValidationException("offset out of range", at);
                }
                if (in.instruction().lanes() > 0) {
                    lane(in.lane(), in);
                }
            }
            case FUNCTION -> function(in.index(), at);
            case TAG -> tag(in.index(), at);
            case GLOBAL -> global(in.index(), at);
            case TYPE, TYPE_AND_FIELD, TYPE_AND_COUNT -> in.typeAt(in.index());
            case TYPE_AND_DATA -> {
                in.typeAt(in.index());
                data(in.index2(), at);
            }
            case TYPE_AND_ELEMENT -> {
                in.typeAt(in.index());
                element(in.index2(), at);
            }
            case TYPE_AND_TYPE -> {
                in.typeAt(in.index());
                in.typeAt(in.index2());
            }
            case TYPE_AND_TABLE -> {
                in.functionTypeAt(in.index());
                table(in.index2(), at);
            }
            case MEMORY -> memory(in.index(), at);
            case MEMORY_AND_MEMORY -> {
                memory(in.index(), at);
                memory(in.index2(), at);
            }
            case DATA -> data(in.index(), at);
            case DATA_AND_MEMORY -> {
                memory(in.index2(), at);
                data(in.index(), at);
            }
            case TABLE -> table(in.index(), at);
            case ELEMENT -> element(in.index(), at);
            case ELEMENT_AND_TABLE ->
                checkCopy(element(in.index(), at), table(in.index2(), at).elementType(), at);
            case TABLE_AND_TABLE ->
                checkCopy(
                        table(in.index2(), at).elementType(),
                        table(in.index(), at).elementType(),
                        at);
            default -> {}
        }
    }

    private static void alignment(InstructionReader in) {
        boolean atomic = in.instruction().emission() instanceof Emission.Atomic;
        int natural = in.instruction().accessSize();
        if (1L << in.index2() > natural) {
            throw new ValidationException("alignment must not be larger than natural", in.offset());
        }
        if (atomic && 1L << in.index2() != natural) {
            throw new ValidationException("atomic alignment must be natural", in.offset());
        }
    }

    /** Which of the memories and tables that an instruction names have 64-bit addresses, see {@link WasmModule#wideAddresses}; the indices have been checked. */
    int wideAddresses(InstructionReader in) {
        return module.wideAddresses(in.instruction().immediates(), in.index(), in.index2());
    }

    private static void lane(int lane, InstructionReader in) {
        if (lane >= in.instruction().lanes()) {
            throw new ValidationException(
                    "invalid lane index " + lane + " of " + in.instruction().lanes(), in.offset());
        }
    }

    private static void checkCopy(RefType from, RefType to, int at) {
        if (!from.matches(to)) {
            throw new ValidationException("type mismatch: elements of " + from + " into a table of " + to, at);
        }
    }
}
