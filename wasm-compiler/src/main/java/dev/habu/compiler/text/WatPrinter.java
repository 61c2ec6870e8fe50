package dev.habu.compiler.text;

import dev.habu.compiler.Limit;
import dev.habu.compiler.LimitException;
import dev.habu.compiler.MalformedModuleException;
import dev.habu.compiler.binary.ByteReader;
import dev.habu.compiler.text.ModuleNames.Kind;
import dev.habu.compiler.text.TypePrinter.Signature;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Turns modules in the binary format into the text format (WebAssembly 3.0, section 6), with the identifiers of their name section: the inverse of
 * {@link WatParser}. Parsing what it prints gives the same module; the same bytes, if they came from {@link WatParser}. Custom sections other than the name
 * section become comments.
 */
public final class WatPrinter {
    private static final int HEADER = 8;

    private static final Kind[] EXTERNAL = {Kind.FUNCTION, Kind.TABLE, Kind.MEMORY, Kind.GLOBAL, Kind.TAG};
    private static final List<String> EXTERNAL_WORDS = List.of("func", "table", "memory", "global", "tag");

    private final byte[] bytes;
    private final ModuleNames names = new ModuleNames();
    private final TypePrinter types = new TypePrinter(names);
    private TextOutput out = new TextOutput();

    /** The only function that is wanted, with offsets; or -1 for the whole module. */
    private final int only;

    private String onlyText = "";

    /** By kind: the index of the next import or definition. */
    private final Map<Kind, Integer> next = new EnumMap<>(Kind.class);

    /** The type indices of the functions that the module defines. */
    private final List<Integer> functions = new ArrayList<>();

    private WatPrinter(byte[] wasm, int only) {
        bytes = wasm;
        this.only = only;
    }

    /**
     * Prints a module.
     *
     * @throws MalformedModuleException if its sections or instructions cannot be read
     * @throws LimitException if a vector or the number of locals is beyond a limit
     */
    public static String print(byte[] wasm) {
        return printer(wasm, -1).module();
    }

    /**
     * Prints one of the functions that a module defines, each instruction with its offset in the function's body.
     *
     * @param function its index
     * @return the text, empty if there is no such function
     * @throws MalformedModuleException as {@link #print}
     */
    public static String printFunction(byte[] wasm, int function) {
        WatPrinter printer = printer(wasm, function);
        printer.module();
        return printer.onlyText;
    }

    private static WatPrinter printer(byte[] wasm, int only) {
        WatPrinter printer = new WatPrinter(wasm, only);
        ByteReader in = new ByteReader(wasm, 0, wasm.length);
        if (in.fixed32() != 0x6D73_6100 || in.fixed32() != 1) {
            throw new MalformedModuleException("not a binary WebAssembly module of version 1", 0);
        }
        printer.readNames();
        return printer;
    }

    private void readNames() {
        ByteReader in = new ByteReader(bytes, HEADER, bytes.length);
        while (!in.atEnd()) {
            int id = in.u8();
            ByteReader section = section(in);
            if (id == 0 && section.name().equals("name")) {
                names.read(section);
            }
        }
    }

    private static ByteReader section(ByteReader in) {
        int from = in.skip(Integer.toUnsignedLong(in.u32()));
        return new ByteReader(in.bytes(), from, in.position());
    }

    private String module() {
        out.line("(module").word(names.module()).deeper();
        ByteReader in = new ByteReader(bytes, HEADER, bytes.length);
        while (!in.atEnd()) {
            int id = in.u8();
            section(id, section(in), in);
        }
        return out.shallower().add(")").add("\n").toString();
    }

    private void section(int id, ByteReader in, ByteReader module) {
        switch (id) {
            case 0 -> custom(in);
            case 1 -> entries(in, () -> types.definition(in, out));
            case 2 -> entries(in, () -> importEntry(in));
            case 3 -> entries(in, () -> functions.add(in.u32()));
            case 4 -> entries(in, () -> table(in));
            case 5 ->
                entries(in, () -> define(Kind.MEMORY).word(types.limits(in)).add(")"));
            case 6 ->
                entries(in, () -> {
                    define(Kind.GLOBAL).word(types.global(in));
                    out.word(constant(in)).add(")");
                });
            case 7 -> entries(in, () -> export(in));
            case 8 ->
                out.line("(start").word(names.use(Kind.FUNCTION, in.u32())).add(")");
            case 9 -> entries(in, () -> elements(in));
            case 10 -> {
                int[] body = {0};
                entries(in, () -> function(section(in), type(body[0]++, in)));
            }
            case 11 -> entries(in, () -> data(in));
            case 12 -> {} // The text has it if an instruction needs it.
            case 13 -> entries(in, () -> define(Kind.TAG).word(types.tag(in)).add(")"));
            default -> throw module.malformed("malformed section id " + id);
        }
    }

    /** The type index of a body by its number. */
    private int type(int body, ByteReader in) {
        if (body >= functions.size()) {
            throw in.malformed("function and code section have inconsistent lengths");
        }
        return functions.get(body);
    }

    private static void entries(ByteReader in, Runnable entry) {
        int count = in.count("entries of a section");
        for (int i = 0; i < count; i++) {
            entry.run();
        }
    }

    private void custom(ByteReader in) {
        String name = in.name();
        if (!name.equals("name")) {
            String safe = TextOutput.string(name).replace(";)", "; )");
            out.line("(; custom section " + safe + ", " + (in.end() - in.position()) + " bytes ;)");
        }
    }

    private int nextIndex(Kind kind) {
        return next.merge(kind, 1, Integer::sum) - 1;
    }

