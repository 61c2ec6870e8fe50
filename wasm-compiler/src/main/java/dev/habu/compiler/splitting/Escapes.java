package dev.habu.compiler.splitting;

import dev.habu.compiler.lowering.Block;
import dev.habu.compiler.lowering.Label;
import dev.habu.compiler.lowering.Node;
import dev.habu.compiler.lowering.Operation;
import dev.habu.compiler.lowering.Region;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a run of nodes has to do with the code around it: which labels outside it branches to, which locals it uses and writes. */
final class Escapes {
    private final Set<Block> inside = new HashSet<>();
    private final Set<Label> seen = new HashSet<>();
    private final List<Label> exits = new ArrayList<>();
    private final BitSet used = new BitSet();
    private final BitSet written = new BitSet();
    private boolean possible = true;

    /** How many tries and delegates of the run are around what is being visited. */
    private int tries;

    private boolean fallsThrough;

    /** How many exits are looked for. */
    private int maxExits = Integer.MAX_VALUE;

    static Escapes of(List<Node> run) {
        Escapes escapes = new Escapes();
        escapes.add(run, Integer.MAX_VALUE);
        return escapes;
    }

    /**
     * Adds the nodes behind the run as it is so far.
     *
     * @param max how many exits it may have
     * @return whether the run can be cut out; if not, the search for exits has ended early
     */
    boolean add(List<Node> nodes, int max) {
        maxExits = max;
        visit(nodes);
        fallsThrough = nodes.getLast().fallsThrough();
        return isPossible();
    }

    /** How many operands a node pushes after it has popped its own. */
    static int pushed(Node node) {
        return switch (node) {
            case Operation operation -> operation.pushed();
            case Block block -> block.type().results().size();
            case Region region -> region.outputs().size();
        };
    }

    /** A rethrow that is to be caught inside of the run cannot leave it first. */
    private boolean isPossible() {
        return possible && exits.size() <= maxExits;
    }

    List<Label> exits() {
        return exits;
    }

    /** The locals that it reads or writes. */
    BitSet used() {
        return used;
    }

    BitSet written() {
        return written;
    }

    /** About how many bytes the call of the region takes. */
    int stubSize() {
        int outcomes = exits.size() + (fallsThrough ? 1 : 0);
        return 5 + (outcomes < 2 ? 3 : outcomes == 2 ? 6 : 16 + 8 * outcomes);
    }

    private void visit(List<Node> nodes) {
        for (Node node : nodes) {
            if (!isPossible()) {
                return;
            }
            switch (node) {
                case Operation operation -> visit(operation);
                case Block block -> visit(block);
                case Region region -> {
                    region.exits().forEach(this::exit);
                    used.or(region.loads());
                    used.or(region.writes());
                    written.or(region.writes());
                }
            }
        }
    }

    private void visit(Block block) {
        inside.add(block);
        boolean isProtected = block.kind() == Block.Kind.TRY || block.kind() == Block.Kind.DELEGATE;
        tries += isProtected ? 1 : 0;
        visit(block.body());
        tries -= isProtected ? 1 : 0;
        block.bodies().stream().skip(1).forEach(this::visit);
        if (block.kind() == Block.Kind.DELEGATE) {
            exit(block.delegate().block().thrown());
        }
    }

    private void visit(Operation operation) {
        switch (operation.instruction()) {
            case LOCAL_GET -> used.set(operation.index());
            case LOCAL_SET, LOCAL_TEE -> {
                used.set(operation.index());
                written.set(operation.index());
            }
            case BR, BR_IF, BR_TABLE, RETURN, RETHROW -> operation.labels().forEach(this::exit);
            default -> {}
        }
    }

    private void exit(Label label) {
        if (!inside.contains(label.block())) {
            possible &= tries == 0 || label != label.block().rethrown();
            if (seen.add(label)) {
                exits.add(label);
            }
        }
    }
}
