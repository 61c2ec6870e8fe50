package dev.habu.compiler.splitting;

import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.LimitException;
import dev.habu.compiler.lowering.FunctionTree;
import dev.habu.compiler.lowering.Node;
import dev.habu.compiler.lowering.Region;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Splits functions whose bytecode is larger than HotSpot compiles into regions.
 *
 * <p>The parent keeps the control flow and calls regions. {@link Candidates} are runs of statements, as long as they fit a method; the longest are taken first
 * until the parent fits, too. Sizes are measured, not estimated: after each round the method is measured again with its calls and frame accesses. A run that
 * needs many exits costs much at each call, so such runs are only taken when nothing else is left. A region that is itself too large is split in the same way.
 */
public final class Splitter {
    /** The largest method that a class file can hold, in bytes. */
    private static final int HARD_LIMIT = 65_535;

    /** How many exits a region may have, from round to round in which nothing else can be taken any more. */
    private static final int[] EXITS = {6, 24, 100};

    /** A region with more exits is wide, if {@link #target} is not that small that a fortieth of it is less. */
    private static final int WIDE = 24;

    /** The last of {@link #EXITS} that is worth taking only to leave C2 room for inlining. */
    private static final int FEW = 1;

    /** So often in all a method is cut in two again although it has not got smaller: locals that become fields of the frame take more bytes wherever they are used, but only once. */
    private static final int PATIENCE = 8;

    private final FunctionTree tree;
    private final Meter meter;
    private final int target;
    private final int wideExits;
    private boolean numbered;

    /** The size of the largest method that was too large for its target in the end. */
    private int largest;

    private Splitter(FunctionTree tree, Meter meter, int target) {
        this.tree = tree;
        this.meter = meter;
        this.target = target;
        wideExits = Math.min(WIDE, target / 40);
    }

    /**
     * Splits a function if it is too large. Its liveness must have been recorded.
     *
     * @param target how large a method should become at most, in bytes
     * @return whether each method is about as small as it should be, or at least small enough for HotSpot
     * @throws LimitException if some part cannot be made small enough for a class file
     */
    public static boolean split(FunctionTree tree, Meter meter, int target) {
        Splitter splitter = new Splitter(tree, meter, target);
        splitter.fit(null, Integer.MAX_VALUE);
        return splitter.largest <= Math.min(CompileOptions.HOTSPOT_LIMIT, 2 * target);
    }

    /**
     * Makes a method small enough: a region's or, for null, the function's own. A region that is no smaller than {@code limit}, the method that it was cut out
     * of, is not cut in two again.
     */
    private void fit(Region region, int limit) {
        int level = 0;
        int size = measure(region);
        int smallest = size;
        int patience = PATIENCE;
        while (size > target && !(level > FEW && isCompiled(size))) {
            int before = size;
            boolean last = level == EXITS.length;
            List<Region> made = last ? bisect(region, size, limit) : outline(candidates(region, level), size - target);
            made.forEach(part -> fit(part, before));
            size = made.isEmpty() ? size : measure(region);
            boolean smaller = size < (last ? smallest : before);
            smallest = Math.min(smallest, size);
            if (smaller || (last && !made.isEmpty() && patience-- > 0)) {
                continue;
            }
            if (last) {
                if (size <= HARD_LIMIT) {
                    largest = Math.max(largest, size);
                    return; // beyond what HotSpot compiles it runs all the same, in the JVM's interpreter
                }
                throw new LimitException(
                        "code that cannot be split becomes " + size + " bytes of bytecode",
                        HARD_LIMIT,
                        (region == null ? tree.root() : region).offset());
            }
            level++;
        }
    }

    /** Whether a method is small enough for HotSpot, if not as small as it should be. */
    private boolean isCompiled(int size) {
        return target == CompileOptions.METHOD_SIZE && size <= CompileOptions.HOTSPOT_LIMIT;
    }

    private List<Region> bisect(Region region, int size, int limit) {
        Run run = size < limit ? Bisection.in(tree, region, size, wideExits) : null;
        return run == null ? List.of() : List.of(region(run));
    }

    private int measure(Region region) {
        return region == null ? meter.measure() : meter.measure(region);
    }

    private List<Run> candidates(Region region, int level) {
        boolean enlarged = target == CompileOptions.METHOD_SIZE && level > FEW;
        int regionSize = enlarged ? CompileOptions.HOTSPOT_LIMIT * 15 / 16 : target * 3 / 4;
        Candidates candidates = new Candidates(target, regionSize, EXITS[level], wideExits);
        return region == null ? candidates.in(tree.root()) : candidates.in(region);
    }

    /** Makes regions of the longest runs until {@code excess} bytes are saved, and an eighth more for what the calls bring. */
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
            made.add(region(run));
        }
        return made;
    }

    /** Puts a region in a run's place. */
    private Region region(Run run) {
        if (run.wide() && !numbered) {
            tree.numberLabels();
            numbered = true;
        }
        List<Node> nodes = run.nodes();
        Escapes escapes = run.escapes();
        BitSet loads = nodes.getFirst().liveBefore();
        loads.and(escapes.used());
        Region region = new Region(
                nodes,
                escapes.exits(),
                run.wide(),
                nodes.getLast().fallsThrough(),
                loads,
                escapes.written(),
                run.liveAfter(),
                run.handled(),
                run.inputs(),
                run.outputs());
        List<Node> replaced = run.list().subList(run.from(), run.end());
        replaced.clear();
        replaced.add(region);
        return region;
    }
}
