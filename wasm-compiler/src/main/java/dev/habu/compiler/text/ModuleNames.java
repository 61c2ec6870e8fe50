package dev.habu.compiler.text;

import dev.habu.compiler.MalformedModuleException;
import dev.habu.compiler.binary.ByteReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The identifiers that a module's name section gives its parts (WebAssembly 3.0, section 7.4.1), for printing. What is malformed is ignored, and so is
 * a name that another part of the same kind has already.
 */
final class ModuleNames {
    private static final int MODULE = 0;
    private static final int LOCALS = 2;
    private static final int LABELS = 3;
    private static final int FIELDS = 10;

    /** By the number of the kind in the name section. */
    private final Map<Integer, Map<Integer, String>> direct = new HashMap<>();

    /** Of locals and fields: by kind, then by function or type. */
    private final Map<Integer, Map<Integer, Map<Integer, String>>> indirect = new HashMap<>();

    private String module = "";

    /** Reads the content of a name section. */
    void read(ByteReader in) {
        try {
            while (!in.atEnd()) {
                int kind = in.u8();
                int size = in.u32();
                int from = in.skip(Integer.toUnsignedLong(size));
                ByteReader part = new ByteReader(in.bytes(), from, in.position());
                switch (kind) {
                    case MODULE -> module = part.name();
                    case LOCALS, FIELDS -> {
                        int count = part.count("names");
                        for (int i = 0; i < count; i++) {
                            int owner = part.u32();
                            indirect.computeIfAbsent(kind, _ -> new HashMap<>()).put(owner, readMap(part));
                        }
                    }
                    case LABELS -> {} // Labels are numbers here.
                    default -> direct.put(kind, readMap(part));
                }
            }
        } catch (MalformedModuleException e) {
            // A custom section cannot make a module malformed; the names read so far are kept.
        }
    }

    private static Map<Integer, String> readMap(ByteReader in) {
        Map<Integer, String> names = new HashMap<>();
        Set<String> used = new HashSet<>();
        int count = in.count("names");
        for (int i = 0; i < count; i++) {
            int index = in.u32();
            String name = in.name();
            if (!name.isEmpty() && used.add(name)) {
                names.put(index, name);
            }
        }
        return names;
    }

    /** The module's own identifier; empty if it has none. */
    String module() {
        return module.isEmpty() ? "" : TextOutput.identifier(module);
    }

    /** The identifier where a part is defined; empty if it has none. */
    String definition(Kind kind, int index) {
        String name = direct.getOrDefault(kind.code, Map.of()).get(index);
        return name == null ? "" : TextOutput.identifier(name);
    }

    /** The identifier, or the index, where a part is used. */
    String use(Kind kind, int index) {
        String name = definition(kind, index);
        return name.isEmpty() ? Integer.toUnsignedString(index) : name;
    }

    /** The identifier where a local is defined; empty if it has none. */
    String localDefinition(int function, int local) {
        return inner(LOCALS, function, local);
    }

    /** The identifier, or the index, where a local is used. */
    String localUse(int function, int local) {
        String name = localDefinition(function, local);
        return name.isEmpty() ? Integer.toUnsignedString(local) : name;
    }

    /** The identifier where a field is defined; empty if it has none. */
    String fieldDefinition(int type, int field) {
        return inner(FIELDS, type, field);
    }

    /** The identifier, or the index, where a field is used. */
    String fieldUse(int type, int field) {
        String name = fieldDefinition(type, field);
        return name.isEmpty() ? Integer.toUnsignedString(field) : name;
    }

    private String inner(int kind, int owner, int index) {
        String name = indirect.getOrDefault(kind, Map.of())
                .getOrDefault(owner, Map.of())
                .get(index);
        return name == null ? "" : TextOutput.identifier(name);
    }

    /** What a name can be of, with the number that the name section has for it. */
    enum Kind {
        FUNCTION(1),
        TYPE(4),
        TABLE(5),
        MEMORY(6),
        GLOBAL(7),
        ELEMENT(8),
        DATA(9),
        TAG(11);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }
}
