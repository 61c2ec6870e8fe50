package dev.habu.compiler.text;

import dev.habu.compiler.instruction.Instruction;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads instructions, plain and folded (WebAssembly 3.0, sections 6.5.2 and 6.5.10), and writes them in the order in which they run. The nesting is on
 * a stack of its own, not on Java's, so that its depth has no limit.
 */
final class InstructionText {
    /** What a frame waits for. */
    private enum Kind {
        /** A block that the word {@code end} closes. */
        PLAIN_BLOCK,
        /** A folded block, loop or the like: its closing parenthesis is the {@code end}. */
        FOLDED_BLOCK,
        /** A folded instruction that is written after its operands. */
        OPERATOR,
        /** A folded {@code if}: a condition, then {@code (then …)} and perhaps {@code (else …)}. */
        IF,
        /** A folded legacy {@code try}: {@code (do …)}, then handlers or {@code (delegate …)}. */
        TRY,
        /** The instructions of {@code then}, {@code else}, {@code do} or a handler. */
        BODY
    }

    /** Which parts of a block have been read. */
    private enum Progress {
        /** Nothing but the beginning. */
        START,
        /** The {@code then} of a folded {@code if}, the {@code do} of a folded {@code try}. */
        FIRST,
        /** A handler of a {@code try}. */
        HANDLER,
        /** What nothing can follow: {@code else} or {@code catch_all}. */
        LAST,
        /** A {@code delegate}, which has ended the block. */
        DELEGATED
    }

    private static final class Frame {
        final Kind kind;
        final Instruction opener;
        final String label;

        /** What is written later: an operator, or the beginning of an {@code if}. */
        final BinaryWriter pending;

        Progress progress = Progress.START;

        Frame(Kind kind, Instruction opener, String label, BinaryWriter pending) {
            this.kind = kind;
            this.opener = opener;
            this.label = label;
            this.pending = pending;
        }
    }

    private final BinaryWriter out;
    private final LabelSpace labels = new LabelSpace();
    private final ImmediateText immediates;
    private final Deque<Frame> frames = new ArrayDeque<>();

    private InstructionText(ModuleSpaces spaces, IndexSpace locals, BinaryWriter out) {
        this.immediates = new ImmediateText(spaces, locals, labels);
        this.out = out;
    }

    /** Reads instructions up to the end of the list and writes them with an {@code end}. */
    static void body(ModuleSpaces spaces, IndexSpace locals, TextCursor text, BinaryWriter out) {
        new InstructionText(spaces, locals, out).read(text, false);
        ImmediateText.writeOpcode(Instruction.END, out);
    }

    /** Reads constant instructions up to the end of the list and writes them with an {@code end}. */
    static void constant(ModuleSpaces spaces, TextCursor text, BinaryWriter out) {
        body(spaces, new IndexSpace("local"), text, out);
    }

    /** Reads {@code (keyword instructions)} or, as its abbreviation, one folded instruction. */
    static void constantList(String keyword, ModuleSpaces spaces, TextCursor text, BinaryWriter out) {
        if (text.acceptOpen(keyword)) {
            constant(spaces, text, out);
            text.close();
        } else {
            if (!text.atOpen()) {
                throw text.unexpected("(" + keyword + " or a folded instruction");
            }
            new InstructionText(spaces, new IndexSpace("local"), out).read(text, true);
            ImmediateText.writeOpcode(Instruction.END, out);
        }
    }

    private void read(TextCursor text, boolean onlyOne) {
        do {
            if (text.atClose()) {
                if (frames.isEmpty()) {
                    return;
                }
                closeFrame(text);
            } else if (text.atOpen()) {
                openFrame(text);
            } else {
                plain(text);
            }
        } while (!onlyOne || !frames.isEmpty());
    }

    private Instruction instruction(TextCursor text) {
        String name = text.peek();
        if (name == null) {
            throw text.unexpected("an instruction");
        }
        Instruction instruction = Instruction.of(name);
        if (instruction == null) {
            throw text.error("unknown operator " + name);
        }
        text.atom();
        return instruction;
    }

    private void plain(TextCursor text) {
        Frame top = frames.peek();
        if (top != null && (top.kind == Kind.OPERATOR || top.kind == Kind.IF || top.kind == Kind.TRY)) {
            throw text.unexpected("a folded instruction or )");
        }
        TextCursor place = text.copy();
        Instruction instruction = instruction(text);
        switch (instruction) {
            case ELSE, CATCH, CATCH_ALL, DELEGATE, END -> {
                if (top == null || top.kind != Kind.PLAIN_BLOCK) {
                    throw place.unexpected("an instruction");
                }
                continueBlock(instruction, top, place, text);
            }
            default -> {
                if (instruction.opensBlock()) {
                    String label = text.optionalId();
                    immediates.write(instruction, text, out);
                    push(Kind.PLAIN_BLOCK, instruction, label, null);
                    labels.push(label);
                } else {
                    immediates.write(instruction, text, out);
                }
            }
        }
    }