    /** Begins a definition. */
    private TextOutput define(Kind kind) {
        return out.line("(" + word(kind)).word(names.definition(kind, nextIndex(kind)));
    }

    private static String word(Kind kind) {
        return EXTERNAL_WORDS.get(List.of(EXTERNAL).indexOf(kind));
    }

    private Kind external(ByteReader in) {
        int code = in.u8();
        if (code >= EXTERNAL.length) {
            throw in.malformed("malformed kind " + code);
        }
        return EXTERNAL[code];
    }

    private void importEntry(ByteReader in) {
        out.line("(import ").add(TextOutput.string(in.name())).word(TextOutput.string(in.name()));
        Kind kind = external(in);
        int index = nextIndex(kind);
        out.word("(" + word(kind)).word(names.definition(kind, index));
        switch (kind) {
            case FUNCTION -> signature(index, in.u32());
            case TABLE -> out.word(types.table(in));
            case MEMORY -> out.word(types.limits(in));
            case GLOBAL -> out.word(types.global(in));
            default -> out.word(types.tag(in));
        }
        out.add("))");
    }

    /** A type use with named parameters; returns how many parameters there are. */
    private int signature(int function, int type) {
        Signature signature = types.signature(type);
        out.word(types.use(type));
        boolean named = false;
        for (int i = 0; i < signature.params().size(); i++) {
            named |= !names.localDefinition(function, i).isEmpty();
        }
        if (!named) {
            out.word(signature.text());
            return signature.params().size();
        }
        for (int i = 0; i < signature.params().size(); i++) {
            out.word("(param")
                    .word(names.localDefinition(function, i))
                    .word(signature.params().get(i))
                    .add(")");
        }
        out.word(new Signature(List.of(), signature.results()).text());
        return signature.params().size();
    }

    private void table(ByteReader in) {
        define(Kind.TABLE);
        if (in.peek() != 0x40) {
            out.word(types.table(in)).add(")");
            return;
        }
        in.u8();
        in.u8();
        out.word(types.table(in));
        out.word(constant(in)).add(")");
    }

    /** A constant expression where its instructions can stand as they are. */
    private String constant(ByteReader in) {
        List<String> instructions = instructions(in).constant();
        return instructions.size() == 1 ? "(" + instructions.getFirst() + ")" : String.join(" ", instructions);
    }

    private InstructionPrinter instructions(ByteReader in) {
        return new InstructionPrinter(in, types, names, -1, -1);
    }

    private void export(ByteReader in) {
        out.line("(export ").add(TextOutput.string(in.name()));
        Kind kind = external(in);
        out.word("(" + word(kind)).word(names.use(kind, in.u32())).add("))");
    }

    private void elements(ByteReader in) {
        int flags = in.u32();
        boolean active = (flags & 1) == 0;
        boolean indexed = (flags & 2) != 0;
        boolean expressions = (flags & 4) != 0;
        int index = nextIndex(Kind.ELEMENT);
        out.line("(elem").word(names.definition(Kind.ELEMENT, index));
        if (active) {
            int table = indexed ? in.u32() : 0;
            out.word(table == 0 ? "" : "(table " + names.use(Kind.TABLE, table) + ")");
            out.word(instructions(in).constant("offset"));
        } else if (indexed) {
            out.word("declare");
        }
        String type = "funcref";
        if ((flags & 3) != 0) {
            if (expressions) {
                type = types.valueType(in);
            } else {
                in.u8();
            }
        }
        out.word(expressions ? type : "func");
        int count = in.count("elements");
        for (int i = 0; i < count; i++) {
            out.word(expressions ? instructions(in).constant("item") : names.use(Kind.FUNCTION, in.u32()));
        }
        out.add(")");
    }

    private void function(ByteReader in, int type) {
        int index = nextIndex(Kind.FUNCTION);
        if (only >= 0) {
            out = new TextOutput();
        }
        int start = in.position();
        out.line("(func").word(names.definition(Kind.FUNCTION, index));
        int local = signature(index, type);
        out.deeper();
        int runs = in.count("runs of locals");
        for (int i = 0; i < runs; i++) {
            int count = in.u32();
            if (count < 0 || count > Limit.LOCALS) {
                throw new LimitException(Integer.toUnsignedString(count) + " locals", Limit.LOCALS, in.position());
            }
            locals(index, local, count, types.valueType(in));
            local += count;
        }
        new InstructionPrinter(in, types, names, index, only < 0 ? -1 : start).body(out);
        out.shallower().add(")");
        if (index == only) {
            onlyText = out.add("\n").toString();
        }
    }

    /** Those without a name share a line. */
    private void locals(int function, int first, int count, String type) {
        boolean open = false;
        for (int i = 0; i < count; i++) {
            String name = names.localDefinition(function, first + i);
            if (!name.isEmpty()) {
                out.add(open ? ")" : "").line("(local").word(name).word(type).add(")");
                open = false;
            } else {
                if (!open) {
                    out.line("(local");
                }
                open = true;
                out.word(type);
            }
        }
        out.add(open ? ")" : "");
    }

    private void data(ByteReader in) {
        int flags = in.u32();
        out.line("(data").word(names.definition(Kind.DATA, nextIndex(Kind.DATA)));
        if ((flags & 1) == 0) {
            int memory = (flags & 2) != 0 ? in.u32() : 0;
            out.word(memory == 0 ? "" : "(memory " + names.use(Kind.MEMORY, memory) + ")");
            out.word(instructions(in).constant("offset"));
        }
        int from = in.skip(Integer.toUnsignedLong(in.u32()));
        out.word(TextOutput.string(bytes, from, in.position())).add(")");
    }
}
