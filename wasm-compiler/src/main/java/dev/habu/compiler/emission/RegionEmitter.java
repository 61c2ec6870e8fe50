package dev.habu.compiler.emission;

import dev.habu.compiler.lowering.FunctionTree;
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
    private final FunctionTree tree;
    private final Region region;
    private final MeteredCode code;
    private final Variables variables;
    private final MethodState state;
    private final int outcomes;
    private final Map<Label, org.objectweb.asm.Label> exits = new LinkedHashMap<>();

    RegionEmitter(FunctionTree tree, Region region, MethodState state) {
        this.tree = tree;
        this.region = region;
        this.state = state;
        code = state.code;
        variables = state.variables;
        outcomes = region.exits().size() + (region.fallsThrough() ? 1 : 0);
    }

    /** The descriptor of a region's method: with one way out or none it returns nothing. */
    static String descriptor(Variables variables, ModuleLayout layout, int outcomes) {
        return "(L" + variables.frameClass() + ";L" + layout.machine() + ";)" + (outcomes > 1 ? "I" : "V");
    }

    void emit() {
        MethodEmitter method = new MethodEmitter(state, this);
        BitSet loads = region.loads();
        for (int local = loads.nextSetBit(0); local >= 0; local = loads.nextSetBit(local + 1)) {
            if (!variables.isField(local)) {
                variables.loadFromFrame(local);
            }
        }
        method.body(region.body());
        if (method.reachable()) {
            leave(region.liveAfter(), 0);
        }
        for (Map.Entry<Label, org.objectweb.asm.Label> exit : exits.entrySet()) {
            Label label = exit.getKey();
            state.operands.truncate(0);
            state.operands.setSpilled(0);
            variables.setDefined(label.live());
            state.label(exit.getValue());
            leave(label.live(), region.exits().indexOf(label) + (region.fallsThrough() ? 1 : 0));
        }
    }

    private void leave(BitSet live, int exitCode) {
        BitSet stores = (BitSet) live.clone();
        stores.and(region.writes());
        for (int local = stores.nextSetBit(0); local >= 0; local = stores.nextSetBit(local + 1)) {
            if (!variables.isField(local)) {
                variables.storeToFrame(local);
            }
        }
        if (outcomes > 1) {
            Constants.push(code, exitCode);
            code.visitInsn(Opcodes.IRETURN);
        } else {
            code.visitInsn(Opcodes.RETURN);
        }
    }

    @Override
    public boolean needsClearStack() {
        return true;
    }

    @Override
    public void leave(Label label) {
        Label target = label;
        if (label == tree.root().label()) {
            storeResults();
            target = tree.returned();
        }
        org.objectweb.asm.Label exit = exits.computeIfAbsent(target, l -> new org.objectweb.asm.Label());
        code.visitJumpInsn(Opcodes.GOTO, exit);
    }

    private void storeResults() {
        List<ValueType> results = tree.type().results();
        for (int i = results.size() - 1; i >= 0; i--) {
            JvmType type = JvmType.of(results.get(i));
            variables.loadFrame();
            if (type.slots == 1) {
                code.visitInsn(Opcodes.SWAP);
            } else {
                code.visitInsn(Opcodes.DUP_X2);
                code.visitInsn(Opcodes.POP);
            }
            code.visitFieldInsn(Opcodes.PUTFIELD, variables.frameClass(), "r" + i, type.descriptor);
        }
    }
}
