package dev.habu.compiler.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An index space (WebAssembly 3.0, section 6.1.2): identifiers that stand for indices. */
final class IndexSpace {
    private final String what;
    private final Map<String, Integer> byId = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /** An empty space of things that error messages call {@code what}. */
    IndexSpace(String what) {
        this.what = what;
    }

    /** How many things there are. */
    int size() {
        return ids.size();
    }

    /** The names by index, which are the identifiers unless annotations give others; null where there is none. */
    List<String> names() {
        return names;
    }

    /** Adds a thing whose optional identifier is next in the text, and returns its index. */
    int add(TextCursor text) {
        TextCursor place = text.copy();
        String id = text.optionalId();
        if (id != null && byId.put(id, ids.size()) != null) {
            throw place.error("duplicate " + what + " $" + id);
        }
        String name = text.annotatedName();
        return add(id, name != null ? name : id);
    }

    /** Adds a thing without an identifier, and returns its index. */
    int add() {
        return add(null, null);
    }

    private int add(String id, String name) {
        ids.add(id);
        names.add(name);
        return ids.size() - 1;
    }

    /** The index that is next in the text as a number or an identifier. */
    int index(TextCursor text) {
        TextCursor place = text.copy();
        String id = text.optionalId();
        if (id == null) {
            return text.u32();
        }
        Integer index = byId.get(id);
        if (index == null) {
            throw place.error("unknown " + what + " $" + id);
        }
        return index;
    }
}
