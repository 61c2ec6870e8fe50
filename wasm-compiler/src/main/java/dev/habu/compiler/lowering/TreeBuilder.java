package dev.habu.compiler.lowering;

import dev.habu.compiler.binary.InstructionReader;
import dev.habu.compiler.instruction.CatchClause;
import dev.habu.compiler.instruction.Instruction;
import dev.habu.compiler.module.WasmModule;
import dev.habu.compiler.validation.ValidCode;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.V128;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.VectorType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Builds a function's tree out of validated code, leaving out what cannot be reached. Some instructions become several simpler ones: a branch on a
 * reference keeps it in a local while it is tested, a function's tail call of itself is a jump to its start.
 */
public final class TreeBuilder implements ValidCode {
    private final List<Block> open = new ArrayList<>();
    private final WasmModule module;
    private final TailCallers tailCallers;
    private final int function;
    private final FunctionType type;
    private final List<ValueType> locals;
    private final Block root;

    /** What a tail call of the function by itself jumps to: a loop around its whole body, put there if something does. */
    private final Block start;

    private List<Node> body;
    private boolean reachable = true;
    private int unreachableBlocks;
    private boolean tailCalls;

    /** The local for a reference that is tested, or -1 if there is none yet. */
    private int tested = -1;

    /** The part of each block in {@link #open} that is being filled. */
    private final List<List<Node>> parts = new ArrayList<>();

    /** Whether some way to the end of the blocks in {@link #open} has been seen: it fell through at the end of an earlier part. */
    private final List<Boolean> endReached = new ArrayList<>();

    /**
     * Builds the tree of a function.
     *
     * @param tailCallers for the functions of the same module
     * @param function its index; -1 for a constant expression
     * @param locals the types of its parameters and locals
     */
    public TreeBuilder(TailCallers tailCallers, int function, FunctionType type, List<ValueType> locals, int offset) {
        this.module = tailCallers.module();
        this.tailCallers = tailCallers;
        this.function = function;
        this.type = type;
        this.locals = new ArrayList<>(locals);
        FunctionType whole = new FunctionType(List.of(), type.results());
        root = new Block(Block.Kind.BLOCK, whole, offset, 0);
        start = new Block(Block.Kind.LOOP, whole, offset, 0);
        push(root);
    }

    /** The tree of code that has ended. */
    public FunctionTree tree() {
        BitSet live = Liveness.analyse(root, false);
        if (start.label().used()) {
            live.clear(0, type.params().size());
            if (!live.isEmpty()) {
                start.body().addAll(0, zeroed(live));
            }
            live = Liveness.analyse(root, false);
        }
        return new FunctionTree(function, type, locals, root, live, tailCalls);
    }

    /** The locals of a call begin with zero, also if it is a jump. */
    private List<Node> zeroed(BitSet live) {
        List<Node> nodes = new ArrayList<>();
        for (int local = live.nextSetBit(0); local >= 0; local = live.nextSetBit(local + 1)) {
            Instruction zero = switch (locals.get(local)) {
                case NumberType.I32 -> Instruction.I32_CONST;
                case NumberType.I64 -> Instruction.I64_CONST;
                case NumberType.F32 -> Instruction.F32_CONST;
                case NumberType.F64 -> Instruction.F64_CONST;
                case VectorType v -> Instruction.V128_CONST;
                default -> Instruction.REF_NULL;
            };
            Object vector = zero == Instruction.V128_CONST ? V128.ZERO : null;
            nodes.add(new Operation(zero, root.offset(), 0, 0, 0, 0, vector, 1));
            nodes.add(new Operation(Instruction.LOCAL_SET, root.offset(), 1, local, 0, 0, null, 0));
        }
        return nodes;
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
        switch (in.instruction()) {
            case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> tailCall(in, height);
            case BR_ON_NULL -> {
                add(Instruction.LOCAL_TEE, in, height, tested(), null, 1);
                add(Instruction.REF_IS_NULL, in, height, 0, null, 1);
                branchIf(in, height, in.index());
                add(Instruction.LOCAL_GET, in, height - 1, tested(), null, 1);
            }
            case BR_ON_NON_NULL -> {
                add(Instruction.LOCAL_TEE, in, height, tested(), null, 1);
                add(Instruction.LOCAL_GET, in, height, tested(), null, 1);
                add(Instruction.REF_IS_NULL, in, height + 1, 0, null, 1);
                add(Instruction.I32_EQZ, in, height + 1, 0, null, 1);
                branchIf(in, height + 1, in.index());
                add(Instruction.DROP, in, height, 0, RefType.EXTERNREF, 0);
            }
            case BR_ON_CAST, BR_ON_CAST_FAIL -> {
                add(Instruction.LOCAL_TEE, in, height, tested(), null, 1);
                add(Instruction.LOCAL_GET, in, height, tested(), null, 1);
                Instruction test = in.castTo().nullable() ? Instruction.REF_TEST_NULL : Instruction.REF_TEST;
                add(test, in, height + 1, 0, in.castTo().heapType(), 1);
                if (in.instruction() == Instruction.BR_ON_CAST_FAIL) {
                    add(Instruction.I32_EQZ, in, height + 1, 0, null, 1);
                }
                branchIf(in, height + 1, in.index());
            }
            default -> plain(in, height, type);
        }
    }

