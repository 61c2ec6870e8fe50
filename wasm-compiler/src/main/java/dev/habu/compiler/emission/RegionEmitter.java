package dev.habu.compiler.emission;

import dev.habu.compiler.lowering.Label;
import dev.habu.compiler.lowering.Region;
import dev.habu.wasm.ValueType;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/** Emits a region's method: loads the locals that it uses from the frame, runs, stores what it wrote, returns which way it left. */
final class RegionEmitter implements BranchEmitter.Exit {
    private final Region region;
    private final MeteredCode code;
    private final Variables variables;
    private final MethodState state;
    private final Map<Label, org.objectweb.asm.Label> exits = new LinkedHashMap<>();

    RegionEmitter(Region region, MethodState state) {
        this.region = region;
        this.state = state;
        code = state.code;
        variables = state.variables;
    }

    /** The descriptor of a region's method: inputs, frame, instance; it returns its output or, with several ways out, which one it took. */
    static String descriptor(ModuleLayout layout, String frameClass, Region region) {
        String result =
                region.outcomes() > 1 ? "I" : region.outputs().isEmpty() ? "V" : JvmType.descriptors(region.outputs());
        return "(" + JvmType.descriptors(region.inputs()) + "L" + frameClass + ";L" + layout.machine() + ";)" + result;
    }

    /** The name of the frame's field for the value at {@code index} of those that a branch carries. */
    static String carried(int index, JvmType type) {
        return "v" + index + type.name().charAt(0);
    }

    void emit() {
        MethodEmitter method = new MethodEmitter(state, this);
        BitSet loads = region.loads();
        for (int local = loads.nextSetBit(0); local >= 0; local = loads.nextSetBit(local + 1)) {
            if (!variables.isField(local)) {
                variables.loadFromFrame(local);
            }
        }
        int slot = 0;
        for (ValueType input : region.inputs()) {
            JvmType type = JvmType.of(input);
            code.visitVarInsn(type.load, slot);
            state.operands.push(type);
            slot += type.slots;
        }
        method.body(region.body());
        if (method.reachable()) {
            store(region.liveAfter());
            if (region.outcomes() > 1) {
                Constants.push(code, 0);
                code.visitInsn(Opcodes.IRETURN);
            } else {
                method.branches().returnResults(region.outputs());
            }
        }
        Map<BitSet, org.objectweb.asm.Label> ends = new LinkedHashMap<>();
        for (Map.Entry<Label, org.objectweb.asm.Label> exit : exits.entrySet()) {
            Label label = exit.getKey();
            state.operands.truncate(0);
            state.operands.setSpilled(0);
            variables.setDefined(label.live());
            state.label(exit.getValue());
            if (region.isWide()) {
                Constants.push(code, label.code());
                BitSet stores = stores(label.live());
                if (stores.isEmpty()) {
                    code.visitInsn(Opcodes.IRETURN);
                } else {
                    code.visitJumpInsn(Opcodes.GOTO, ends.computeIfAbsent(stores, s -> new org.objectweb.asm.Label()));
                }
                continue;
            }
            store(label.live());
            if (region.outcomes() > 1) {
                Constants.push(code, region.exits().indexOf(label) + (region.fallsThrough() ? 1 : 0));
                code.visitInsn(Opcodes.IRETURN);
            } else {
                code.visitInsn(Opcodes.RETURN);
            }
        }
        ends.forEach((stores, end) -> {
            variables.setDefined(stores);
            state.operands.push(JvmType.INT);
            state.label(end);
            store(stores);
            code.visitInsn(Opcodes.IRETURN);
            state.operands.pop();
        });
    }

    /** Puts what the region has written and is still needed back into the frame. */
    private void store(BitSet live) {
        BitSet stores = stores(live);
        for (int local = stores.nextSetBit(0); local >= 0; local = stores.nextSetBit(local + 1)) {
            variables.storeToFrame(local);
        }
    }

    private BitSet stores(BitSet live) {
        BitSet stores = (BitSet) live.clone();
        stores.and(region.writes());
        stores.andNot(variables.fields());
        return stores;
    }

    @Override
    public boolean isRegion() {
        return true;
    }

    @Override
    public boolean isWide() {
        return region.isWide();
    }

    /** What is live at any of the labels is written back: a field of the frame may hold anything where its local is dead. */
    @Override
    public void handOn(List<Label> labels, int exitCode) {
        BitSet live = new BitSet();
        labels.forEach(label -> live.or(label.live()));
        live.and(variables.defined());
        store(live);
        code.visitVarInsn(Opcodes.ILOAD, exitCode);
        code.visitInsn(Opcodes.IRETURN);
    }

    @Override
    public void leave(Label label) {
        for (int i = label.types().size() - 1; i >= 0; i--) {
            JvmType type = JvmType.of(label.types().get(i));
            variables.loadFrame();
            if (type.slots == 1) {
                code.visitInsn(Opcodes.SWAP);
            } else {
                code.visitInsn(Opcodes.DUP_X2);
                code.visitInsn(Opcodes.POP);
            }
            code.visitFieldInsn(Opcodes.PUTFIELD, variables.frameClass(), carried(i, type), type.descriptor);
        }
        code.visitJumpInsn(Opcodes.GOTO, place(label));
    }

    @Override
    public org.objectweb.asm.Label place(Label label) {
        return exits.computeIfAbsent(label, l -> new org.objectweb.asm.Label());
    }
}
