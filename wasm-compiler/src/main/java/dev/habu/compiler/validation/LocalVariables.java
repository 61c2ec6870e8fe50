package dev.habu.compiler.validation;

import dev.habu.compiler.Limit;
import dev.habu.compiler.LimitException;
import dev.habu.compiler.ValidationException;
import dev.habu.compiler.binary.InstructionReader;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.ValueType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/** The parameters and locals of a function while its body is validated: their types, and which of them have a value (WebAssembly 3.0, section 3.1.4). */
public final class LocalVariables {
    private List<ValueType> types = List.of();

    /** The locals that have no value yet and cannot be read. */
    private final BitSet unset = new BitSet();

    /** The locals that got their value in a block that has not ended: they lose it there. */
    private final List<Integer> initialised = new ArrayList<>();

    LocalVariables() {}

    /** Reads the local declarations of a body; the result starts with the parameters. */
    public static List<ValueType> read(FunctionType type, InstructionReader reader) {
        List<ValueType> locals = new ArrayList<>(type.params());
        int groups = reader.count("local declarations");
        long total = locals.size();
        for (int i = 0; i < groups; i++) {
            int count = reader.u32();
            total += Integer.toUnsignedLong(count);
            if (total > 0xffff_ffffL) {
                throw reader.malformed("too many locals");
            }
            ValueType local = reader.valueType();
            if (total <= Limit.LOCALS) {
                locals.addAll(Collections.nCopies(count, local));
            }
        }
        if (total > Limit.LOCALS) {
            throw new LimitException(total + " locals", Limit.LOCALS, reader.position());
        }
        return locals;
    }

    void begin(List<ValueType> locals, int parameters) {
        types = locals;
        unset.clear();
        initialised.clear();
        for (int i = parameters; i < locals.size(); i++) {
            unset.set(i, !locals.get(i).isDefaultable());
        }
    }

    /** The type of the local that an instruction reads. */
    ValueType get(InstructionReader in) {
        ValueType type = type(in);
        if (unset.get(in.index())) {
            throw new ValidationException("uninitialized local " + in.index(), in.offset());
        }
        return type;
    }

    /** The type of the local that an instruction sets. */
    ValueType set(InstructionReader in) {
        ValueType type = type(in);
        if (unset.get(in.index())) {
            unset.clear(in.index());
            initialised.add(in.index());
        }
        return type;
    }

    private ValueType type(InstructionReader in) {
        if (in.index() < 0 || in.index() >= types.size()) {
            throw new ValidationException("unknown local " + Integer.toUnsignedString(in.index()), in.offset());
        }
        return types.get(in.index());
    }

    /** A mark for {@link #forget}. */
    int mark() {
        return initialised.size();
    }

    /** A block ends: what got its value since {@code mark} has none any more. */
    void forget(int mark) {
        while (initialised.size() > mark) {
            unset.set(initialised.removeLast());
        }
    }
}
