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
    private static final int[] EXITS = {6, 24, 100, 1_000, Integer.MAX_VALUE};

    /** The last of {@link #EXITS} that is worth taking only to leave C2 room for inlining. */
    private static final int FEW = 1;

    private final FunctionTree tree;
    private final Meter meter;
    private final int target;

    private Splitter(FunctionTree tree, Meter meter, int target) {
        this.tree = tree;
        this.meter = meter;
        this.target = target;
    }

    /**
     * Splits a function if it is too large. Its liveness must have been recorded.
     *
     * @param target how large a method should become at most, in bytes
     * @throws LimitException if some part cannot be made small enough for a class file
     */
    public static void split(FunctionTree tree, Meter meter, int target) {
        new Splitter(tree, meter, target).fit(null);
    }

    /** Makes a method small enough: a region's or, for null, the function's own. */
    private void fit(Region region) {
        int level = 0;
        int size = measure(region);
        while (size > target) {
            int before = size;
            List<Region> made = outline(candidates(region, level), size - target);
            made.forEach(this::fit);
            size = made.isEmpty() ? size : measure(region);
            if (size < before) {
                continue;
            }
            boolean compiled = target == CompileOptions.METHOD_SIZE && size <= CompileOptions.HOTSPOT_LIMIT;
            if (++level == EXITS.length || (compiled && level > FEW)) {
                if (size <= HARD_LIMIT) {
                    return; // beyond what HotSpot compiles it runs all the same, in the JVM's interpreter
                }
                throw new LimitException(
                        "code that cannot be split becomes " + size + " bytes of bytecode",
                        HARD_LIMIT,
                        (region == null ? tree.root() : region).offset());
            }
        }
    }

    private int measure(Region region) {
        return region == null ? meter.measure() : meter.measure(region);
    }

    private List<Run> candidates(Region region, int level) {
        boolean enlarged = target == CompileOptions.METHOD_SIZE && level > FEW;
        int regionSize = enlarged ? CompileOptions.HOTSPOT_LIMIT * 15 / 16 : target * 3 / 4;
        Candidates candidates = new Candidates(target, regionSize, EXITS[level]);
        return region == null ? candidates.in(tree.root()) : candidates.in(region);
    }

    /** Makes regions of the longest runs until {@code excess} bytes are saved, and an eighth more for what the calls bring. */
    private static List<Region> outline(List<Run> runs, int excess) {
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
                    nodes.getLast().fallsThrough(),
                    loads,
                    escapes.written(),
                    run.liveAfter(),
                    run.handled(),
                    run.inputs(),
                    run.outputs());
            nodes.clear();
            run.list().add(run.from(), region);
            made.add(region);
        }
        return made;
    }
}
