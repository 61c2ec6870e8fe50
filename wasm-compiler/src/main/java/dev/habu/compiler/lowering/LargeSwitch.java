package dev.habu.compiler.lowering;

import dev.habu.compiler.instruction.Instruction;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.NumberType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives switches with hundreds of cases a dispatch in two levels. A compiler's switch is a chain of blocks, each the first node of the next, a
 * br_table in the innermost one and the cases behind their ends:
 *
 * <pre>{@code
 * (block $n … (block $1 (block $0 … (br_table $0 $1 … $n (i))) case 0) case 1) …
 * }</pre>
 *
 * Even with each case in a method of its own, the table and the calls are too large for one method. So cases are put into groups; the br_table notes its index
 * in a local and chooses the group, and each group, which splitting can cut out, has a br_table for its own cases:
 *
 * <pre>{@code
 * (block $n (block $g1 (block $g0 … (br_table $g0 … $g1 … $n (local.tee $which (i)))) group 0) group 1)
 * }</pre>
 *
 * A jump from one group to a case of a later one notes an index of that case and goes to its group.
 */
public final class LargeSwitch {
    /** Switches with fewer cases are left alone. */
    private static final int FEW = 300;

    /**
     * What the table and the calls of a group may take, in bytes: nearly all that HotSpot compiles in one method. The processor predicts the choice of a case badly, and so
     * that of a group; the fewer groups there are, the less often the second costs anything.
     */
    private static final int GROUP = 7_000;

    /** A group has its share of the cases at least, so that the choice of the group fits a method. */
    private static final int GROUPS = 400;

    private static final FunctionType NOTHING = new FunctionType(List.of(), List.of());

    private final FunctionTree tree;

    /** The chain, innermost block first. Case i lies behind the end of block i; the last one only ends the chain. */
    private final List<Block> chain;

    private final Map<Label, Integer> numbers = new HashMap<>();
    private final int cases;

    /** The number of the first case of each group. */
    private final List<Integer> firsts = new ArrayList<>();

    private final int[] groupOf;
    private final List<Block> groups = new ArrayList<>();

    /** The local that holds the index. */
    private final int which;

    private final List<Label> table;

    /** An index in {@link #table} for each label that has one; jumps between groups add those that they need. */
    private final Map<Label, Integer> indices = new HashMap<>();

    private LargeSwitch(FunctionTree tree, List<Block> chain, Operation branch) {
        this.tree = tree;
        this.chain = chain;
        cases = chain.size() - 1;
        groupOf = new int[cases];
        for (int i = 0; i < cases; i++) {
            numbers.put(chain.get(i).label(), i);
        }
        which = tree.locals().size();
        table = new ArrayList<>(branch.labels().subList(0, branch.labels().size() - 1));
        for (int i = 0; i < table.size(); i++) {
            indices.putIfAbsent(table.get(i), i);
        }
        group();
    }

    /** Fills groups with cases in the order of the chain. */
    private void group() {
        int[] low = new int[cases];
        int[] high = new int[cases];
        Arrays.fill(low, Integer.MAX_VALUE);
        for (int i = 0; i < table.size(); i++) {
            Integer number = numbers.get(table.get(i));
            if (number != null) {
                low[number] = Math.min(low[number], i);
                high[number] = i;
            }
        }
        int calls = 0;
        int lowest = Integer.MAX_VALUE;
        int highest = 0;
        for (int i = 0; i < cases; i++) {
            List<Node> body = chain.get(i + 1).body();
            int call = CaseSize.of(body.subList(1, body.size()));
            lowest = Math.min(lowest, low[i]);
            highest = Math.max(highest, high[i]);
            int count = firsts.isEmpty() ? 0 : i + 1 - firsts.getLast();
            int size = calls + call + CaseSize.table(highest - lowest + 1, count);
            if (i == 0 || (size > GROUP && count > cases / GROUPS)) {
                firsts.add(i);
                calls = 0;
                lowest = low[i];
                highest = high[i];
            }
            calls += call;
            groupOf[i] = firsts.size() - 1;
        }
    }

    /** Rewrites the large switches of a function whose nodes have been measured; its {@link Liveness} has to be analysed afterwards. */
    public static void split(FunctionTree tree) {
        visit(tree, tree.root().body());
    }

    private static void visit(FunctionTree tree, List<Node> nodes) {
        for (Node node : nodes) {
            if (node instanceof Block block) {
                List<Block> chain = chain(block);
                if (chain.size() > FEW) {
                    chain.forEach(link ->
                            visit(tree, link.body().subList(1, link.body().size())));
                    large(tree, chain);
                } else {
                    block.bodies().forEach(part -> visit(tree, part));
                }
            }
        }
    }

