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
    private LocalSet handler = LocalSet.EMPTY;

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
        LocalSet live;
        do {
            liveness.changed = false;
            root.label().setLive(LocalSet.EMPTY);
            live = liveness.body(root.body(), LocalSet.EMPTY);
        } while (liveness.changed);
        return live.toBitSet();
    }

    /** The locals that are live before a list of which {@code behind} are live behind it. */
    private LocalSet body(List<Node> nodes, LocalSet behind) {
        LocalSet live = behind.union(handler);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            live = switch (node) {
                case Operation operation -> operation(operation, live);
                case Block block -> block(block, live);
                case Region region -> throw new IllegalStateException("liveness comes before splitting");
            };
            live = live.union(handler);
            if (record) {
                node.setLiveBefore(live);
            }
        }
        return live;
    }

    private static LocalSet operation(Operation operation, LocalSet live) {
        return switch (operation.instruction()) {
            case LOCAL_GET -> live.with(operation.index());
            case LOCAL_SET, LOCAL_TEE -> live.without(operation.index());
            case UNREACHABLE, THROW, RETHROW, THROW_REF, RETURN -> LocalSet.EMPTY;
            case BR, BR_TABLE -> branch(operation, LocalSet.EMPTY);
            case BR_IF -> branch(operation, live);
            default -> live;
        };
    }

    private static LocalSet branch(Operation operation, LocalSet otherwise) {
        LocalSet live = otherwise;
        Label last = null;
        for (Label label : operation.labels()) {
            if (label != last) {
                live = live.union(label.liveSet());
                last = label;
            }
        }
        return live;
    }

    private LocalSet block(Block block, LocalSet behind) {
        Label label = block.label();
        return switch (block.kind()) {
            case BLOCK, DELEGATE -> {
                label.setLive(behind);
                yield body(block.body(), behind);
            }
            case LOOP -> {
                LocalSet atStart = label.liveSet().union(body(block.body(), behind));
                changed |= atStart != label.liveSet();
                label.setLive(atStart);
                yield atStart;
            }
            case IF -> {
                label.setLive(behind);
                LocalSet otherwise = block.otherwise() == null ? behind : body(block.otherwise(), behind);
                yield body(block.body(), behind).union(otherwise);
            }
            case TRY -> tryBlock(block, behind);
        };
    }

    private LocalSet tryBlock(Block block, LocalSet behind) {
        block.label().setLive(behind);
        LocalSet caught = handler;
        for (Block.Handler part : block.handlers()) {
            caught = caught.union(body(part.body(), behind));
        }
        block.setHandlerLive(caught);
        LocalSet outer = handler;
        handler = caught;
        LocalSet before = body(block.body(), behind);
        handler = outer;
        return before;
    }
}
