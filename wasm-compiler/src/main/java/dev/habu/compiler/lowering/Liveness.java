package dev.habu.compiler.lowering;

import java.util.BitSet;
import java.util.List;

/**
 * Finds which locals are live where: a backward data-flow analysis over the tree. It fills in {@link Label#live} and {@link Block#handlerLive}, from which the
 * emitter writes its stack maps (a local that is dead at a label need not be defined there), and on request {@link Node#liveBefore}.
 *
 * <p>One pass visits everything once, with what earlier passes found at the start of loops; it is repeated until nothing changes, which takes one pass more than
 * loops are nested.
 */
public final class Liveness {
    private final boolean record;
    private boolean changed;
    private BitSet handler = new BitSet();

    private Liveness(boolean record) {
        this.record = record;
    }

    /**
     * Analyses a function.
     *
     * @param root its body
     * @param record whether to fill in {@link Node#liveBefore}
     * @return the locals that are live at its start
     */
    public static BitSet analyse(Block root, boolean record) {
        Liveness liveness = new Liveness(record);
        BitSet live;
        do {
            liveness.changed = false;
            live = new BitSet();
            root.label().setLive(new BitSet());
            liveness.body(root.body(), live);
        } while (liveness.changed);
        return live;
    }

    /** Turns {@code live}, the locals that are live behind a list, into those before it. */
    private void body(List<Node> nodes, BitSet live) {
        live.or(handler);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            switch (node) {
                case Operation operation -> operation(operation, live);
                case Block block -> block(block, live);
                case Region region -> throw new IllegalStateException("liveness comes before splitting");
            }
            live.or(handler);
            if (record) {
                node.setLiveBefore((BitSet) live.clone());
            }
        }
    }

    private void operation(Operation operation, BitSet live) {
        switch (operation.instruction()) {
            case LOCAL_GET -> live.set(operation.index());
            case LOCAL_SET, LOCAL_TEE -> live.clear(operation.index());
            case UNREACHABLE, THROW, RETHROW, THROW_REF, RETURN -> live.clear();
            case BR, BR_TABLE -> {
                live.clear();
                branch(operation, live);
            }
            case BR_IF -> branch(operation, live);
            default -> {}
        }
    }

    private static void branch(Operation operation, BitSet live) {
        Label last = null;
        for (Label label : operation.labels()) {
            if (label != last) {
                live.or(label.live());
                last = label;
            }
        }
    }

    private void block(Block block, BitSet live) {
        switch (block.kind()) {
            case BLOCK, DELEGATE -> {
                block.label().setLive((BitSet) live.clone());
                body(block.body(), live);
            }
            case LOOP -> {
                body(block.body(), live);
                BitSet atStart = block.label().live();
                int before = atStart.cardinality();
                atStart.or(live);
                changed |= atStart.cardinality() != before;
                live.or(atStart);
            }
            case IF -> {
                block.label().setLive((BitSet) live.clone());
                BitSet otherwise = (BitSet) live.clone();
                if (block.otherwise() != null) {
                    body(block.otherwise(), otherwise);
                }
                body(block.body(), live);
                live.or(otherwise);
            }
            case TRY -> tryBlock(block, live);
        }
    }

    private void tryBlock(Block block, BitSet live) {
        block.label().setLive((BitSet) live.clone());
        BitSet caught = (BitSet) handler.clone();
        for (Block.Handler part : block.handlers()) {
            BitSet before = (BitSet) live.clone();
            body(part.body(), before);
            caught.or(before);
        }
        block.setHandlerLive(caught);
        BitSet outer = handler;
        handler = caught;
        body(block.body(), live);
        handler = outer;
    }
}