    private static List<Block> chain(Block outermost) {
        List<Block> chain = new ArrayList<>();
        for (Node node = outermost;
                node instanceof Block block && isLink(block);
                node = block.body().getFirst()) {
            chain.addFirst(block);
        }
        return chain;
    }

    private static boolean isLink(Block block) {
        return block.kind() == Block.Kind.BLOCK
                && block.type().params().isEmpty()
                && block.type().results().isEmpty()
                && !block.body().isEmpty();
    }

    private static void large(FunctionTree tree, List<Block> chain) {
        if (chain.getFirst().body().getLast() instanceof Operation branch
                && branch.instruction() == Instruction.BR_TABLE) {
            LargeSwitch large = new LargeSwitch(tree, chain, branch);
            Set<Label> own = new HashSet<>(branch.labels());
            own.retainAll(large.numbers.keySet());
            if (own.size() > FEW && large.firsts.size() > 1 && large.isPossible()) {
                large.rewrite(branch);
            }
        }
    }

    private int group(Label label) {
        return groupOf[numbers.get(label)];
    }

    /** Whether nothing but br and br_if jumps from one group to another. */
    private boolean isPossible() {
        List<Node> prelude = chain.getFirst().body();
        for (int i = 0; i < cases; i++) {
            List<Node> body = chain.get(i + 1).body();
            if (!isPossible(body.subList(1, body.size()), groupOf[i])) {
                return false;
            }
        }
        return isPossible(prelude.subList(0, prelude.size() - 1), -1);
    }

    private boolean isPossible(List<Node> nodes, int group) {
        for (Node node : nodes) {
            boolean possible = switch (node) {
                case Operation operation ->
                    operation.instruction() != Instruction.BR_TABLE
                            || operation.labels().stream().noneMatch(label -> isFar(label, group));
                case Block block ->
                    !numbers.containsKey(block.delegate())
                            && block.bodies().stream().allMatch(part -> isPossible(part, group));
                case Region region -> throw new IllegalStateException("switches come before splitting");
            };
            if (!possible) {
                return false;
            }
        }
        return true;
    }

    private boolean isFar(Label label, int group) {
        return numbers.containsKey(label) && group(label) != group;
    }

    private void rewrite(Operation branch) {
        tree.locals().add(NumberType.I32);
        int offset = branch.offset();
        for (int g = 0; g < firsts.size(); g++) {
            groups.add(new Block(Block.Kind.BLOCK, NOTHING, offset, 0));
        }
        List<Node> prelude = chain.getFirst().body();
        for (int i = 0; i < cases; i++) {
            List<Node> body = chain.get(i + 1).body();
            redirect(body.subList(1, body.size()), groupOf[i]);
        }
        redirect(prelude.subList(0, prelude.size() - 1), -1);
        List<Node> code = new ArrayList<>(prelude);
        code.removeLast();
        code.addAll(choice(branch));
        if (numbers.containsKey(branch.labels().getLast())) {
            code = otherwise(code, branch.labels().getLast(), offset);
        }
        List<List<Node>> parts = new ArrayList<>();
        for (int i = 0; i < cases; i++) {
            List<Node> body = chain.get(i + 1).body();
            parts.add(new ArrayList<>(body.subList(1, body.size())));
        }
        // Falling from group to group notes the first case of the next; all indices are needed before the tables are
        // made.
        for (int g = 1; g < groups.size(); g++) {
            int first = firsts.get(g);
            if (fallsThrough(parts, first - 1)) {
                note(chain.get(first).label(), offset, 0, parts.get(first - 1));
                groups.get(g).setEndReachable(true);
            }
        }
        for (int g = 0; g < groups.size(); g++) {
            Block group = groups.get(g);
            group.body().addAll(code);
            group.setEndReachable(group.fallsThrough() || group.label().used());
            code = new ArrayList<>(List.of(group));
            if (group.fallsThrough()) {
                code.addAll(members(g, parts, offset));
            }
        }
        replace(chain.getLast(), code);
    }

    /** Whether control gets from a case to the one behind it. */
    private boolean fallsThrough(List<List<Node>> parts, int number) {
        List<Node> part = parts.get(number);
        return (part.isEmpty() ? chain.get(number) : part.getLast()).fallsThrough();
    }

