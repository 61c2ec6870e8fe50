package dev.habu.compiler.emission;

import dev.habu.wasm.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The JVM variables of one method: which slot or frame field holds which WebAssembly local, which are defined at the moment, and the temporary ones. It
 * writes the locals' part of stack maps: dead locals are left undefined there, so only those need a first value that are live at the start.
 */
final class Variables {
    private record Fixed(int slot, Object frame) {}

    private final MethodVisitor code;
    private final List<ValueType> types;
    private final BitSet fields;
    private final String frameClass;
    private final int[] slots;
    private final int[] order;
    private final List<Fixed> fixed = new ArrayList<>();
    private final List<Fixed> active = new ArrayList<>();
    private BitSet defined = new BitSet();
    private int instanceSlot = -1;
    private int frameSlot = -1;
    private int nextSlot;
    private int placed;

    /**
     * Makes the variables of a method without any slot assigned.
     *
     * @param types of the locals
     * @param fields the locals that are fields of the frame object in this method
     * @param frameClass the class of the frame object, or null if the function is not split
     */
    Variables(MethodVisitor code, List<ValueType> types, BitSet fields, String frameClass) {
        this.code = code;
        this.types = types;
        this.fields = fields;
        this.frameClass = frameClass;
        slots = new int[types.size()];
        order = new int[types.size()];
        Arrays.fill(slots, -1);
    }

    JvmType type(int local) {
        return JvmType.of(types.get(local));
    }

    /** Gives a local the next slot. */
    void place(int local) {
        if (slots[local] < 0) {
            slots[local] = nextSlot;
            order[placed++] = local;
            nextSlot += type(local).slots;
        }
    }

    /** Leaves slots to parameters that are not locals. */
    void skip(int count) {
        nextSlot += count;
    }

    void placeInstance(String machine) {
        instanceSlot = nextSlot++;
        fixed.add(new Fixed(instanceSlot, machine));
    }

    void placeFrame() {
        frameSlot = nextSlot++;
        fixed.add(new Fixed(frameSlot, frameClass));
    }

    int frameSlot() {
        return frameSlot;
    }

    boolean isField(int local) {
        return fields.get(local);
    }

    void loadInstance() {
        code.visitVarInsn(Opcodes.ALOAD, instanceSlot);
    }

    String frameClass() {
        return frameClass;
    }

    void loadFrame() {
        code.visitVarInsn(Opcodes.ALOAD, frameSlot);
    }

    BitSet defined() {
        return (BitSet) defined.clone();
    }

    /** Sets which locals are defined from here on: those of {@code locals} that are not fields. */
    void setDefined(BitSet locals) {
        defined = (BitSet) locals.clone();
        defined.andNot(fields);
    }

    void setDefined(int local) {
        defined.set(local);
    }

    /** local.get. */
    void get(int local) {
        if (isField(local)) {
            loadFrame();
            getField(local);
        } else {
            code.visitVarInsn(type(local).load, slots[local]);
        }
    }

    /** local.set. */
    void set(int local) {
        if (isField(local)) {
            JvmType type = type(local);
            loadFrame();
            if (type.slots == 1) {
                code.visitInsn(Opcodes.SWAP);
            } else {
                code.visitInsn(Opcodes.DUP_X2);
                code.visitInsn(Opcodes.POP);
            }
            putField(local);
        } else {
            code.visitVarInsn(type(local).store, slots[local]);
            defined.set(local);
        }
    }

    /** local.tee. */
    void tee(int local) {
        code.visitInsn(type(local).slots == 1 ? Opcodes.DUP : Opcodes.DUP2);
        set(local);
    }

    /** Whether a local is an int variable that iinc can change. */
    boolean isIncrementable(int local) {
        return !isField(local) && type(local) == JvmType.INT;
    }

    void increment(int local, int by) {
        code.visitIincInsn(slots[local], by);
    }

    /** Sets a local to zero or null. */
    void clear(int local) {
        switch (type(local)) {
            case INT -> code.visitInsn(Opcodes.ICONST_0);
            case LONG -> code.visitInsn(Opcodes.LCONST_0);
            case FLOAT -> code.visitInsn(Opcodes.FCONST_0);
            case DOUBLE -> code.visitInsn(Opcodes.DCONST_0);
            case REF -> code.visitInsn(Opcodes.ACONST_NULL);
        }
        code.visitVarInsn(type(local).store, slots[local]);
        defined.set(local);
    }

    /** Copies a frame field into the local's slot. */
    void loadFromFrame(int local) {
        loadFrame();
        getField(local);
        code.visitVarInsn(type(local).store, slots[local]);
        defined.set(local);
    }

    /** Copies the local's slot into its frame field. */
    void storeToFrame(int local) {
        loadFrame();
        code.visitVarInsn(type(local).load, slots[local]);
        putField(local);
    }

    private void getField(int local) {
        code.visitFieldInsn(Opcodes.GETFIELD, frameClass, "l" + local, type(local).descriptor);
    }

    private void putField(int local) {
        code.visitFieldInsn(Opcodes.PUTFIELD, frameClass, "l" + local, type(local).descriptor);
    }

    /** Takes a temporary variable that stack maps know of until {@link #release}. */
    int acquire(Object frame, int size) {
        int slot = nextSlot;
        nextSlot += size;
        active.add(new Fixed(slot, frame));
        return slot;
    }

    /** Gives up the temporary variable that was taken last. */
    void release() {
        nextSlot = active.removeLast().slot();
    }

    /** A slot behind all variables, for values that do not live across a label. */
    int scratch() {
        return nextSlot;
    }

    /** The locals' part of a stack map. */
    Object[] frame() {
        Object[] bySlot = new Object[nextSlot];
        Arrays.fill(bySlot, Opcodes.TOP);
        for (Fixed f : fixed) {
            bySlot[f.slot()] = f.frame();
        }
        for (Fixed f : active) {
            bySlot[f.slot()] = f.frame();
        }
        for (int i = 0; i < placed; i++) {
            int local = order[i];
            if (defined.get(local)) {
                bySlot[slots[local]] = type(local).frame;
            }
        }
        Object[] entries = new Object[nextSlot];
        int count = 0;
        int used = 0;
        for (int slot = 0; slot < nextSlot; ) {
            Object entry = bySlot[slot];
            entries[count++] = entry;
            slot += Opcodes.LONG.equals(entry) || Opcodes.DOUBLE.equals(entry) ? 2 : 1;
            if (!Opcodes.TOP.equals(entry)) {
                used = count;
            }
        }
        return Arrays.copyOf(entries, used);
    }
}
