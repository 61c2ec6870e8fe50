package dev.habu.compiler.emission;

import dev.habu.compiler.lowering.Label;
import dev.habu.compiler.lowering.Region;
import dev.habu.wasm.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/** Emits labels and branches to them, within the method and out of it. */
final class BranchEmitter {
    /** Where a label is in this method and how the operands lie there. */
    private static final class Target {
        final org.objectweb.asm.Label place = new org.objectweb.asm.Label();
        final int base;
        final int spilled;
        final int depth;

        Target(int base, int spilled, int depth) {
            this.depth = depth;
            this.base = base;
            this.spilled = spilled;
        }
    }

    /** What a branch to a label outside of the method does. */
    interface Exit {
        /** Whether the method is a region: the JVM's stack must then hold nothing but the values that the label takes. */
        boolean isRegion();

        /** Emits the leaving. */
        void leave(Label label);

        /** Where a region leaves by a label, with nothing on the JVM's stack and the values that the label takes in the frame. */
        org.objectweb.asm.Label place(Label label);

        /** Whether the method is a wide region, which returns the codes of labels. */
        boolean isWide();

        /** Emits the leaving of a wide region by one of some labels, whose code is in a variable and whose values are in the frame. */
        void handOn(List<Label> labels, int exitCode);
    }

    /** The most entries of a br_table that become a tableswitch of their own; larger ones with few targets go through a map. */
    private static final int PLAIN_SWITCH = 64;

    /** So many runs of equal targets in a br_table are told apart by comparisons. */
    private static final int FEW_RUNS = 4;

    private final MethodState state;
    private final MeteredCode code;
    private final Variables variables;
    private final Operands operands;
    private final OperationEmitter operations;
    private final Exit exit;
    private final Map<Label, Target> targets = new HashMap<>();
    private final TryEmitter tries;

    BranchEmitter(MethodState state, OperationEmitter operations, Exit exit, MethodEmitter method) {
        tries = new TryEmitter(state, this, method);
        this.state = state;
        this.operations = operations;
        this.exit = exit;
        code = state.code;
        variables = state.variables;
        operands = state.operands;
    }

    TryEmitter tries() {
        return tries;
    }

    OperationEmitter operations() {
        return operations;
    }

    /** The jump that jumps exactly if {@code jump} does not. */
    static int negate(int jump) {
        return jump >= Opcodes.IFNULL ? jump ^ 1 : ((jump + 1) ^ 1) - 1;
    }

    /** Makes a label known whose block has {@code base} operands below it. */
    void open(Label label, int base) {
        targets.put(label, new Target(base, operands.spilled(), targets.size()));
    }

    /** How many open blocks are around the one with a label, or -1 if that is not open in this method. */
    int depth(Label label) {
        Target target = targets.get(label);
        return target == null ? -1 : target.depth;
    }

    /** Whether the method is a region. */
    boolean inRegion() {
        return exit.isRegion();
    }

    void forget(Label label) {
        targets.remove(label);
    }

    /** Places a label; from here on the operands and the defined locals are those that branches to it agree on. */
    void place(Label label) {
        Target target = targets.get(label);
        operands.truncate(target.base);
        operands.push(label.types());
        BitSet live = label.live();
        variables.setDefined(live);
        state.label(target.place);
    }

    /** Places a label where a stack map with the same variables and operands has just been written. */
    void placeHere(Label label) {
        state.label(targets.get(label).place);
    }

    /** Branches; the code behind it is not reached. */
    void branch(Label label) {
        Target target = targets.get(label);
        if (target == null) {
            if (tries.raise(label)) {
                return;
            }
            if (exit.isRegion()) {
                clearStack(label.types().size());
            }
            exit.leave(label);
        } else {
            arrange(target, label.types().size());
            code.visitJumpInsn(Opcodes.GOTO, target.place);
        }
    }

    /** Branches if {@code jump} jumps. */
    void branchIf(int jump, Label label) {
        Target target = targets.get(label);
        if (target != null && isInPlace(target, label.types().size())) {
            code.visitJumpInsn(jump, target.place);
            return;
        }
        if (label.types().isEmpty() && operands.size() == operands.spilled() && leavesWide(label)) {
            code.visitJumpInsn(jump, exit.place(label));
            return;
        }
        org.objectweb.asm.Label stay = new org.objectweb.asm.Label();
        code.visitJumpInsn(negate(jump), stay);
        JvmType[] saved = operands.save();
        int spilled = operands.spilled();
        branch(label);
        operands.restore(saved);
        operands.setSpilled(spilled);
        state.label(stay);
    }

    /** Whether a branch to a label leaves a wide region by an exit of its own. */
    private boolean leavesWide(Label label) {
        return exit.isWide() && !targets.containsKey(label) && !tries.raises(label);
    }

