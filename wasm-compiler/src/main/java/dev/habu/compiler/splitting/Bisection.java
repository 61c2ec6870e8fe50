package dev.habu.compiler.splitting;

import dev.habu.compiler.lowering.Block;
import dev.habu.compiler.lowering.FunctionTree;
import dev.habu.compiler.lowering.Label;
import dev.habu.compiler.lowering.Node;
import dev.habu.compiler.lowering.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds where to cut a method in two in which no run is worth a call that fits a method at once: blocks in blocks by the thousand, with branches to each of
 * them. It looks along the way from the method's body down to where the most code is, for the run that leaves the larger of both parts as small as possible.
 */
final class Bisection {
    /** What a way out takes in a region that uses it itself, in bytes. */
    private static final int EXIT = 6;

    /** What it takes more for each value, in the region and in its caller. */
    private static final int VALUE = 6;

    /** The statement with the most code of a list on the way; {@code heavy} is the index of the block in it through which the way goes on, -1 at its end. */
    private record Level(int depth, List<Node> list, int from, int end, int heavy, int part, Surroundings around) {}

    /** A run of nodes of a list on the way; {@link Run#tail} if it ends with values. */
    private record Cut(Level level, int from, int end, Label tail, int size) {
        Run run(int wideExits) {
            return Run.of(level.list(), from, end, tail, level.around(), wideExits, size);
        }
    }

    private final int size;
    private final int wideExits;

    /** The exits of the method itself, which a wide region hands on. */
    private final Set<Label> outerLabels;

    private final boolean inWide;
    private final List<Level> levels = new ArrayList<>();
    private Cut best;
    private int smallest;

    private Bisection(int size, int wideExits, Region region) {
        this.size = size;
        this.wideExits = wideExits;
        outerLabels = region == null ? Set.of() : new HashSet<>(region.exits());
        inWide = region != null && region.isWide();
        smallest = size - size / 32;
    }

    /**
     * Finds a run to cut out.
     *
     * @param region the region whose method is cut, or null for the function's own
     * @param size the size of the method as measured
     * @param wideExits with how many more exits a region is wide
     * @return the run, or null if nothing makes the method much smaller
     */
    static Run in(FunctionTree tree, Region region, int size, int wideExits) {
        Bisection bisection = new Bisection(size, wideExits, region);
        if (region == null) {
            bisection.descend(tree.root().body(), Surroundings.of(tree.root()));
        } else {
            bisection.descend(region.body(), Surroundings.of(region));
        }
        bisection.ascend();
        return bisection.best == null ? null : bisection.best.run(wideExits);
    }

    /** Follows the code down as long as more than half of the method is in one block. */
    private void descend(List<Node> body, Surroundings outermost) {
        List<Node> list = body;
        Surroundings around = outermost;
        while (list != null) {
            int from = 0;
            int end = 0;
            int most = -1;
            for (int i = 0; i < list.size(); ) {
                int next = Candidates.nextCut(list, i);
                int bytes = Candidates.size(list, i, next);
                if (bytes > most) {
                    most = bytes;
                    from = i;
                    end = next;
                }
                i = next;
            }
            int heavy = heavy(list, from, end);
            int part = heavy < 0 ? -1 : largest(((Block) list.get(heavy)).bodies());
            levels.add(new Level(levels.size(), list, from, end, heavy, part, around));
            around = heavy < 0 ? null : around.of(part, list, heavy);
            list = heavy < 0 ? null : ((Block) list.get(heavy)).bodies().get(part);
        }
    }

    private int heavy(List<Node> list, int from, int end) {
        for (int i = from; i < end; i++) {
            if (list.get(i) instanceof Block && list.get(i).size() > size / 2) {
                return i;
            }
        }
        return -1;
    }

    private static int largest(List<List<Node>> parts) {
        int largest = 0;
        for (int i = 1; i < parts.size(); i++) {
            if (size(parts.get(i)) > size(parts.get(largest))) {
                largest = i;
            }
        }
        return largest;
    }

    private static int size(List<Node> list) {
        return Candidates.size(list, 0, list.size());
    }

    /** Looks at the runs on the way back. What leaves the code below is known then, so that each node is looked at a few times only. */
    private void ascend() {
        Ways ways = new Ways();
        Level bottom = levels.getLast();
        half(bottom);
        for (Level level : levels.reversed()) {
            List<Node> list = level.list();
            if (level.heavy() >= 0) {
                ways.leave((Block) list.get(level.heavy()), level.part());
                ways.add(list.subList(level.from(), level.heavy()));
                ways.add(list.subList(level.heavy() + 1, level.end()));
            } else {
                ways.add(list.subList(level.from(), level.end()));
            }
            consider(level, level.from(), level.end(), ways);
            Ways before = new Ways();
            before.add(list.subList(0, level.from()));
            consider(level, 0, level.from(), before);
            Ways behind = new Ways();
            behind.add(list.subList(level.end(), list.size()));
            consider(level, level.end(), list.size(), behind);
            ways.add(list.subList(0, level.from()));
            ways.add(list.subList(level.end(), list.size()));
        }
    }

