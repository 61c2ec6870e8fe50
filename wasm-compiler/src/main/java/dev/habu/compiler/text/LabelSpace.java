package dev.habu.compiler.text;

import java.util.ArrayList;
import java.util.List;

/** The labels in scope, the innermost last (WebAssembly 3.0, section 6.5.1). */
final class LabelSpace {
    private final List<String> labels = new ArrayList<>();

    void push(String id) {
        labels.add(id);
    }

    void pop() {
        labels.removeLast();
    }

    /** The depth of the label that is next in the text as a number or an identifier. */
    int index(TextCursor text) {
        TextCursor place = text.copy();
        String id = text.optionalId();
        if (id == null) {
            return text.u32();
        }
        int position = labels.lastIndexOf(id);
        if (position < 0) {
            throw place.error("unknown label $" + id);
        }
        return labels.size() - 1 - position;
    }

    /** Reads the label that may be repeated at the end of a block. */
    void repeated(TextCursor text, String label) {
        TextCursor place = text.copy();
        String id = text.optionalId();
        if (id != null && !id.equals(label)) {
            throw place.error("mismatching label $" + id);
        }
    }
}