    private void plain(InstructionReader in, int height, ValueType type) {
        Instruction i = in.instruction();
        Object extra = switch (i) {
            case BR, BR_IF -> List.of(label(in.index()));
            case RETURN -> {
                root.label().use();
                yield List.of(root.label());
            }
            case RETHROW -> List.of(open.get(open.size() - 1 - in.index()).rethrown());
            case BR_TABLE -> {
                List<Label> labels = new ArrayList<>(in.labels().length);
                for (int depth : in.labels()) {
                    labels.add(label(depth));
                }
                yield labels;
            }
            case DROP, SELECT, SELECT_T -> type;
            case CALL_INDIRECT -> in.functionTypeAt(in.index());
            case V128_CONST, I8X16_SHUFFLE -> in.vector();
            case REF_NULL, REF_TEST, REF_TEST_NULL, REF_CAST, REF_CAST_NULL -> in.heapTypeOf();
            default ->
                switch (i.immediates()) {
                    case TYPE, TYPE_AND_FIELD, TYPE_AND_COUNT, TYPE_AND_DATA, TYPE_AND_ELEMENT, TYPE_AND_TYPE ->
                        in.typeAt(in.index());
                    default -> i.lanes() > 0 ? (Object) in.lane() : null;
                };
        };
        body.add(new Operation(i, in.offset(), height, in.index(), in.index2(), in.value(), extra, pushed(in)));
        reachable = !i.endsFlow();
    }

    private void add(Instruction instruction, InstructionReader in, int height, int index, Object extra, int pushed) {
        body.add(new Operation(instruction, in.offset(), height, index, in.index2(), 0, extra, pushed));
    }

    private void branchIf(InstructionReader in, int height, int depth) {
        Label target = label(depth);
        add(
                Instruction.BR_IF,
                in,
                height,
                depth,
                List.of(target),
                target.types().size());
    }

    private int tested() {
        if (tested < 0) {
            tested = locals.size();
            locals.add(RefType.EXTERNREF);
        }
        return tested;
    }

    /**
     * A call of the function itself is a jump. One of a function that makes no tail calls is a call, which adds one frame at most. All others leave the
     * call to whoever runs this function: the operation notes what to call, and what it puts on the stack to be returned means nothing.
     */
    private void tailCall(InstructionReader in, int height) {
        Instruction i = in.instruction();
        if (i == Instruction.RETURN_CALL && in.index() == function) {
            int first = height - type.params().size();
            for (int k = type.params().size() - 1; k >= 0; k--) {
                add(Instruction.LOCAL_SET, in, first + k + 1, k, null, 0);
            }
            start.label().use();
            add(Instruction.BR, in, first, 0, List.of(start.label()), 0);
        } else {
            FunctionType callee =
                    i == Instruction.RETURN_CALL ? module.functionType(in.index()) : in.functionTypeAt(in.index());
            boolean plain = i == Instruction.RETURN_CALL && !isProtected() && !tailCallers.contains(in.index());
            tailCalls |= !plain;
            int results = callee.results().size();
            add(plain ? Instruction.CALL : i, in, height, in.index(), callee, results);
            int operands = callee.params().size() + (i == Instruction.RETURN_CALL ? 0 : 1);
            root.label().use();
            add(Instruction.RETURN, in, height - operands + results, 0, List.of(root.label()), 0);
        }
        reachable = false;
    }

    /** Whether a try is open, whose handlers a tail call must not see. */
    private boolean isProtected() {
        return open.stream().anyMatch(block -> block.kind() == Block.Kind.TRY);
    }

    private int pushed(InstructionReader in) {
        Instruction i = in.instruction();
        if (i.results() != null) {
            return i.results().size();
        }
        return switch (i) {
            case CALL -> module.functionType(in.index()).results().size();
            case CALL_INDIRECT, CALL_REF ->
                in.functionTypeAt(in.index()).results().size();
            case BR_IF -> open.get(open.size() - 1 - in.index()).label().types().size();
            case DROP,
                    LOCAL_SET,
                    GLOBAL_SET,
                    TABLE_SET,
                    TABLE_FILL,
                    STRUCT_SET,
                    ARRAY_SET,
                    ARRAY_FILL,
                    ARRAY_COPY,
                    ARRAY_INIT_DATA,
                    ARRAY_INIT_ELEM -> 0;
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
        List<Node> nodes = new ArrayList<>(List.of(Operation.branch(target, offset)));
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
        } else if (start.label().used()) {
            start.setEndReachable(fallsOut);
            start.body().addAll(root.body());
            root.body().clear();
            root.body().add(start);
        }
    }
}
