package dev.habu.compiler.splitting;

import dev.habu.compiler.lowering.Block;
import dev.habu.compiler.lowering.Label;
import dev.habu.compiler.lowering.Node;
import dev.habu.compiler.lowering.Operation;
import dev.habu.compiler.lowering.Region;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a run of nodes has to do with the code around it: which labels outside it branches to, which locals it uses and writes. */
final class Escapes {
    /** About how many bytes the call of a wide region takes without its exits. */
    static final int WIDE_CALL = 32;

    /** What each exit of a wide region takes in a caller that has its label. */
    static final int WIDE_EXIT = 4;

    private final Set<Block> inside = new HashSet<>();
    private final Set<Label> exits = new LinkedHashSet<>();

    /** The exits that other code than the wide regions in it uses. */
    private final Set<Label> own = new HashSet<>();

    /** In how many wide regions in it each exit is one. */
    private final Map<Label, Integer> entries = new HashMap<>();

    private final BitSet used = new BitSet();
    private final BitSet written = new BitSet();

    /** The exits that make it impossible to cut the run out: a rethrow that is to be caught inside of it cannot leave it first. */
    private final Set<Label> blocked = new HashSet<>();

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

    /** Whether the run can be cut out and has no more exits than asked for. */
    boolean isPossible() {
        return blocked.isEmpty() && exits.size() <= maxExits;
    }

    List<Label> exits() {
        return List.copyOf(exits);
    }

    int exitCount() {
        return exits.size();
    }

    /** Whether an exit is used by other code than the wide regions in it. */
    boolean isOwn(Label exit) {
        return own.contains(exit);
    }

    /** In how many wide regions in it an exit is one. */
    int entries(Label exit) {
        return entries.getOrDefault(exit, 0);
    }

    /** Whether an exit makes it impossible to cut the run out. */
    boolean isBlocked(Label exit) {
        return blocked.contains(exit);
    }

    /** The locals that it reads or writes. */
    BitSet used() {
        return used;
    }

    BitSet written() {
        return written;
    }

    /** About how many bytes the call of the region takes. */
    int callSize(boolean wide) {
        int outcomes = exits.size() + (fallsThrough ? 1 : 0);
        if (wide) {
            return WIDE_CALL + WIDE_EXIT * exits.size();
        }
        return 5 + (outcomes < 2 ? 3 : outcomes == 2 ? 6 : 16 + 8 * outcomes);
    }

    private void visit(List<Node> nodes) {
        for (Node node : nodes) {
            if (exits.size() > maxExits) {
                return;
            }
            switch (node) {
                case Operation operation -> visit(operation);
                case Block block -> visit(block);
                case Region region -> {
                    region.exits().forEach(label -> exit(label, region.isWide()));
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
            exit(block.delegate().block().thrown(), false);
        }
    }

    private void visit(Operation operation) {
        switch (operation.instruction()) {
            case LOCAL_GET -> used.set(operation.index());
            case LOCAL_SET, LOCAL_TEE -> {
                used.set(operation.index());
                written.set(operation.index());
            }
            case BR, BR_IF, BR_TABLE, RETURN, RETHROW -> operation.labels().forEach(label -> exit(label, false));
            default -> {}
        }
    }

    private void exit(Label label, boolean ofWideRegion) {
        if (!inside.contains(label.block())) {
            exits.add(label);
            if (ofWideRegion) {
                entries.merge(label, 1, Integer::sum);
            } else {
                own.add(label);
            }
            if (tries > 0 && label == label.block().rethrown()) {
                blocked.add(label);
            }
        }
    }
}