    /** The cases of a group behind a table of their own. */
    private List<Node> members(int g, List<List<Node>> parts, int offset) {
        int first = firsts.get(g);
        int end = g + 1 < firsts.size() ? firsts.get(g + 1) : cases;
        int low = Integer.MAX_VALUE;
        int high = 0;
        for (int i = 0; i < table.size(); i++) {
            if (numbers.containsKey(table.get(i)) && group(table.get(i)) == g) {
                low = Math.min(low, i);
                high = i;
            }
        }
        List<Label> own = new ArrayList<>();
        Label some = table.get(low);
        for (int i = low; i <= high; i++) {
            own.add(isFar(table.get(i), g) || !numbers.containsKey(table.get(i)) ? some : table.get(i));
        }
        // Nothing goes to the default. Were it the target of the first or the last entry, C2 would make two tables
        // instead of one.
        own.add(own.get(own.size() / 2));
        List<Node> code = new ArrayList<>();
        code.add(operation(Instruction.LOCAL_GET, offset, 0, which, 0, null, 1));
        code.add(operation(Instruction.I32_CONST, offset, 1, 0, low, null, 1));
        code.add(operation(Instruction.I32_SUB, offset, 2, 0, 0, null, 1));
        code.add(operation(Instruction.BR_TABLE, offset, 1, 0, 0, own, 0));
        for (int i = first; i < end; i++) {
            replace(chain.get(i), code);
            code = new ArrayList<>(List.of(chain.get(i)));
            code.addAll(parts.get(i));
        }
        return code;
    }

    private static void replace(Block block, List<Node> code) {
        block.body().clear();
        block.body().addAll(code);
    }

    /** The choice of the group, or of a label outside. */
    private List<Node> choice(Operation branch) {
        List<Label> labels = new ArrayList<>();
        for (Label label : branch.labels()) {
            labels.add(numbers.containsKey(label) ? entry(label) : label);
        }
        return List.of(
                operation(Instruction.LOCAL_TEE, branch.offset(), branch.height(), which, 0, null, 1),
                operation(Instruction.BR_TABLE, branch.offset(), branch.height(), 0, 0, labels, 0));
    }

    /** Lets the default of the choice, for which there is no index, note one first. */
    private List<Node> otherwise(List<Node> code, Label target, int offset) {
        Block beyond = new Block(Block.Kind.BLOCK, NOTHING, offset, 0);
        Operation choice = (Operation) code.removeLast();
        List<Label> labels = new ArrayList<>(choice.labels());
        labels.set(labels.size() - 1, beyond.label());
        beyond.label().use();
        beyond.setEndReachable(true);
        code.add(operation(Instruction.BR_TABLE, offset, choice.height(), 0, 0, labels, 0));
        beyond.body().addAll(code);
        List<Node> around = new ArrayList<>(List.of(beyond));
        jump(target, offset, 0, around);
        return around;
    }

    private Label entry(Label label) {
        Label entry = groups.get(group(label)).label();
        entry.use();
        return entry;
    }

    private void note(Label target, int offset, int height, List<Node> code) {
        int index = indices.computeIfAbsent(target, t -> {
            table.add(t);
            return table.size() - 1;
        });
        code.add(operation(Instruction.I32_CONST, offset, height, 0, index, null, 1));
        code.add(operation(Instruction.LOCAL_SET, offset, height + 1, which, 0, null, 0));
    }

    private void jump(Label target, int offset, int height, List<Node> code) {
        note(target, offset, height, code);
        code.add(operation(Instruction.BR, offset, height, 0, 0, List.of(entry(target)), 0));
    }

    /** Lets the jumps of a case, or for -1 those before the table, find cases of other groups. */
    private void redirect(List<Node> nodes, int group) {
        List<Node> code = new ArrayList<>();
        for (Node node : nodes) {
            switch (node) {
                case Operation operation
                when (operation.instruction() == Instruction.BR || operation.instruction() == Instruction.BR_IF)
                        && isFar(operation.labels().getFirst(), group) -> {
                    Label target = operation.labels().getFirst();
                    if (operation.instruction() == Instruction.BR) {
                        jump(target, operation.offset(), operation.height(), code);
                    } else {
                        Block condition = new Block(Block.Kind.IF, NOTHING, operation.offset(), operation.height());
                        jump(target, operation.offset(), 0, condition.body());
                        condition.setEndReachable(true);
                        code.add(condition);
                    }
                }
                case Block block -> {
                    block.bodies().forEach(part -> redirect(part, group));
                    code.add(block);
                }
                default -> code.add(node);
            }
        }
        nodes.clear();
        nodes.addAll(code);
    }

    private static Operation operation(
            Instruction instruction, int offset, int height, int index, long value, List<Label> labels, int pushed) {
        return new Operation(instruction, offset, height, index, 0, value, labels, pushed);
    }
}