    private void continueBlock(Instruction instruction, Frame block, TextCursor place, TextCursor text) {
        boolean fits = switch (instruction) {
            case ELSE -> block.opener == Instruction.IF && block.progress == Progress.START;
            case DELEGATE -> block.opener == Instruction.TRY && block.progress == Progress.START;
            case CATCH, CATCH_ALL -> block.opener == Instruction.TRY && block.progress != Progress.LAST;
            default -> true;
        };
        if (!fits) {
            throw place.unexpected("end");
        }
        switch (instruction) {
            case END -> {
                labels.repeated(text, block.label);
                end();
            }
            case DELEGATE -> {
                delegate(text);
                frames.pop();
            }
            case ELSE -> {
                labels.repeated(text, block.label);
                immediates.write(instruction, text, out);
                block.progress = Progress.LAST;
            }
            default -> {
                immediates.write(instruction, text, out);
                block.progress = instruction == Instruction.CATCH ? Progress.HANDLER : Progress.LAST;
            }
        }
    }

    private void openFrame(TextCursor text) {
        Frame top = frames.peek();
        if (top != null && top.kind == Kind.IF && ifPart(top, text)) {
            return;
        }
        if (top != null && top.kind == Kind.TRY) {
            tryPart(top, text);
            return;
        }
        text.open();
        TextCursor place = text.copy();
        Instruction instruction = instruction(text);
        switch (instruction) {
            case ELSE, CATCH, CATCH_ALL, DELEGATE, END -> throw place.unexpected("an instruction");
            case IF -> {
                String label = text.optionalId();
                push(Kind.IF, instruction, label, written(instruction, text));
            }
            default -> {
                if (instruction.opensBlock()) {
                    String label = text.optionalId();
                    immediates.write(instruction, text, out);
                    push(instruction == Instruction.TRY ? Kind.TRY : Kind.FOLDED_BLOCK, instruction, label, null);
                    labels.push(label);
                } else {
                    push(Kind.OPERATOR, instruction, null, written(instruction, text));
                }
            }
        }
    }

    /** Begins the {@code then} or {@code else} of a folded {@code if}; false if the next list belongs to the condition. */
    private boolean ifPart(Frame frame, TextCursor text) {
        if (frame.progress == Progress.START) {
            if (!text.acceptOpen("then")) {
                return false;
            }
            out.raw(frame.pending);
            labels.push(frame.label);
            frame.progress = Progress.FIRST;
        } else if (frame.progress == Progress.FIRST && text.acceptOpen("else")) {
            ImmediateText.writeOpcode(Instruction.ELSE, out);
            frame.progress = Progress.LAST;
        } else {
            throw text.unexpected(")");
        }
        push(Kind.BODY, null, null, null);
        return true;
    }

    private void tryPart(Frame frame, TextCursor text) {
        boolean handlerFits = frame.progress == Progress.FIRST || frame.progress == Progress.HANDLER;
        if (frame.progress == Progress.START) {
            text.open("do");
            frame.progress = Progress.FIRST;
        } else if (handlerFits && text.acceptOpen("catch")) {
            immediates.write(Instruction.CATCH, text, out);
            frame.progress = Progress.HANDLER;
        } else if (handlerFits && text.acceptOpen("catch_all")) {
            immediates.write(Instruction.CATCH_ALL, text, out);
            frame.progress = Progress.LAST;
        } else if (frame.progress == Progress.FIRST && text.acceptOpen("delegate")) {
            delegate(text);
            frame.progress = Progress.DELEGATED;
            text.close();
            return;
        } else {
            throw text.unexpected(")");
        }
        push(Kind.BODY, null, null, null);
    }

    /** Writes {@code delegate}, which ends its block: its label counts from outside of it. */
    private void delegate(TextCursor text) {
        labels.pop();
        immediates.write(Instruction.DELEGATE, text, out);
    }

    private void closeFrame(TextCursor text) {
        Frame top = frames.element();
        switch (top.kind) {
            case PLAIN_BLOCK -> throw text.unexpected("end");
            case OPERATOR -> {
                out.raw(top.pending);
                frames.pop();
            }
            case FOLDED_BLOCK -> end();
            case IF, TRY -> {
                if (top.progress == Progress.START) {
                    throw text.unexpected(top.kind == Kind.IF ? "(then" : "(do");
                }
                if (top.progress == Progress.DELEGATED) {
                    frames.pop();
                } else {
                    end();
                }
            }
            case BODY -> frames.pop();
        }
        text.close();
    }

    private void end() {
        ImmediateText.writeOpcode(Instruction.END, out);
        labels.pop();
        frames.pop();
    }

    private BinaryWriter written(Instruction instruction, TextCursor text) {
        BinaryWriter writer = new BinaryWriter();
        immediates.write(instruction, text, writer);
        return writer;
    }

    private void push(Kind kind, Instruction opener, String label, BinaryWriter pending) {
        frames.push(new Frame(kind, opener, label, pending));
    }
}
