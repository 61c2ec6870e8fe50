package dev.habu.compiler.splitting;

import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.LimitException;
import dev.habu.compiler.lowering.Block;
import dev.habu.compiler.lowering.FunctionTree;
import dev.habu.compiler.lowering.Node;
import dev.habu.compiler.lowering.Region;
import dev.habu.wasm.ValueType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Splits functions whose bytecode is larger than HotSpot compiles (8,000 bytes) into regions.
 *
 * <p>The parent keeps the control flow and calls regions. Candidates are runs of statements, as long as they fit a method; the longest are taken first until the
 * parent fits, too. Sizes are measured, not estimated: after each round the method is measured again with its calls and frame accesses. A run that needs many
 * exits costs much at each call, so such runs are only taken when nothing else is left. A region that is itself too large is split in the same way.
 */
public final class Splitter {
    /** HotSpot does not compile methods above 8,000 bytes; what {@link Meter} says can only be too high. */
    public static final int METHOD_LIMIT = CompileOptions.HOTSPOT_LIMIT;

    /** What a region must save at least to be worth a call, in bytes. */
    private static final int MINIMUM_GAIN = 24;

    private static final int MAX_INPUTS = 8;

    private static final int[] EXITS = {6, 24, 100, 1_000, Integer.MAX_VALUE};

    private final FunctionTree tree;
    private final Meter meter;

    /** How large a method may become. */
    private final int target;

    /** The size of a region as a candidate: it grows by loads and stores of locals. */
    private final int regionSize;

    /** A part of an expression smaller than this is not worth a call. */
    private final int smallExpression;

    private Splitter(FunctionTree tree, Meter meter, int target) {
        this.tree = tree;
        this.meter = meter;
        this.target = target;
        regionSize = target * 3 / 4;
        smallExpression = target / 8;
    }

    /**
     * Splits a function if it is too large. Its liveness must have been recorded at the cut points.
     *
     * @param target how large a method should become at most, in bytes: {@link #METHOD_LIMIT} or less
     * @throws LimitException if some part cannot be made smaller than {@link #METHOD_LIMIT}
     */
    public static void split(FunctionTree tree, Meter meter, int target) {
        new Splitter(tree, meter, target).fit(tree.root().body(), tree.root(), null);
    }

    private void fit(List<Node> body, Block root, Region region) {
        int level = 0;
        int size = region == null ? meter.measure() : meter.measure(region);
        while (size > target) {
            List<Run> runs = candidates(body, root, region, EXITS[level]);
            List<Region> made = outline(runs, size - target);
            if (made.isEmpty()) {
                if (++level == EXITS.length) {
                    if (size <= METHOD_LIMIT) {
                        return;
                    }
                    throw new LimitException(
                            "function " + tree.index() + " has a part of " + size
                                    + " bytes of bytecode that cannot be split below " + METHOD_LIMIT,
                            body.getFirst().offset());
                }
                continue;
            }
            for (Region r : made) {
                fit(r.body(), null, r);
            }
            size = region == null ? meter.measure() : meter.measure(region);
        }
    }

    /** A run of nodes in a list that could become a region. */
    private record Run(
            List<Node> list,
            int from,
            int end,
            BitSet liveAfter,
            Escapes escapes,
            int size,
            List<ValueType> inputs,
            List<ValueType> outputs) {
        int gain() {
            return size - escapes.stubSize();
        }
    }

    private List<Run> candidates(List<Node> body, Block root, Region region, int maxExits) {
        List<Run> runs = new ArrayList<>();
        BitSet liveAfter = region == null ? new BitSet() : region.liveAfter();
        int results = root == null ? 0 : root.type().results().size();
        collect(body, results, liveAfter, maxExits, runs, region != null);
        return runs;
    }

    /**
     * Collects candidates of a list and of the blocks in it.
     *
     * @param results how many values lie on the stack at the list's end
     * @param whole whether the list is a whole method, which cannot be a region of itself
     */
    private void collect(List<Node> list, int results, BitSet liveAtEnd, int maxExits, List<Run> runs, boolean whole) {
        int i = 0;
        while (i < list.size()) {
            int end = list.get(i).height() == 0 ? run(list, i, results, maxExits, whole) : i;
            if (end > i) {
                add(runs, list, i, end, liveAt(list, end, liveAtEnd), List.of(), List.of());
                i = end;
            } else {
                int next = nextCut(list, i);
                expressions(list, i, next, liveAtEnd, maxExits, runs);
                i = next;
            }
        }
    }

    private static void add(
            List<Run> runs,
            List<Node> list,
            int from,
            int end,
            BitSet liveAfter,
            List<ValueType> inputs,
            List<ValueType> outputs) {
        Escapes escapes = Escapes.of(list.subList(from, end));
        Run run = new Run(list, from, end, liveAfter, escapes, size(list, from, end), inputs, outputs);
        if (run.gain() > MINIMUM_GAIN) {
            runs.add(run);
        }
    }

    /** Collects candidates in a stretch of code in which the stack never gets down to the block's base: parts of expressions, and what is in blocks. */
    private void expressions(List<Node> list, int from, int end, BitSet liveAtEnd, int maxExits, List<Run> runs) {
        int i = from;
        while (i < end) {
            int last = size(list, i, end) > smallExpression ? expression(list, i, end) : i;
            if (last > i) {
                int lowest = lowest(list, i, last);
                add(
                        runs,
                        list,
                        i,
                        last,
                        list.get(last).liveBefore(),
                        uppermost(list.get(i), list.get(i).height() - lowest),
                        uppermost(list.get(last), list.get(last).height() - lowest));
                i = last;
            } else {
                descend(list, i, liveAtEnd, maxExits, runs);
                i++;
            }
        }
    }

