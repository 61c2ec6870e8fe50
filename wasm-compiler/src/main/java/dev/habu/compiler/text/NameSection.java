package dev.habu.compiler.text;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The custom section that holds the identifiers of a text (WebAssembly 3.0, appendix 7.7.1, with the kinds that tools have added). */
final class NameSection {
    private static final int MODULE = 0;
    private static final int LOCALS = 2;
    private static final int FIELDS = 10;

    private final ModuleSpaces spaces;
    private final String moduleName;
    private final Map<Integer, IndexSpace> locals = new TreeMap<>();

    NameSection(ModuleSpaces spaces, String moduleName) {
        this.spaces = spaces;
        this.moduleName = moduleName;
    }

    /** Takes the identifiers of a function's parameters and locals. */
    void locals(int function, IndexSpace space) {
        if (named(space) > 0) {
            locals.put(function, space);
        }
    }

    /** Writes the section if there is any identifier. */
    void write(BinaryWriter out) {
        BinaryWriter content = new BinaryWriter().name("name");
        int before = content.size();
        if (moduleName != null) {
            content.u8(MODULE).sized(new BinaryWriter().name(moduleName));
        }
        names(1, spaces.functions, content);
        indirectNames(LOCALS, locals, content);
        names(4, spaces.types.names(), content);
        names(5, spaces.tables, content);
        names(6, spaces.memories, content);
        names(7, spaces.globals, content);
        names(8, spaces.elements, content);
        names(9, spaces.data, content);
        indirectNames(FIELDS, fields(), content);
        names(11, spaces.tags, content);
        if (content.size() > before) {
            out.u8(0).sized(content);
        }
    }

    private Map<Integer, IndexSpace> fields() {
        Map<Integer, IndexSpace> fields = new TreeMap<>(spaces.types.fields());
        fields.values().removeIf(space -> named(space) == 0);
        return fields;
    }

    private static void names(int kind, IndexSpace space, BinaryWriter out) {
        if (named(space) > 0) {
            BinaryWriter map = new BinaryWriter();
            nameMap(space, map);
            out.u8(kind).sized(map);
        }
    }

    private static void indirectNames(int kind, Map<Integer, IndexSpace> byIndex, BinaryWriter out) {
        if (!byIndex.isEmpty()) {
            BinaryWriter map = new BinaryWriter();
            map.u32(byIndex.size());
            byIndex.forEach((index, space) -> {
                map.u32(index);
                nameMap(space, map);
            });
            out.u8(kind).sized(map);
        }
    }

    private static void nameMap(IndexSpace space, BinaryWriter out) {
        out.u32(named(space));
        List<String> names = space.names();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i) != null) {
                out.u32(i).name(names.get(i));
            }
        }
    }

    private static int named(IndexSpace space) {
        return (int) space.names().stream().filter(id -> id != null).count();
    }
}
