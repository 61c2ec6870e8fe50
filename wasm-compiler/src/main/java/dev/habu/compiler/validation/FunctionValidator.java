package dev.habu.compiler.validation;

import dev.habu.compiler.Limit;
import dev.habu.compiler.LimitException;
import dev.habu.compiler.binary.InstructionReader;
import dev.habu.compiler.instruction.CatchClause;
import dev.habu.compiler.instruction.Instruction;
import dev.habu.compiler.module.CodeRange;
import dev.habu.wasm.AbstractHeapType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.GlobalType;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Validates function bodies and constant expressions by the algorithm of WebAssembly 3.0, appendix A.3, and hands each instruction on to a {@link ValidCode}.
 * One object validates one body after the other; it is not thread-safe.
 */
public final class FunctionValidator extends ControlStack {
    private final ModuleContext module;
    private final LocalVariables locals = new LocalVariables();
    private final ReferenceRules references;
    private ValidCode out;

    /** Validates code of that module. */
    public FunctionValidator(ModuleContext module) {
        this.module = module;
        references = new ReferenceRules(module, this);
    }

    /**
     * Validates a function body.
     *
     * @param locals the types of parameters and locals, as {@link LocalVariables#read} gave them
     * @param reader placed behind the locals
     */
    public void function(FunctionType type, List<ValueType> locals, InstructionReader reader, ValidCode sink) {
        this.locals.begin(locals, type.params().size());
        body(type, reader, sink);
    }

    private void body(FunctionType type, InstructionReader reader, ValidCode sink) {
        in = reader;
        out = sink;
        begin(type);
        while (!frames.isEmpty()) {
            in.next();
            instruction();
        }
        if (!in.atEnd()) {
            throw in.malformed("section size mismatch: function body goes on behind its end");
        }
    }

    /** Validates a constant expression (section 3.4.13) of type {@code wanted}. */
    public void constant(CodeRange range, ValueType wanted, int visibleGlobals, ValidCode sink) {
        locals.begin(List.of(), 0);
        in = new InstructionReader(
                module.module().bytes(),
                range.start(),
                range.end(),
                module.module().types());
        out = sink;
        begin(new FunctionType(List.of(), List.of(wanted)));
        while (!frames.isEmpty()) {
            in.next();
            switch (in.instruction()) {
                case I32_CONST,
                        I64_CONST,
                        F32_CONST,
                        F64_CONST,
                        V128_CONST,
                        REF_NULL,
                        END,
                        I32_ADD,
                        I32_SUB,
                        I32_MUL,
                        I64_ADD,
                        I64_SUB,
                        I64_MUL,
                        STRUCT_NEW,
                        STRUCT_NEW_DEFAULT,
                        ARRAY_NEW,
                        ARRAY_NEW_DEFAULT,
                        ARRAY_NEW_FIXED,
                        REF_I31,
                        ANY_CONVERT_EXTERN,
                        EXTERN_CONVERT_ANY -> {}
                case REF_FUNC -> module.function(in.index(), in.offset());
                case GLOBAL_GET -> {
                    if (Integer.compareUnsigned(in.index(), visibleGlobals) >= 0) {
                        throw invalid("unknown global " + Integer.toUnsignedString(in.index()));
                    }
                    if (module.global(in.index(), in.offset()).mutable()) {
                        throw invalid("constant expression required: global " + in.index() + " is mutable");
                    }
                }
                default ->
                    throw invalid(
                            "constant expression required: " + in.instruction().text());
            }
            instruction();
        }
    }

    private void begin(FunctionType type) {
        stack.clear();
        frames.clear();
        frames.add(new Frame(Instruction.BLOCK, type, 0, 0));
    }

    private void plain() {
        out.instruction(in, stack.size() - frame().height, null);
    }

    private void instruction() {
        Instruction i = in.instruction();
        if (i.operands() != null) {
            checkImmediates();
            plain();
            int wide = module.wideAddresses(in);
            pop(i.operands(wide));
            stack.push(i.results(wide));
            return;
        }
        switch (i) {
            case BLOCK, LOOP, IF, TRY, TRY_TABLE -> enter();
            case ELSE, CATCH, CATCH_ALL -> alternative();
            case END -> leave();
            case DELEGATE -> delegate();
            case DROP -> {
                int height = stack.size() - frame().height;
                out.instruction(in, height, pop());
            }
            case SELECT, SELECT_T -> select();
            default -> {
                checkImmediates();
                plain();
                special(i);
            }
        }
    }

