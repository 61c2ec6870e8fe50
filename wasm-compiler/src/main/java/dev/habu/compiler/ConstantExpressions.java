package dev.habu.compiler;

import dev.habu.compiler.binary.InstructionReader;
import dev.habu.compiler.instruction.Instruction;
import dev.habu.compiler.lowering.FunctionTree;
import dev.habu.compiler.lowering.TailCallers;
import dev.habu.compiler.lowering.TreeBuilder;
import dev.habu.compiler.module.CodeRange;
import dev.habu.compiler.validation.FunctionValidator;
import dev.habu.compiler.validation.ModuleContext;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.descriptor.Constant;
import java.util.ArrayList;
import java.util.List;

/** Turns constant expressions into values where they are plain, else into code. */
final class ConstantExpressions {
    private final ModuleContext context;
    private final List<FunctionTree> computed = new ArrayList<>();

    ConstantExpressions(ModuleContext context) {
        this.context = context;
    }

    /** The expressions that need code, in the order of their numbers. */
    List<FunctionTree> computed() {
        return computed;
    }

    /** The value of a valid constant expression. */
    Constant value(CodeRange range, ValueType type) {
        InstructionReader in = new InstructionReader(
                context.module().bytes(),
                range.start(),
                range.end(),
                context.module().types());
        in.next();
        Constant plain = switch (in.instruction()) {
            case I32_CONST -> new Constant.Literal((int) in.value());
            case I64_CONST -> new Constant.Literal(in.value());
            case F32_CONST -> new Constant.Literal(Float.intBitsToFloat((int) in.value()));
            case F64_CONST -> new Constant.Literal(Double.longBitsToDouble(in.value()));
            case V128_CONST -> new Constant.Literal(in.vector());
            case REF_FUNC -> new Constant.FunctionRef(in.index());
            case REF_NULL -> new Constant.Null();
            default -> null;
        };
        if (plain != null) {
            in.next();
            if (in.instruction() == Instruction.END) {
                return plain;
            }
        }
        FunctionType function = new FunctionType(List.of(), List.of(type));
        TreeBuilder builder =
                new TreeBuilder(new TailCallers(context.module()), -1, function, List.of(), range.start());
        new FunctionValidator(context)
                .constant(range, type, context.module().globals().size(), builder);
        computed.add(builder.tree());
        return new Constant.Computed(computed.size() - 1);
    }
}
