package dev.habu.compiler.emission;

import dev.habu.wasm.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The JVM variables of one method: which slot or frame field holds which WebAssembly local, which are defined at the moment, and the temporary ones. It
 * writes the locals' part of stack maps: dead locals are left undefined there, so only those need a first value that are live at the start.
 *
 * <p>A local that is a vector is two longs, not an object: HotSpot allocates objects that are merged at the head of a loop, but removes those that live
 * between two instructions.
 */
final class Variables {
    private static final String VECTOR = "dev/habu/wasm/V128";
    private static final int LOW = 0;
    private static final int HIGH = 1;

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
    private final BitSet placedLocals = new BitSet();

    /** The slots of the objects in which vectors were passed to the method. */
    private final SortedMap<Integer, Integer> vectors = new TreeMap<>();

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
            placedLocals.set(local);
            nextSlot += type(local) == JvmType.V128 ? 4 : type(local).slots;
        }
    }

    /** Gives the parameters the first slots. Vectors arrive as objects: {@link #unpackParameters} copies them. */
    void placeParameters(int count) {
        for (int i = 0; i < count; i++) {
            if (type(i) == JvmType.V128) {
                vectors.put(i, nextSlot++);
            } else {
                place(i);
            }
        }
    }

    /** Copies parameters that are vectors to slots or the frame. */
    void unpackParameters() {
        vectors.forEach((local, object) -> {
            if (!isField(local)) {
                place(local);
            }
            code.visitVarInsn(Opcodes.ALOAD, object);
            set(local);
        });
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

    /** The locals that are fields of the frame object in this method; not to be changed. */
    BitSet fields() {
        return fields;
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
        if (type(local) == JvmType.V128) {
            getHalf(local, LOW);
            getHalf(local, HIGH);
            code.visitMethodInsn(Opcodes.INVOKESTATIC, VECTOR, "of", "(JJ)L" + VECTOR + ";", false);
        } else if (isField(local)) {
            loadFrame();
            getField(local);
        } else {
            code.visitVarInsn(type(local).load, slots[local]);
        }
    }

    /** local.set. */
    void set(int local) {
        JvmType type = type(local);
        if (type == JvmType.V128) {
            code.visitInsn(Opcodes.DUP);
            setHalf(local, LOW);
            setHalf(local, HIGH);
        } else if (isField(local)) {
            loadFrame();
            if (type.slots == 1) {
                code.visitInsn(Opcodes.SWAP);
            } else {
                code.visitInsn(Opcodes.DUP_X2);
                code.visitInsn(Opcodes.POP);
            }
            putField(local);
        } else {
            code.visitVarInsn(type.store, slots[local]);
        }
        defined.set(local, !isField(local));
    }

    private void getHalf(int local, int half) {
        if (isField(local)) {
            loadFrame();
            code.visitFieldInsn(Opcodes.GETFIELD, frameClass, field(local, half), "J");
        } else {
            code.visitVarInsn(Opcodes.LLOAD, slots[local] + 2 * half);
        }
    }

    /** Stores a half of the vector that is on the stack. */
    private void setHalf(int local, int half) {
        if (isField(local)) {
            loadFrame();
            code.visitInsn(Opcodes.SWAP);
        }
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, VECTOR, half == LOW ? "low" : "high", "()J", false);
        if (isField(local)) {
            code.visitFieldInsn(Opcodes.PUTFIELD, frameClass, field(local, half), "J");
        } else {
            code.visitVarInsn(Opcodes.LSTORE, slots[local] + 2 * half);
        }
    }

    /** The frame's fields for a local and their descriptor: two halves for a vector. */
    static SortedMap<String, String> fields(int local, JvmType type) {
        return new TreeMap<>(
                type == JvmType.V128
                        ? Map.of(field(local, LOW), "J", field(local, HIGH), "J")
                        : Map.of("l" + local, type.descriptor));
    }

    private static String field(int local, int half) {
        return "l" + local + (half == LOW ? "low" : "high");
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
        if (type(local) == JvmType.V128) {
            for (int half = LOW; half <= HIGH; half++) {
                code.visitInsn(Opcodes.LCONST_0);
                code.visitVarInsn(Opcodes.LSTORE, slots[local] + 2 * half);
            }
        } else {
            type(local).zero(code);
            code.visitVarInsn(type(local).store, slots[local]);
        }
        defined.set(local);
    }

    /** Copies a frame field into the local's slot. */
    void loadFromFrame(int local) {
        loadFrame();
        if (type(local) == JvmType.V128) {
            code.visitInsn(Opcodes.DUP);
            for (int half = LOW; half <= HIGH; half++) {
                code.visitFieldInsn(Opcodes.GETFIELD, frameClass, field(local, half), "J");
                code.visitVarInsn(Opcodes.LSTORE, slots[local] + 2 * half);
            }
        } else {
            getField(local);
            code.visitVarInsn(type(local).store, slots[local]);
        }
        defined.set(local);
    }

    /** Copies the local's slot into its frame field. */
    void storeToFrame(int local) {
        if (type(local) == JvmType.V128) {
            for (int half = LOW; half <= HIGH; half++) {
                loadFrame();
                code.visitVarInsn(Opcodes.LLOAD, slots[local] + 2 * half);
                code.visitFieldInsn(Opcodes.PUTFIELD, frameClass, field(local, half), "J");
            }
        } else {
            loadFrame();
            code.visitVarInsn(type(local).load, slots[local]);
            putField(local);
        }
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

    /** What the locals' part of a stack map depends on: equal for equal ones, and made in a fraction of the time. */
    Object[] frameKey() {
        BitSet locals = (BitSet) placedLocals.clone();
        locals.and(defined);
        return new Object[] {locals, List.copyOf(active)};
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
            if (defined.get(local) && type(local) == JvmType.V128) {
                bySlot[slots[local]] = Opcodes.LONG;
                bySlot[slots[local] + 2] = Opcodes.LONG;
            } else if (defined.get(local)) {
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