    private void special(Instruction i) {
        switch (i) {
            case UNREACHABLE -> unreachable();
            case THROW -> {
                pop(module.tag(in.index(), in.offset()).params());
                unreachable();
            }
            case RETHROW -> {
                Instruction opener = label(in.index()).opener;
                if (opener != Instruction.CATCH && opener != Instruction.CATCH_ALL) {
                    throw invalid("invalid rethrow label");
                }
                unreachable();
            }
            case THROW_REF -> {
                pop(RefType.EXNREF);
                unreachable();
            }
            case BR -> {
                pop(label(in.index()).labelTypes());
                unreachable();
            }
            case BR_IF -> {
                pop(NumberType.I32);
                List<ValueType> types = label(in.index()).labelTypes();
                pop(types);
                stack.push(types);
            }
            case BR_TABLE -> branchTable();
            case RETURN -> {
                pop(frames.getFirst().type.results());
                unreachable();
            }
            case CALL, CALL_INDIRECT, CALL_REF -> {
                FunctionType callee = callee();
                pop(callee.params());
                stack.push(callee.results());
            }
            case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> tailCall();
            case LOCAL_GET -> stack.push(locals.get(in));
            case LOCAL_SET -> pop(locals.set(in));
            case LOCAL_TEE -> {
                ValueType type = locals.set(in);
                pop(type);
                stack.push(type);
            }
            case GLOBAL_GET -> stack.push(module.global(in.index(), in.offset()).valueType());
            case GLOBAL_SET -> {
                GlobalType global = module.global(in.index(), in.offset());
                if (!global.mutable()) {
                    throw invalid("global is immutable: global " + in.index());
                }
                pop(global.valueType());
            }
            case TABLE_GET -> {
                RefType element = module.table(in.index(), in.offset()).elementType();
                pop(address());
                stack.push(element);
            }
            case TABLE_SET -> {
                pop(module.table(in.index(), in.offset()).elementType());
                pop(address());
            }
            case TABLE_GROW -> {
                RefType element = module.table(in.index(), in.offset()).elementType();
                pop(address());
                pop(element);
                stack.push(address());
            }
            case TABLE_FILL -> {
                RefType element = module.table(in.index(), in.offset()).elementType();
                pop(address());
                pop(element);
                pop(address());
            }
            default -> references.check(i);
        }
    }

    /** The type of an index into the table that the instruction names. */
    private NumberType address() {
        return module.wideAddresses(in) != 0 ? NumberType.I64 : NumberType.I32;
    }

    /** The type of the function that a call is for; pops what names it. */
    private FunctionType callee() {
        return switch (in.instruction().immediates()) {
            case FUNCTION -> module.function(in.index(), in.offset());
            case TYPE -> {
                FunctionType type = in.functionTypeAt(in.index());
                pop(new RefType(true, type));
                yield type;
            }
            default -> {
                RefType elements = module.table(in.index2(), in.offset()).elementType();
                if (!elements.matches(RefType.FUNCREF)) {
                    throw invalid("type mismatch: " + in.instruction().text() + " through a table of " + elements);
                }
                pop(address());
                yield in.functionTypeAt(in.index());
            }
        };
    }

    private void tailCall() {
        FunctionType callee = callee();
        pop(callee.params());
        List<ValueType> wanted = frames.getFirst().type.results();
        if (!matches(callee.results(), wanted)) {
            throw invalid("type mismatch: " + in.instruction().text() + " gives " + callee.results() + " where "
                    + wanted + " is needed");
        }
        unreachable();
    }

    private void checkImmediates() {
        switch (in.instruction().immediates()) {
            case LABEL, LABEL_AND_CAST -> label(in.index());
            case LABEL_TABLE -> {
                for (int depth : in.labels()) {
                    label(depth);
                }
            }
            default -> module.checkImmediates(in);
        }
    }

