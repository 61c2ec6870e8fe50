package dev.habu.compiler.emission;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A br_table with many entries but few targets: a map from index to target number in string constants, one char an entry, instead of four bytes of code an
 * entry.
 */
final class BranchMap {
    /** A string constant has at most 65,535 bytes; a char takes up to three. */
    private static final int CHARS_PER_CONSTANT = 20_000;

    private BranchMap() {}

    /**
     * Replaces the index on the stack by the number of its target.
     *
     * @param targets the number for each index; the last is for all indices beyond
     */
    static void emit(MethodVisitor code, int[] targets) {
        int entries = targets.length - 1;
        for (int from = 0; from < entries; from += CHARS_PER_CONSTANT) {
            StringBuilder map = new StringBuilder();
            for (int i = from; i < Math.min(entries, from + CHARS_PER_CONSTANT); i++) {
                map.append((char) targets[i]);
            }
            code.visitLdcInsn(map.toString());
            if (from > 0) {
                code.visitMethodInsn(
                        Opcodes.INVOKEVIRTUAL,
                        "java/lang/String",
                        "concat",
                        "(Ljava/lang/String;)Ljava/lang/String;",
                        false);
            }
        }
        Constants.push(code, targets[entries]);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, "dev/habu/wasm/machine/InstanceOps", "target", "(ILjava/lang/String;I)I", false);
    }
}
