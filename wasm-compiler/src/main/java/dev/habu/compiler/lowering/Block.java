package dev.habu.compiler.lowering;

import dev.habu.wasm.FunctionType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.ValueType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A structured block. The whole function body is one, too. */
public final class Block extends Node {
    /** The kinds of blocks; a try with delegate is DELEGATE. */
    public enum Kind {
        BLOCK,
        LOOP,
        IF,
        TRY,
        DELEGATE
    }

    /**
     * A handler of a try.
     *
     * @param tag the tag that it catches, or -1 if it catches all
     * @param reference whether the exception lies on the stack at its beginning, above the values
     * @param body what it does
     */
    public record Handler(int tag, boolean reference, List<Node> body) {}

    private Kind kind;
    private FunctionType type;
    private List<ValueType> entry = List.of();
    private final Label label;
    private final Label rethrown = new Label(this, List.of());
    private final Label thrown = new Label(this, List.of(RefType.EXTERNREF));
    private final List<Node> body = new ArrayList<>();
    private List<Node> otherwise;
    private final List<Handler> handlers = new ArrayList<>();
    private Label delegate;
    private LocalSet handlerLive = LocalSet.EMPTY;
    private boolean endReachable;

    Block(Kind kind, FunctionType type, int offset, int height) {
        super(offset, height);
        this.kind = kind;
        this.type = type;
        this.label = new Label(this, kind == Kind.LOOP ? type.params() : type.results());
    }

    @Override
    public int pushed() {
        return type.results().size();
    }

    /** The kind. */
    public Kind kind() {
        return kind;
    }

    /** The types of its parameters and results. */
    public FunctionType type() {
        return type;
    }

    /** Lets it take no values from the stack. */
    void takeNothing() {
        type = new FunctionType(List.of(), type.results());
    }

    /** The types of the {@link #height} operands before it, as far as the JVM tells them apart; fewer before it has been measured. */
    List<ValueType> entry() {
        return entry;
    }

    /** Notes the types of all operands before it. */
    public void setEntry(List<ValueType> types) {
        entry = types;
    }

    /** Its label. */
    public Label label() {
        return label;
    }

    /** What a rethrow of the exception that this try has caught branches to if it has got into another method than the handler. */
    public Label rethrown() {
        return rethrown;
    }

    /** What an exception branches to, as a value, that a delegate hands on to this block if it has got into another method than the block. */
    public Label thrown() {
        return thrown;
    }

    /** The body; of an if the part for a true condition, of a try the protected part. */
    public List<Node> body() {
        return body;
    }

    /** The else part of an if, or null. */
    public List<Node> otherwise() {
        return otherwise;
    }

    List<Node> beginOtherwise() {
        otherwise = new ArrayList<>();
        return otherwise;
    }

    /** The handlers of a try, in order. */
    public List<Handler> handlers() {
        return handlers;
    }

    /** The label that a delegate names; the function's own label stands for its caller. */
    public Label delegate() {
        return delegate;
    }

    void delegateTo(Label target) {
        kind = Kind.DELEGATE;
        delegate = target;
    }

    /** All node lists in it, in order. */
    public List<List<Node>> bodies() {
        List<List<Node>> all = new ArrayList<>();
        all.add(body);
        if (otherwise != null) {
            all.add(otherwise);
        }
        for (Handler handler : handlers) {
            all.add(handler.body());
        }
        return all;
    }

    /** The locals that are live when an exception enters a handler of this try or passes on to an outer one. */
    public BitSet handlerLive() {
        return handlerLive.toBitSet();
    }

    void setHandlerLive(LocalSet locals) {
        handlerLive = locals;
    }

    @Override
    public boolean fallsThrough() {
        return endReachable;
    }

    void setEndReachable(boolean reachable) {
        endReachable = reachable;
    }

    @Override
    public String toString() {
        return kind + " of " + body.size();
    }
}
