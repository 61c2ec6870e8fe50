package dev.habu.compiler.validation;

import dev.habu.compiler.ValidationException;
import dev.habu.compiler.binary.InstructionReader;
import dev.habu.compiler.instruction.Instruction;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;

/** The two stacks of the validation algorithm (WebAssembly 3.0, appendix A.3): blocks and operands, with the errors for what is not there. */
abstract sealed class ControlStack permits FunctionValidator {
    static final class Frame {
        final Instruction opener;
        final FunctionType type;
        final int height;
        /** What {@link LocalVariables#mark} was at its beginning. */
        final int locals;

        boolean unreachable;

        Frame(Instruction opener, FunctionType type, int height, int locals) {
            this.opener = opener;
            this.type = type;
            this.height = height;
            this.locals = locals;
        }

        List<ValueType> labelTypes() {
            return opener == Instruction.LOOP ? type.params() : type.results();
        }
    }

    final OperandStack stack = new OperandStack();
    final List<Frame> frames = new ArrayList<>();

    /** The current instruction. */
    InstructionReader in;

    final ValidationException invalid(String message) {
        return new ValidationException(message, in.offset());
    }

    final Frame frame() {
        return frames.getLast();
    }

    final ValueType pop() {
        Frame frame = frame();
        if (stack.size() == frame.height) {
            if (frame.unreachable) {
                return null;
            }
            throw invalid("type mismatch: " + in.instruction().text() + " needs an operand and the stack is empty");
        }
        return stack.pop();
    }

    final void pop(ValueType wanted) {
        ValueType got = pop();
        if (got != null && !got.matches(wanted)) {
            throw invalid("type mismatch: " + in.instruction().text() + " needs " + wanted + " and finds " + got);
        }
    }

    final void pop(List<ValueType> wanted) {
        for (int i = wanted.size() - 1; i >= 0; i--) {
            pop(wanted.get(i));
        }
    }

    final RefType popRef() {
        ValueType got = pop();
        if (got == null || got instanceof RefType) {
            return (RefType) got;
        }
        throw invalid("type mismatch: " + in.instruction().text() + " needs a reference and finds " + got);
    }

    final void unreachable() {
        Frame frame = frame();
        stack.truncate(frame.height);
        frame.unreachable = true;
    }

    final Frame label(int depth) {
        if (depth < 0 || depth >= frames.size()) {
            throw invalid("unknown label " + Integer.toUnsignedString(depth));
        }
        return frames.get(frames.size() - 1 - depth);
    }

    /** Whether values of the types on the left can stand where those on the right are expected. */
    static boolean matches(List<ValueType> values, List<ValueType> wanted) {
        boolean matches = values.size() == wanted.size();
        for (int i = 0; matches && i < values.size(); i++) {
            matches = values.get(i).matches(wanted.get(i));
        }
        return matches;
    }
}
