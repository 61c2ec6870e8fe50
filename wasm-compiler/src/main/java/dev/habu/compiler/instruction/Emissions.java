package dev.habu.compiler.instruction;

import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.DUP2_X1;
import static org.objectweb.asm.Opcodes.POP2;

import dev.habu.compiler.instruction.Emission.Call;
import dev.habu.compiler.instruction.Emission.Op;
import dev.habu.compiler.instruction.Emission.Step;
import java.util.Arrays;
import java.util.Locale;

/** The words in which the rows of {@link Instruction} say how an instruction becomes bytecode. */
final class Emissions {
    private Emissions() {}

    static Emission special() {
        return new Emission.Special();
    }

    static Step op(int opcode) {
        return new Op(opcode);
    }

    static Step integer(String name, String descriptor) {
        return new Call("java/lang/Integer", name, descriptor);
    }

    static Step longs(String name, String descriptor) {
        return new Call("java/lang/Long", name, descriptor);
    }

    static Step floats(String name, String descriptor) {
        return new Call("java/lang/Float", name, descriptor);
    }

    static Step doubles(String name, String descriptor) {
        return new Call("java/lang/Double", name, descriptor);
    }

    static Step math(String name, String descriptor) {
        return new Call("java/lang/Math", name, descriptor);
    }

    static Step numeric(String name, String descriptor) {
        return new Call("dev/habu/wasm/machine/NumericOps", name, descriptor);
    }

    /** A call of the method with the name of a vector instruction in the class of its shape. */
    static Step vector(String text, String stackType) {
        int dot = text.indexOf('.');
        StringBuilder name = new StringBuilder();
        for (String word : text.substring(dot + 1).split("_")) {
            name.append(
                    name.isEmpty() ? word.substring(0, 1) : word.substring(0, 1).toUpperCase(Locale.ROOT));
            name.append(word, 1, word.length());
        }
        String shape = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1, dot);
        return vector(shape + "Ops", name.toString(), stackType);
    }

    /** A call of a method on vectors with that stack type. */
    static Step vector(String owner, String name, String stackType) {
        StringBuilder descriptor = new StringBuilder("(");
        for (int i = 0; i < stackType.length(); i++) {
            char letter = stackType.charAt(i);
            descriptor.append(
                    switch (letter) {
                        case 'i', 'j', 'f', 'd' -> String.valueOf(letter).toUpperCase(Locale.ROOT);
                        case 'v' -> "Ldev/habu/wasm/V128;";
                        case '_' -> ")";
                        default -> throw new AssertionError(stackType);
                    });
        }
        return new Call("dev/habu/wasm/machine/" + owner, name, descriptor.toString());
    }

    static Step reference(String name, String descriptor) {
        return new Call("dev/habu/wasm/machine/ReferenceOps", name, descriptor);
    }

    static Emission ops(Step... steps) {
        return new Emission.Sequence(Arrays.asList(steps));
    }

    static Emission compare(int jump, Step... steps) {
        return new Emission.Comparison(Arrays.asList(steps), jump);
    }

    static Emission onInstance(String method, String descriptor) {
        return new Emission.OnInstance(method, descriptor);
    }

    /** The vector with a long in its low half and zeros in the other. */
    static Step low() {
        return vector("I64x2Ops", "low", "j_v");
    }

    static Emission atomic(String method, int... operator) {
        return new Emission.Atomic(method, Arrays.stream(operator).boxed().toList());
    }

    /** A call that gives a pair of longs, and the pair taken apart. */
    static Emission twoLongs(String method, String stackType) {
        String owner = "WideArithmeticOps";
        return ops(
                vector(owner, method, stackType),
                op(DUP),
                vector(owner, "low", "v_j"),
                op(DUP2_X1),
                op(POP2),
                vector(owner, "high", "v_j"));
    }

    static Emission load(String method, Step... after) {
        return new Emission.Load(method, Arrays.asList(after));
    }

    static Emission store(String method, Step... before) {
        return new Emission.Store(method, Arrays.asList(before));
    }
}
