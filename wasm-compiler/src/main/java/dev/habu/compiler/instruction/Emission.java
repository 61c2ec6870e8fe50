package dev.habu.compiler.instruction;

import java.util.List;

/** How an instruction becomes bytecode. */
public sealed interface Emission {
    /** One step of straight-line bytecode. */
    sealed interface Step {}

    /** A JVM instruction without operands. */
    record Op(int opcode) implements Step {}

    /** A call of a static method. */
    record Call(String owner, String name, String descriptor) implements Step {}

    /** Straight-line bytecode that does the whole work. */
    record Sequence(List<Step> steps) implements Emission {}

    /**
     * A comparison whose result is a jump or, if nothing jumps on it, 0 or 1.
     *
     * @param steps what comes before the jump
     * @param jump the JVM jump that is taken if the comparison holds
     */
    record Comparison(List<Step> steps, int jump) implements Emission {}

    /** A load by the method of that name in MemoryOps, and what becomes of its result. With a lane index, the vector and the index are that step's other operands. */
    record Load(String method, List<Step> after) implements Emission {}

    /** A store by the method of that name in MemoryOps of what the steps make of the operand. With a lane index, the index is on top of it. */
    record Store(String method, List<Step> before) implements Emission {}

    /** A call of the method of that name in AtomicOps, which gets the operands, how many bytes are accessed, the operator, if any, the offset and the memory. */
    record Atomic(String method, List<Integer> operator) implements Emission {}

    /** A step that has the lane index as its last operand. */
    record WithLane(Step step) implements Emission {}

    /**
     * A call of the method of that name in InstanceOps, which gets the operands, then the indices among the immediates, then the instance.
     */
    record OnInstance(String method, String descriptor) implements Emission {}

    /** Code that depends on the immediates or the surroundings: the emitter knows it by the instruction. */
    record Special() implements Emission {}
}
