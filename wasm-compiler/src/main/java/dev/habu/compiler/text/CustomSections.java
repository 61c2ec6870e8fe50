package dev.habu.compiler.text;

import java.util.ArrayList;
import java.util.List;

/** The custom sections that a text gives by annotations, and where in the binary they go (WebAssembly 3.0, appendix 7.7.2). */
final class CustomSections {
    /**
     * A place between two sections.
     *
     * @param after whether it is behind the section, not before it
     * @param kind the section as the text names it
     */
    record Placement(boolean after, String kind) {}

    private record Entry(Placement placement, String name, byte[] content) {}

    static final Placement AT_END = new Placement(true, "last");

    private static final List<String> KINDS = List.of(
            "first",
            "type",
            "import",
            "func",
            "table",
            "memory",
            "tag",
            "global",
            "export",
            "start",
            "elem",
            "datacount",
            "code",
            "data",
            "last");

    private final List<Entry> entries = new ArrayList<>();

    /** The place that a text names, or null if there is no such kind of section. */
    static Placement placement(boolean after, String kind) {
        return KINDS.contains(kind) ? new Placement(after, kind) : null;
    }

    void add(Placement placement, String name, byte[] content) {
        entries.add(new Entry(placement, name, content));
    }

    /** Writes the sections of a place in the order in which they were added. */
    void write(boolean after, String kind, BinaryWriter out) {
        Placement here = new Placement(after, kind);
        for (Entry entry : entries) {
            if (entry.placement.equals(here)) {
                out.u8(0).sized(new BinaryWriter().name(entry.name).raw(entry.content));
            }
        }
    }
}