    /** Considers as much of a list as is half of the method. */
    private void half(Level level) {
        List<Node> list = level.list();
        int end = 0;
        for (int next = 0, bytes = 0; next < list.size(); ) {
            int start = next;
            next = Candidates.nextCut(list, start);
            bytes += Candidates.size(list, start, next);
            if (bytes > size / 2) {
                break;
            }
            end = next;
        }
        Ways ways = new Ways();
        ways.add(list.subList(0, end));
        consider(level, 0, end, ways);
    }

    private void consider(Level level, int from, int end, Ways ways) {
        List<Node> list = level.list();
        boolean whole = level.depth() == 0 && from == 0 && end == list.size();
        if (from == end || whole || list.get(from).height() != 0 || !ways.blocked.isEmpty()) {
            return;
        }
        Surroundings around = level.around();
        boolean values =
                end == list.size() && around.results() > 0 && list.get(end - 1).fallsThrough();
        Label tail = values ? around.end() : null;
        if (values && tail == null) {
            return;
        }
        int exits = ways.entries.size() + (tail == null || ways.entries.containsKey(tail) ? 0 : 1);
        boolean wide = exits > wideExits;
        int bytes = Candidates.size(list, from, end);
        int call = Escapes.WIDE_CALL + ways.inner + (wide && inWide ? 0 : ways.outer);
        int region = bytes + ways.own - (wide ? ways.handedOn : 0);
        int larger = Math.max(region, size - bytes + call);
        if (larger < smallest) {
            smallest = larger;
            best = new Cut(level, from, end, tail, bytes);
        }
    }

    /** The ways out of a run that grows. */
    private final class Ways {
        /** In how many wide regions in it each exit is one. */
        final Map<Label, Integer> entries = new HashMap<>();

        private final Set<Label> used = new HashSet<>();

        /** The rethrows among the exits that no try of the run is around, and the others, which make it impossible to cut it out. */
        final Set<Label> rethrown = new HashSet<>();

        final Set<Label> blocked = new HashSet<>();

        /** What the exits that it uses itself take in a region, in bytes. */
        int own;

        /** What exits with labels in the method take in the caller, and what the others do if it does not hand them on. */
        int inner;

        int outer;

        /** What exits of regions in it take now and will not when they are handed on. */
        int handedOn;

        void add(List<Node> nodes) {
            if (!nodes.isEmpty()) {
                add(Escapes.of(nodes), false);
            }
        }

        private void add(Escapes escapes, boolean isProtected) {
            for (Label label : escapes.exits()) {
                add(label, escapes.entries(label), isProtected || escapes.isBlocked(label));
                if (escapes.isOwn(label)) {
                    use(label);
                }
            }
        }

        private void add(Label label, int count, boolean isProtected) {
            count(label, entries.containsKey(label) ? 0 : 1, count);
            entries.merge(label, count, Integer::sum);
            if (label == label.block().rethrown()) {
                (isProtected ? blocked : rethrown).add(label);
            }
        }

        /** Goes on from a part of a block to the whole block. */
        void leave(Block block, int part) {
            boolean protects = block.kind() == Block.Kind.TRY || block.kind() == Block.Kind.DELEGATE;
            if (protects && part == 0) {
                blocked.addAll(rethrown);
                rethrown.clear();
            }
            List<List<Node>> parts = block.bodies();
            for (int i = 0; i < parts.size(); i++) {
                if (i != part && !parts.get(i).isEmpty()) {
                    add(Escapes.of(parts.get(i)), protects && i == 0);
                }
            }
            if (block.kind() == Block.Kind.DELEGATE) {
                Label thrown = block.delegate().block().thrown();
                add(thrown, 0, false);
                use(thrown);
            }
            List.of(block.label(), block.thrown(), block.rethrown()).forEach(this::remove);
        }

        private void count(Label label, int labels, int uses) {
            int bytes = Escapes.WIDE_EXIT + VALUE * label.types().size();
            if (outerLabels.contains(label)) {
                outer += labels * (EXIT + bytes);
            } else {
                inner += labels * bytes;
                handedOn += uses * bytes;
            }
        }

        private void use(Label label) {
            own += used.add(label) ? ownSize(label) : 0;
        }

        private static int ownSize(Label label) {
            return EXIT + VALUE * label.types().size();
        }

        private void remove(Label label) {
            Integer count = entries.remove(label);
            if (count != null) {
                count(label, -1, -count);
            }
            if (used.remove(label)) {
                own -= ownSize(label);
            }
            rethrown.remove(label);
            blocked.remove(label);
        }
    }
}
