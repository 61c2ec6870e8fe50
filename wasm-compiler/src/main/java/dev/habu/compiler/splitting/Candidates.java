package dev.habu.compiler.splitting;

import dev.habu.compiler.lowering.Block;
import dev.habu.compiler.lowering.Node;
import dev.habu.compiler.lowering.Region;
import dev.habu.wasm.ValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Finds the runs of nodes in a method that could become regions: the longest ones that fit a method, as far out in the tree as possible. Where the operand stack
 * is at its block's base any statements can be cut out; elsewhere parts of expressions that need no way out.
 */
final class Candidates {
    /** What a region must save at least to be worth a call, in bytes. */
    private static final int MINIMUM_GAIN = 24;

    private static final int MAX_INPUTS = Node.KNOWN_OPERANDS;

    private final List<Run> runs = new ArrayList<>();
    private final int maxExits;
    private final int wideExits;

    /** The size of a region as a candidate: it grows by loads and stores of locals. */
    private final int regionSize;

    /** The size of a part of an expression: C2 takes more than a second for 6,000 bytes without a branch in them, far less for a third. */
    private final int expressionSize;

    /** A part of an expression smaller than this is not worth a call. */
    private final int smallExpression;

    /**
     * Prepares a search.
     *
     * @param target how large a method should become at most, in bytes
     * @param regionSize how large a region may be as a candidate, in bytes
     * @param maxExits how many labels a region may branch to at most
     * @param wideExits with how many more a region is wide
     */
    Candidates(int target, int regionSize, int maxExits, int wideExits) {
        this.maxExits = maxExits;
        this.wideExits = wideExits;
        this.regionSize = regionSize;
        expressionSize = target / 4;
        smallExpression = target / 8;
    }

    /** The candidates in a function's own method. */
    List<Run> in(Block root) {
        collect(root.body(), Surroundings.of(root), false);
        return runs;
    }

    /** The candidates in a region's method, the region itself excluded. */
    List<Run> in(Region region) {
        collect(region.body(), Surroundings.of(region), true);
        return runs;
    }

    /**
     * Collects candidates of a list and of the blocks in it.
     *
     * @param whole whether the list is a whole method, which cannot be a region of itself
     */
    private void collect(List<Node> list, Surroundings around, boolean whole) {
        int i = 0;
        while (i < list.size()) {
            int end = list.get(i).height() == 0 ? statements(list, i, around, whole) : i;
            if (end > i) {
                add(list, i, end, around.liveBehind(list, end), around.handled(), List.of(), List.of());
                i = end;
            } else {
                int next = nextCut(list, i);
                expressions(list, i, next, around);
                i = next;
            }
        }
    }

    private void add(
            List<Node> list,
            int from,
            int end,
            BitSet liveAfter,
            BitSet handled,
            List<ValueType> inputs,
            List<ValueType> outputs) {
        Escapes escapes = Escapes.of(list.subList(from, end));
        boolean wide = escapes.exitCount() > wideExits;
        int size = size(list, from, end);
        Run run = new Run(list, from, end, null, liveAfter, handled, escapes, wide, size, inputs, outputs);
        if (run.gain() > MINIMUM_GAIN) {
            runs.add(run);
        }
    }

    /** The end of the longest run of statements from {@code from} that can be a region, or {@code from} if there is none. */
    private int statements(List<Node> list, int from, Surroundings around, boolean whole) {
        int end = from;
        int size = 0;
        Escapes escapes = new Escapes();
        while (end < list.size()) {
            int next = nextCut(list, end);
            boolean valuesAtEnd = next == list.size()
                    && around.results() > 0
                    && list.get(next - 1).fallsThrough();
            size += size(list, end, next);
            if (valuesAtEnd || size > regionSize || (whole && from == 0 && next == list.size())) {
                break;
            }
            if (!escapes.add(list.subList(end, next), maxExits)) {
                break;
            }
            end = next;
        }
        return end;
    }

