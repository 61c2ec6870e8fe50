package dev.habu.compiler.lowering;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Estimates what a case of a switch leaves in the switch's method once all that is worth it has been cut out. */
final class CaseSize {
    /** A smaller gain is not worth a call. */
    private static final int WORTH = 24;

    /** Code that stays grows so much at most when its locals become fields of the frame. */
    private static final int FIELDS = 4;

    private final Set<Block> inside = new HashSet<>();
    private final Set<Label> exits = new HashSet<>();

    private CaseSize() {}

    /** The bytes of a case: of its code or of the call of a region and what follows it. */
    static int of(List<Node> nodes) {
        int size = nodes.stream().mapToInt(Node::size).sum();
        CaseSize found = new CaseSize();
        found.visit(nodes);
        int outcomes = found.exits.size() + (nodes.isEmpty() || nodes.getLast().fallsThrough() ? 1 : 0);
        int call = 5 + (outcomes <= 2 ? 3 * outcomes : 16 + 8 * outcomes);
        return size - call > WORTH ? call : Math.min(FIELDS * size, call + WORTH);
    }

    /** The bytes of a br_table with so many entries for so many cases: one with few cases becomes a map from entry to case. */
    static int table(int entries, int cases) {
        return 4 * Math.max(0, cases * 4 < entries ? cases : entries);
    }

    private void visit(List<Node> nodes) {
        for (Node node : nodes) {
            switch (node) {
                case Operation operation -> {
                    for (Label label : operation.labels()) {
                        if (!inside.contains(label.block())) {
                            exits.add(label);
                        }
                    }
                }
                case Block block -> {
                    inside.add(block);
                    block.bodies().forEach(this::visit);
                }
                case Region region -> throw new IllegalStateException("switches come before splitting");
            }
        }
    }
}