    private void select() {
        int height = stack.size() - frame().height;
        boolean typed = in.instruction() == Instruction.SELECT_T;
        pop(NumberType.I32);
        ValueType type;
        if (typed) {
            if (in.valueTypes().size() != 1) {
                throw invalid("invalid result arity");
            }
            type = in.valueTypes().getFirst();
            pop(type);
            pop(type);
        } else {
            ValueType second = pop();
            ValueType first = pop();
            if (first instanceof RefType || second instanceof RefType) {
                throw invalid("type mismatch: select without a type works on numbers only");
            }
            if (first != null && second != null && !first.equals(second)) {
                throw invalid("type mismatch: select between " + first + " and " + second);
            }
            type = first == null ? second : first;
        }
        out.instruction(in, height, type);
        stack.push(type);
    }

    private void branchTable() {
        pop(NumberType.I32);
        int[] labels = in.labels();
        List<ValueType> wanted = label(labels[labels.length - 1]).labelTypes();
        for (int depth : labels) {
            List<ValueType> types = label(depth).labelTypes();
            if (types.size() != wanted.size()) {
                throw invalid("type mismatch: labels of a br_table differ in arity");
            }
            List<ValueType> popped = new ArrayList<>(types.size());
            for (int i = types.size() - 1; i >= 0; i--) {
                ValueType got = pop();
                if (got != null && !got.matches(types.get(i))) {
                    throw invalid("type mismatch: br_table needs " + types.get(i) + " and finds " + got);
                }
                popped.add(got);
            }
            stack.push(popped.reversed());
        }
        pop(wanted);
        unreachable();
    }

    private void enter() {
        FunctionType type = in.blockTypeOf();
        if (in.instruction() == Instruction.IF) {
            pop(NumberType.I32);
        }
        pop(type.params());
        if (in.instruction() == Instruction.TRY_TABLE) {
            in.catches().forEach(this::catchClause);
        }
        if (frames.size() >= Limit.NESTING) {
            throw new LimitException("blocks nested " + frames.size() + " deep", Limit.NESTING, in.offset());
        }
        out.enter(in, type, stack.size() - frame().height);
        push(in.instruction(), type);
    }

    private void catchClause(CatchClause clause) {
        List<ValueType> values = new ArrayList<>();
        if (!clause.all()) {
            values.addAll(module.tag(clause.tag(), in.offset()).params());
        }
        if (clause.reference()) {
            values.add(new RefType(false, AbstractHeapType.EXN));
        }
        List<ValueType> wanted = label(clause.label()).labelTypes();
        if (!matches(values, wanted)) {
            throw invalid("type mismatch: a catch clause has " + values + " for a label of " + wanted);
        }
    }

    private void push(Instruction opener, FunctionType type) {
        frames.add(new Frame(opener, type, stack.size(), locals.mark()));
        stack.push(type.params());
    }

    private Frame popFrame() {
        Frame frame = frame();
        pop(frame.type.results());
        if (stack.size() != frame.height) {
            throw invalid("type mismatch: " + (stack.size() - frame.height)
                    + " values remain on the stack at the end of a block");
        }
        frames.removeLast();
        locals.forget(frame.locals);
        return frame;
    }

    private void alternative() {
        Instruction i = in.instruction();
        Instruction opener = frame().opener;
        boolean fits = i == Instruction.ELSE
                ? opener == Instruction.IF
                : opener == Instruction.TRY || opener == Instruction.CATCH;
        if (!fits) {
            throw in.malformed(i.text() + " without " + (i == Instruction.ELSE ? "if" : "try"));
        }
        FunctionType type = popFrame().type;
        out.alternative(in);
        frames.add(new Frame(i, type, stack.size(), locals.mark()));
        switch (i) {
            case ELSE -> stack.push(type.params());
            case CATCH -> stack.push(module.tag(in.index(), in.offset()).params());
            default -> {}
        }
    }

    private void leave() {
        Frame frame = popFrame();
        if (frame.opener == Instruction.IF && !frame.type.params().equals(frame.type.results())) {
            throw invalid("type mismatch: if without else must have equal parameters and results");
        }
        out.leave(in);
        if (!frames.isEmpty()) {
            stack.push(frame.type.results());
        }
    }

    private void delegate() {
        if (frame().opener != Instruction.TRY) {
            throw in.malformed("delegate without try");
        }
        if (in.index() < 0 || in.index() >= frames.size() - 1) {
            throw invalid("unknown label " + Integer.toUnsignedString(in.index()));
        }
        Frame frame = popFrame();
        out.leave(in);
        stack.push(frame.type.results());
    }
}