    /** Collects candidates in a stretch of code in which the stack never gets down to the block's base: parts of expressions, and what is in blocks. */
    private void expressions(List<Node> list, int from, int end, Surroundings around) {
        int i = from;
        int left = size(list, from, end);
        BitSet promising = left > smallExpression ? promising(list, from, end) : new BitSet();
        while (i < end) {
            int last = promising.get(i) ? expression(list, i, end) : i;
            if (last > i) {
                int lowest = lowest(list, i, last);
                Node next = list.get(last);
                add(
                        list,
                        i,
                        last,
                        next.liveBefore(),
                        around.handled(),
                        uppermost(list.get(i), list.get(i).height() - lowest),
                        uppermost(next, next.height() - lowest));
                i = last;
            } else {
                descend(list, i, around);
                i++;
            }
        }
    }

    /**
     * From which nodes on the stack comes down to one operand more than before them at a distance that a part of an expression may have. {@link #expression} finds
     * none from the others, and of an expression that is nested by the thousand these are nearly all.
     */
    private BitSet promising(List<Node> list, int from, int end) {
        BitSet promising = new BitSet();
        // The nodes at such distances from i are [first, next), those among them that are lower than all behind them
        // are in low.
        Deque<Integer> low = new ArrayDeque<>();
        int first = from;
        int next = from;
        int toFirst = 0;
        int toNext = 0;
        for (int i = from; i < end; i++) {
            while (next < end && (next <= i || toNext <= expressionSize)) {
                int height = list.get(next).height();
                while (!low.isEmpty() && list.get(low.getLast()).height() >= height) {
                    low.removeLast();
                }
                low.addLast(next);
                toNext += list.get(next++).size();
            }
            while (first < next && (first <= i || toFirst <= smallExpression)) {
                toFirst += list.get(first++).size();
            }
            while (!low.isEmpty() && low.getFirst() < first) {
                low.removeFirst();
            }
            int lowest =
                    low.isEmpty() ? Integer.MAX_VALUE : list.get(low.getFirst()).height();
            promising.set(i, lowest <= list.get(i).height() + 1);
            toFirst -= list.get(i).size();
            toNext -= list.get(i).size();
        }
        return promising;
    }

    /** The end of the longest part of an expression from {@code from} that takes few operands and leaves one at most; {@code from} if none is worth it. */
    private int expression(List<Node> list, int from, int end) {
        Node first = list.get(from);
        if (first.operands() == null) {
            return from; // in the midst of operations that become one jump
        }
        int best = from;
        int size = first.size();
        int lowest = first.height();
        for (int i = from + 1; i < end && size <= expressionSize; i++) {
            int height = list.get(i).height();
            lowest = Math.min(lowest, height - list.get(i - 1).pushed());
            int inputs = first.height() - lowest;
            if (inputs > MAX_INPUTS) {
                break;
            }
            if (size > smallExpression
                    && height - lowest <= 1
                    && list.get(i).operands() != null
                    && inputs <= first.operands().size()) {
                best = i;
            }
            size += list.get(i).size();
        }
        if (best > from) {
            Escapes escapes = Escapes.of(list.subList(from, best));
            if (!escapes.exits().isEmpty()) {
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
            lowest = Math.min(lowest, list.get(i).height() - list.get(i - 1).pushed());
        }
        return lowest;
    }

    /** The next place behind {@code from} where the stack is at its block's base, or the end of the list. */
    static int nextCut(List<Node> list, int from) {
        int i = from + 1;
        while (i < list.size() && list.get(i).height() != 0) {
            i++;
        }
        return i;
    }

    static int size(List<Node> list, int from, int end) {
        int size = 0;
        for (int i = from; i < end; i++) {
            size += list.get(i).size();
        }
        return size;
    }

    private void descend(List<Node> list, int index, Surroundings around) {
        if (!(list.get(index) instanceof Block block)) {
            return;
        }
        List<List<Node>> parts = block.bodies();
        for (int k = 0; k < parts.size(); k++) {
            collect(parts.get(k), around.of(k, list, index), false);
        }
    }
}