    /** Branches with the values that a region has left in the frame. */
    void branchWithFrame(Label label) {
        if (leavesWide(label)) {
            drop(operands.spilled(), operands.size());
            code.visitJumpInsn(Opcodes.GOTO, exit.place(label));
            return;
        }
        for (int i = 0; i < label.types().size(); i++) {
            JvmType type = JvmType.of(label.types().get(i));
            variables.loadFrame();
            code.visitFieldInsn(
                    Opcodes.GETFIELD, variables.frameClass(), RegionEmitter.carried(i, type), type.descriptor);
            operands.push(type);
        }
        branch(label);
    }

    /** Branches with the values in the frame if {@code jump} jumps. */
    void branchIfWithFrame(int jump, Label label) {
        if (label.types().isEmpty()) {
            branchIf(jump, label);
            return;
        }
        org.objectweb.asm.Label stay = new org.objectweb.asm.Label();
        code.visitJumpInsn(negate(jump), stay);
        JvmType[] saved = operands.save();
        branchWithFrame(label);
        operands.restore(saved);
        state.label(stay);
    }

    private boolean isInPlace(Target target, int carried) {
        return target.spilled == operands.spilled() && operands.size() - carried == target.base;
    }

    /** Makes the JVM's stack what the target expects. */
    private void arrange(Target target, int carried) {
        if (isInPlace(target, carried)) {
            return;
        }
        int[] temporaries = store(carried);
        int first = operands.size() - carried;
        int keep = Math.max(target.base, operands.spilled());
        if (target.spilled < operands.spilled()) {
            keep = operands.spilled();
        }
        drop(keep, first);
        for (int i = target.spilled; i < Math.min(target.base, operands.spilled()); i++) {
            code.visitVarInsn(operands.get(i).load, operands.spillSlot(i));
        }
        reload(temporaries, first);
    }

    /** Leaves only the carried values on the JVM's stack. */
    private void clearStack(int carried) {
        int first = operands.size() - carried;
        if (first > operands.spilled()) {
            int[] temporaries = store(carried);
            drop(operands.spilled(), first);
            reload(temporaries, first);
        }
    }

    private int[] store(int carried) {
        int[] temporaries = new int[carried];
        int slot = variables.scratch();
        for (int i = carried - 1; i >= 0; i--) {
            JvmType type = operands.get(operands.size() - carried + i);
            code.visitVarInsn(type.store, slot);
            temporaries[i] = slot;
            slot += type.slots;
        }
        return temporaries;
    }

    private void reload(int[] temporaries, int first) {
        for (int i = 0; i < temporaries.length; i++) {
            code.visitVarInsn(operands.get(first + i).load, temporaries[i]);
        }
    }

    /** Pops operands from before {@code end} down to {@code from}. */
    private void drop(int from, int end) {
        for (int i = end - 1; i >= from; i--) {
            code.visitInsn(operands.get(i).slots == 1 ? Opcodes.POP : Opcodes.POP2);
        }
    }

    /** br_table: the last label is the default. */
    void branchTable(List<Label> labels) {
        List<Label> distinct = new ArrayList<>();
        int[] which = new int[labels.size()];
        Map<Label, Integer> seen = new HashMap<>();
        for (int i = 0; i < which.length; i++) {
            which[i] = seen.computeIfAbsent(labels.get(i), label -> {
                distinct.add(label);
                return distinct.size() - 1;
            });
        }
        int entries = labels.size() - 1;
        List<Integer> ends = ends(which);
        if (entries > PLAIN_SWITCH && ends.size() <= FEW_RUNS) {
            compare(labels, ends);
        } else if (entries > PLAIN_SWITCH && distinct.size() * 4 < entries) {
            BranchMap.emit(code, which);
            switchTo(distinct, null, distinct.size() - 1, distinct.getLast());
        } else {
            switchTo(labels, null, entries, labels.getLast());
        }
    }

