package dev.habu.compiler.validation;

import dev.habu.compiler.binary.InstructionReader;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.ValueType;

/** Receives a function body while it is validated, instruction by instruction in order. The operands of each are known to be right. */
public interface ValidCode {
    /**
     * An instruction that neither begins nor ends a block.
     *
     * @param in its immediates
     * @param height how many operands lie on the stack of the innermost block before it
     * @param type for drop and select, the type of the operand, null where the code is unreachable; for others null
     */
    void instruction(InstructionReader in, int height, ValueType type);

    /**
     * A block, loop, if or try begins.
     *
     * @param height how many operands lie on the stack of the enclosing block below the parameters of the new one (the condition of an if is gone)
     */
    void enter(InstructionReader in, FunctionType type, int height);

    /** An else, catch or catch_all begins. */
    void alternative(InstructionReader in);

    /** The innermost block ends, by end or delegate. */
    void leave(InstructionReader in);
}