    /** The end of the longest part of an expression from {@code from} that takes few operands and leaves one at most; {@code from} if there is none worth it. */
    private int expression(List<Node> list, int from, int end) {
        int best = from;
        if (list.get(from).operands() == null) {
            return from; // in the midst of operations that become one jump
        }
        int size = list.get(from).size();
        int lowest = list.get(from).height();
        for (int i = from + 1; i < end && size <= regionSize; i++) {
            int height = list.get(i).height();
            lowest = Math.min(lowest, height - Escapes.pushed(list.get(i - 1)));
            if (size > smallExpression
                    && height - lowest <= 1
                    && list.get(i).operands() != null
                    && list.get(from).height() - lowest <= MAX_INPUTS
                    && list.get(from).operands().size() >= list.get(from).height() - lowest) {
                best = i;
            }
            size += list.get(i).size();
        }
        if (best > from) {
            Escapes escapes = Escapes.of(list.subList(from, best));
            if (!escapes.possible() || !escapes.exits().isEmpty()) {
                return from;
            }
        }
        return best;
    }

    /** The types of the uppermost operands before a node. */
    private static List<ValueType> uppermost(Node node, int count) {
        List<ValueType> all = node.operands();
        return List.copyOf(all.subList(all.size() - count, all.size()));
    }

    /** How low the stack gets in a stretch of code, in the midst of operations, too. */
    private static int lowest(List<Node> list, int from, int end) {
        int lowest = list.get(from).height();
        for (int i = from + 1; i <= end; i++) {
            lowest = Math.min(lowest, list.get(i).height() - Escapes.pushed(list.get(i - 1)));
        }
        return lowest;
    }

    /** The end of the longest run from {@code from} that can be a region, or {@code from} if there is none. */
    private int run(List<Node> list, int from, int results, int maxExits, boolean whole) {
        int end = from;
        int size = 0;
        while (end < list.size()) {
            int next = nextCut(list, end);
            boolean valuesAtEnd = next == list.size() && results > 0 && Escapes.fallsThrough(list.get(next - 1));
            size += size(list, end, next);
            if (valuesAtEnd || size > regionSize || (whole && from == 0 && next == list.size())) {
                break;
            }
            Escapes escapes = Escapes.of(list.subList(from, next));
            if (!escapes.possible() || escapes.exits().size() > maxExits) {
                break;
            }
            end = next;
        }
        return end;
    }

    private static int nextCut(List<Node> list, int from) {
        int i = from + 1;
        while (i < list.size() && list.get(i).height() != 0) {
            i++;
        }
        return i;
    }

    private static int size(List<Node> list, int from, int end) {
        int size = 0;
        for (int i = from; i < end; i++) {
            size += list.get(i).size();
        }
        return size;
    }

    private static BitSet liveAt(List<Node> list, int index, BitSet liveAtEnd) {
        return index < list.size() ? list.get(index).liveBefore() : liveAtEnd;
    }

    private void descend(List<Node> list, int index, BitSet liveAtEnd, int maxExits, List<Run> runs) {
        if (!(list.get(index) instanceof Block block)) {
            return;
        }
        BitSet end = block.kind() == Block.Kind.LOOP
                ? liveAfter(list, index, liveAtEnd)
                : block.label().live();
        int results = block.type().results().size();
        boolean handled = block.kind() == Block.Kind.TRY || block.kind() == Block.Kind.DELEGATE;
        List<List<Node>> parts = block.bodies();
        for (int k = handled ? 1 : 0; k < parts.size(); k++) {
            if (end != null) {
                collect(parts.get(k), results, end, maxExits, runs, false);
            }
        }
    }

    /** What is live behind a node, or null if that is in the midst of an expression and so not known. */
    private static BitSet liveAfter(List<Node> list, int index, BitSet liveAtEnd) {
        return index + 1 < list.size() ? list.get(index + 1).liveBefore() : liveAtEnd;
    }

    /** Makes regions of the longest runs until {@code excess} bytes are saved. */
    private List<Region> outline(List<Run> runs, int excess) {
        List<Run> chosen = new ArrayList<>();
        List<Run> bySize = new ArrayList<>(runs);
        bySize.sort(Comparator.comparingInt(Run::gain).reversed());
        int saved = 0;
        for (Run run : bySize) {
            if (saved > excess + excess / 8) {
                break;
            }
            chosen.add(run);
            saved += run.gain();
        }
        // From the back, so that indices of earlier runs in the same list stay right.
        chosen.sort(Comparator.comparingInt(Run::from).reversed());
        List<Region> made = new ArrayList<>();
        for (Run run : chosen) {
            List<Node> nodes = run.list().subList(run.from(), run.end());
            Escapes escapes = run.escapes();
            BitSet loads = (BitSet) nodes.getFirst().liveBefore().clone();
            loads.and(escapes.used());
            Region region = new Region(
                    nodes,
                    escapes.exits(),
                    Escapes.fallsThrough(nodes.getLast()),
                    loads,
                    escapes.written(),
                    run.liveAfter(),
                    run.inputs(),
                    run.outputs());
            nodes.clear();
            run.list().add(run.from(), region);
            made.add(region);
        }
        return made;
    }
}