    /** The ends of the runs of equal targets, from index 0 on; the last one, which the default belongs to, is left out. */
    private static List<Integer> ends(int[] which) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 1; i < which.length && ends.size() <= FEW_RUNS; i++) {
            if (which[i] != which[i - 1]) {
                ends.add(i);
            }
        }
        return ends;
    }

    /** Finds the run of the index by comparisons. */
    private void compare(List<Label> labels, List<Integer> ends) {
        Detours detours = new Detours(false);
        int index = variables.scratch();
        code.visitVarInsn(Opcodes.ISTORE, index);
        code.visitVarInsn(Opcodes.ILOAD, index);
        code.visitJumpInsn(Opcodes.IFLT, detours.place(labels.getLast()));
        for (int end : ends) {
            code.visitVarInsn(Opcodes.ILOAD, index);
            Constants.push(code, end);
            code.visitJumpInsn(Opcodes.IF_ICMPLT, detours.place(labels.get(end - 1)));
        }
        code.visitJumpInsn(Opcodes.GOTO, detours.place(labels.getLast()));
        detours.emit();
    }

    /** Goes on by a region's exit code: 0 falls through, if the region can, or is the first label. */
    void dispatch(List<Label> exits, boolean fallsThrough) {
        org.objectweb.asm.Label next = new org.objectweb.asm.Label();
        List<Label> labels = new ArrayList<>(exits);
        if (fallsThrough) {
            labels.addFirst(null);
        }
        Label first = fallsThrough ? null : exits.getFirst();
        // Code 0 is the most frequent one and becomes the default, whose place is behind the switch.
        switchTo(labels, next, labels.size(), first);
        state.label(next);
    }

    /** Goes on by a wide region's exit code, 0 falls through. A method that is a wide region itself hands on all that are not its own. */
    void dispatchWide(Region region) {
        List<Label> own = new ArrayList<>();
        List<Label> others = new ArrayList<>();
        for (Label label : region.exits()) {
            (leavesWide(label) ? others : own).add(label);
        }
        own.sort(Comparator.comparingInt(Label::code));
        int exitCode = variables.acquire(Opcodes.INTEGER, 1);
        code.visitVarInsn(Opcodes.ISTORE, exitCode);
        org.objectweb.asm.Label next = new org.objectweb.asm.Label();
        if (region.fallsThrough()) {
            code.visitVarInsn(Opcodes.ILOAD, exitCode);
            code.visitJumpInsn(Opcodes.IFEQ, next);
        }
        Detours detours = new Detours(true);
        org.objectweb.asm.Label handOn = new org.objectweb.asm.Label();
        if (!own.isEmpty()) {
            code.visitVarInsn(Opcodes.ILOAD, exitCode);
            switchOnCode(own, detours, others.isEmpty() ? detours.place(own.getLast()) : handOn);
            detours.emit();
            if (!others.isEmpty()) {
                state.label(handOn);
            }
        }
        if (!others.isEmpty()) {
            exit.handOn(others, exitCode);
        }
        variables.release();
        if (region.fallsThrough()) {
            state.label(next);
        }
    }

    private void switchOnCode(List<Label> labels, Detours detours, org.objectweb.asm.Label otherwise) {
        int low = labels.getFirst().code();
        int high = labels.getLast().code();
        if (high - low < 2 * labels.size()) {
            org.objectweb.asm.Label[] places = new org.objectweb.asm.Label[high - low + 1];
            Arrays.fill(places, otherwise);
            labels.forEach(label -> places[label.code() - low] = detours.place(label));
            code.visitTableSwitchInsn(low, high, otherwise, places);
        } else {
            int[] keys = labels.stream().mapToInt(Label::code).toArray();
            org.objectweb.asm.Label[] places =
                    labels.stream().map(detours::place).toArray(org.objectweb.asm.Label[]::new);
            code.visitLookupSwitchInsn(otherwise, keys, places);
        }
    }

    /** A tableswitch over the first {@code entries} labels. After a region {@code next} is given: it is where a null label
     * and the default go, and values that a branch carries are in the frame. */
    private void switchTo(List<Label> labels, org.objectweb.asm.Label next, int entries, Label otherwise) {
        Detours detours = new Detours(next != null);
        org.objectweb.asm.Label[] places = new org.objectweb.asm.Label[entries];
        for (int i = 0; i < entries; i++) {
            Label label = labels.get(i);
            places[i] = label == null || (next != null && label == otherwise) ? next : detours.place(label);
        }
        org.objectweb.asm.Label defaultPlace = next != null ? next : detours.place(otherwise);
        if (entries == 0) {
            code.visitInsn(Opcodes.POP);
            code.visitJumpInsn(Opcodes.GOTO, defaultPlace);
        } else {
            code.visitTableSwitchInsn(0, entries - 1, defaultPlace, places);
        }
        detours.emit();
    }

    /** Where the many ways of a switch go: to the target itself, or to code behind the switch that arranges the operands first. */
    private final class Detours {
        private final boolean withFrame;
        private final Map<Label, org.objectweb.asm.Label> places = new LinkedHashMap<>();

        /** With {@code withFrame} the values that a branch carries are in the frame. */
        Detours(boolean withFrame) {
            this.withFrame = withFrame;
        }

        org.objectweb.asm.Label place(Label label) {
            Target target = targets.get(label);
            if (target != null
                    && isInPlace(target, label.types().size())
                    && !(withFrame && !label.types().isEmpty())) {
                return target.place;
            }
            return places.computeIfAbsent(label, l -> new org.objectweb.asm.Label());
        }

        void emit() {
            JvmType[] saved = operands.save();
            int spilled = operands.spilled();
            places.forEach((label, place) -> {
                operands.restore(saved);
                operands.setSpilled(spilled);
                state.label(place);
                if (withFrame) {
                    branchWithFrame(label);
                } else {
                    branch(label);
                }
            });
            operands.restore(saved);
            operands.setSpilled(spilled);
        }
    }

    /** Returns from a whole function with its results on the stack. */
    void returnResults(List<ValueType> results) {
        switch (results.size()) {
            case 0 -> code.visitInsn(Opcodes.RETURN);
            case 1 -> code.visitInsn(JvmType.of(results.getFirst()).ret);
            default -> {
                operations.pack(results);
                code.visitInsn(Opcodes.ARETURN);
            }
        }
    }
}
