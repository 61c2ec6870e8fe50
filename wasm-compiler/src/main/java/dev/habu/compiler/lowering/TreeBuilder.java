package dev.habu.compiler.lowering;

import dev.habu.compiler.binary.InstructionReader;
import dev.habu.compiler.instruction.CatchClause;
import dev.habu.compiler.instruction.Instruction;
import dev.habu.compiler.module.WasmModule;
import dev.habu.compiler.validation.ValidCode;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Builds a function's tree out of validated code, leaving out what cannot be reached. */
public final class TreeBuilder implements ValidCode {
    private final List<Block> open = new ArrayList<>();
    private final WasmModule module;
    private final Block root;
    private List<Node> body;
    private boolean reachable = true;
    private int unreachableBlocks;

    /** The part of each block in {@link #open} that is being filled. */
    private final List<List<Node>> parts = new ArrayList<>();

    /** Whether some way to the end of the blocks in {@link #open} has been seen: it fell through at the end of an earlier part. */
    private final List<Boolean> endReached = new ArrayList<>();

    /** Builds the tree of a function of that type. */
    public TreeBuilder(WasmModule module, FunctionType type, int offset) {
        this.module = module;
        root = new Block(Block.Kind.BLOCK, new FunctionType(List.of(), type.results()), offset, 0);
        push(root);
    }

    /** The tree; complete once the code has ended. */
    public Block root() {
        return root;
    }

    private void push(Block block) {
        open.add(block);
        endReached.add(false);
        body = block.body();
        parts.add(body);
    }

    private Label label(int depth) {
        Label label = open.get(open.size() - 1 - depth).label();
        label.use();
        return label;
    }

    @Override
    public void instruction(InstructionReader in, int height, ValueType type) {
        if (!reachable) {
            return;
        }
        Instruction i = in.instruction();
        Object extra = switch (i) {
            case BR, BR_IF -> List.of(label(in.index()));
            case RETURN -> {
                root.label().use();
                yield List.of(root.label());
            }
            case RETHROW -> List.of(open.get(open.size() - 1 - in.index()).label());
            case BR_TABLE -> {
                List<Label> labels = new ArrayList<>(in.labels().length);
                for (int depth : in.labels()) {
                    labels.add(label(depth));
                }
                yield labels;
            }
            case DROP, SELECT, SELECT_T -> type;
            case CALL_INDIRECT -> in.functionTypeAt(in.index());
            case REF_NULL, REF_TEST, REF_TEST_NULL -> in.heapTypeOf();
            default -> null;
        };
        body.add(new Operation(i, in.offset(), height, in.index(), in.index2(), in.value(), extra, pushed(in)));
        reachable = !i.endsFlow();
    }

    private int pushed(InstructionReader in) {
        Instruction i = in.instruction();
        if (i.results() != null) {
            return i.results().size();
        }
        return switch (i) {
            case CALL -> module.functionType(in.index()).results().size();
            case CALL_INDIRECT -> in.functionTypeAt(in.index()).results().size();
            case BR_IF -> open.get(open.size() - 1 - in.index()).label().types().size();
            case DROP, LOCAL_SET, GLOBAL_SET, TABLE_SET, TABLE_FILL -> 0;
            default -> 1;
        };
    }

    @Override
    public void enter(InstructionReader in, FunctionType type, int height) {
        if (!reachable) {
            unreachableBlocks++;
            return;
        }
        Block.Kind kind = switch (in.instruction()) {
            case LOOP -> Block.Kind.LOOP;
            case IF -> Block.Kind.IF;
            case TRY, TRY_TABLE -> Block.Kind.TRY;
            default -> Block.Kind.BLOCK;
        };
        int consumed = type.params().size() + (kind == Block.Kind.IF ? 1 : 0);
        Block block = new Block(kind, type, in.offset(), height + consumed);
        body.add(block);
        if (in.instruction() == Instruction.TRY_TABLE) {
            in.catches().forEach(clause -> block.handlers().add(handler(clause, in.offset())));
        }
        push(block);
    }

    @Override
    public void alternative(InstructionReader in) {
        if (unreachableBlocks > 0) {
            return;
        }
        notePartEnd();
        Block block = open.getLast();
        if (in.instruction() == Instruction.ELSE) {
            body = block.beginOtherwise();
        } else {
            body = new ArrayList<>();
            int tag = in.instruction() == Instruction.CATCH ? in.index() : -1;
            block.handlers().add(new Block.Handler(tag, false, body));
        }
        parts.set(parts.size() - 1, body);
        reachable = true;
    }

    /** A clause of a try_table is a handler that only branches. */
    private Block.Handler handler(CatchClause clause, int offset) {
        Label target = label(clause.label());
        Operation branch = new Operation(Instruction.BR, offset, target.types().size(), 0, 0, 0, List.of(target), 0);
        List<Node> nodes = new ArrayList<>(List.of(branch));
        return new Block.Handler(clause.all() ? -1 : clause.tag(), clause.reference(), nodes);
    }

    private void notePartEnd() {
        if (reachable) {
            endReached.set(endReached.size() - 1, true);
        }
    }

    @Override
    public void leave(InstructionReader in) {
        if (unreachableBlocks > 0) {
            unreachableBlocks--;
            return;
        }
        notePartEnd();
        Block block = open.removeLast();
        parts.removeLast();
        boolean fallsOut = endReached.removeLast();
        if (in.instruction() == Instruction.DELEGATE) {
            block.delegateTo(open.get(open.size() - 1 - in.index()).label());
        }
        boolean branchedOut = block.kind() != Block.Kind.LOOP && block.label().used();
        boolean skipped = block.kind() == Block.Kind.IF && block.otherwise() == null;
        reachable = fallsOut || branchedOut || skipped;
        block.setEndReachable(reachable);
        if (!open.isEmpty()) {
            body = parts.getLast();
        }
    }
}
