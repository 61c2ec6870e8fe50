package dev.habu.compiler.emission;

import dev.habu.compiler.lowering.Block;
import dev.habu.compiler.lowering.FunctionTree;
import dev.habu.compiler.lowering.Label;
import dev.habu.compiler.lowering.Node;
import dev.habu.compiler.lowering.Operation;
import dev.habu.compiler.lowering.Region;
import dev.habu.compiler.splitting.Meter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Emits a function: its method and those of its regions. It also measures them, which is emission without a class to write into. */
public final class FunctionEmitter implements Meter {
    private final ModuleLayout layout;
    private final FunctionTree tree;

    FunctionEmitter(ModuleLayout layout, FunctionTree tree) {
        this.layout = layout;
        this.tree = tree;
    }

    @Override
    public int measure() {
        MeteredCode code = new MeteredCode(null);
        emitFunction(code, Helpers.NONE);
        return code.size();
    }

    @Override
    public int measure(Region region) {
        MeteredCode code = new MeteredCode(null);
        emitRegion(region, code, Helpers.NONE);
        return code.size();
    }

    /** Emits the function's own method and returns its size in bytes. */
    int emit(MethodVisitor method, Helpers helpers) {
        MeteredCode code = new MeteredCode(method);
        method.visitCode();
        emitFunction(code, helpers);
        method.visitMaxs(0, 0);
        method.visitEnd();
        return code.size();
    }

    /** Emits a region's method and returns its size in bytes. */
    int emit(Region region, MethodVisitor method, Helpers helpers) {
        MeteredCode code = new MeteredCode(method);
        method.visitCode();
        emitRegion(region, code, helpers);
        method.visitMaxs(0, 0);
        method.visitEnd();
        return code.size();
    }

    private void emitFunction(MeteredCode code, Helpers helpers) {
        List<Region> regions = new ArrayList<>();
        BitSet used = new BitSet();
        scan(tree.root().body(), used, regions);
        boolean split = !regions.isEmpty();
        BitSet fields = crossing(regions);
        Variables variables =
                new Variables(code, tree.locals(), fields, split ? layout.frameClass(tree.index()) : null);
        int params = tree.type().params().size();
        variables.placeParameters(params);
        variables.placeInstance(layout.machine());
        MethodState state =
                new MethodState(layout, helpers, code, variables, tree.root().offset());
        if (split) {
            newFrame(code, variables, params, fields);
        }
        variables.unpackParameters();
        placeUsed(variables, used);
        for (int i = 0; i < params; i++) {
            variables.setDefined(i);
        }
        for (int local = tree.liveAtStart().nextSetBit(params);
                local >= 0;
                local = tree.liveAtStart().nextSetBit(local + 1)) {
            if (!variables.isField(local) && used.get(local)) {
                variables.clear(local);
            }
        }
        FunctionExit exit = new FunctionExit();
        MethodEmitter method = new MethodEmitter(state, exit);
        exit.method = method;
        method.body(tree.root().body());
        if (method.reachable()) {
            method.branches().returnResults(tree.type().results());
        }
    }

    private void newFrame(MeteredCode code, Variables variables, int params, BitSet fields) {
        String frame = variables.frameClass();
        code.visitTypeInsn(Opcodes.NEW, frame);
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, frame, "<init>", "()V", false);
        variables.placeFrame();
        code.visitVarInsn(Opcodes.ASTORE, variables.frameSlot());
        for (int i = fields.nextSetBit(0); i >= 0 && i < params; i = fields.nextSetBit(i + 1)) {
            if (variables.type(i) != JvmType.V128) {
                variables.storeToFrame(i);
            }
        }
    }

    private void emitRegion(Region region, MeteredCode code, Helpers helpers) {
        List<Region> regions = new ArrayList<>();
        BitSet used = new BitSet();
        scan(region.body(), used, regions);
        used.or(region.loads());
        BitSet fields = crossing(regions);
        fields.or(region.writtenThrough());
        Variables variables = new Variables(code, tree.locals(), fields, layout.frameClass(tree.index()));
        variables.skip(JvmType.slots(region.inputs()));
        variables.placeFrame();
        variables.placeInstance(layout.machine());
        placeUsed(variables, used);
        MethodState state =
                new MethodState(layout, helpers, code, variables, tree.root().offset());
        new RegionEmitter(region, state).emit();
    }

    private static void placeUsed(Variables variables, BitSet used) {
        for (int local = used.nextSetBit(0); local >= 0; local = used.nextSetBit(local + 1)) {
            if (!variables.isField(local)) {
                variables.place(local);
            }
        }
    }

    private static BitSet crossing(List<Region> regions) {
        BitSet fields = new BitSet();
        for (Region region : regions) {
            fields.or(region.crossing());
        }
        return fields;
    }

    /** Finds the locals that nodes use themselves and the regions directly among them. */
    private static void scan(List<Node> nodes, BitSet used, List<Region> regions) {
        for (Node node : nodes) {
            switch (node) {
                case Operation operation -> {
                    switch (operation.instruction()) {
                        case LOCAL_GET, LOCAL_SET, LOCAL_TEE -> used.set(operation.index());
                        default -> {}
                    }
                }
                case Block block -> block.bodies().forEach(part -> scan(part, used, regions));
                case Region region -> regions.add(region);
            }
        }
    }

    /** All regions of the function, outer ones first. */
    List<Region> regions() {
        List<Region> all = new ArrayList<>();
        collect(tree.root().body(), all);
        return all;
    }

    private static void collect(List<Node> nodes, List<Region> all) {
        List<Region> direct = new ArrayList<>();
        scan(nodes, new BitSet(), direct);
        for (Region region : direct) {
            all.add(region);
            collect(region.body(), all);
        }
    }

    /** The locals that are fields of the function's frame. */
    BitSet frameFields() {
        return crossing(regions());
    }

    /** The values that branches out of regions carry through the frame: names and types of its fields. */
    SortedMap<String, JvmType> carriedFields() {
        SortedMap<String, JvmType> fields = new TreeMap<>();
        for (Region region : regions()) {
            for (Label exit : region.exits()) {
                for (int i = 0; i < exit.types().size(); i++) {
                    JvmType type = JvmType.of(exit.types().get(i));
                    fields.put(RegionEmitter.carried(i, type), type);
                }
            }
        }
        return fields;
    }

    FunctionTree tree() {
        return tree;
    }

    /** Leaving a function is returning. */
    private final class FunctionExit implements BranchEmitter.Exit {
        private MethodEmitter method;

        @Override
        public boolean isRegion() {
            return false;
        }

        @Override
        public org.objectweb.asm.Label place(Label label) {
            throw new IllegalStateException("a branch leaves the function");
        }

        @Override
        public boolean isWide() {
            return false;
        }

        @Override
        public void handOn(List<Label> labels, int exitCode) {
            throw new IllegalStateException("exits of a region leave the function");
        }

        @Override
        public void leave(Label label) {
            if (label != tree.root().label()) {
                throw new IllegalStateException("a branch leaves the function");
            }
            method.branches().returnResults(tree.type().results());
        }
    }
}
