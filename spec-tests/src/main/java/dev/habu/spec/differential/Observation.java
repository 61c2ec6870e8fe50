package dev.habu.spec.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * What can be seen of a module that has run: a line for each value logged, each call's results or end, each memory and each exported global. Two engines that
 * agree have the same lines.
 *
 * @param unsupported why the engine did not run the module; null if it did
 */
record Observation(List<String> lines, String unsupported) {
    private static final String UNSUPPORTED = "unsupported ";

    /** The engine does not have what the module needs. */
    static Observation unsupported(String reason) {
        return new Observation(List.of(), reason);
    }

    /** From the text that {@code v8.mjs} answers. */
    static Observation parse(String text) {
        return text.startsWith(UNSUPPORTED)
                ? unsupported(text.substring(UNSUPPORTED.length()))
                : new Observation(text.isEmpty() ? List.of() : List.of(text.split("\n")), null);
    }

    boolean isSupported() {
        return unsupported == null;
    }

    /** The first line that differs, as each has it; null if there is none. */
    String difference(Observation other) {
        for (int i = 0; i < Math.max(lines.size(), other.lines.size()); i++) {
            String mine = i < lines.size() ? lines.get(i) : "nothing";
            String theirs = i < other.lines.size() ? other.lines.get(i) : "nothing";
            if (!mine.equals(theirs)) {
                return mine + " | " + theirs;
            }
        }
        return null;
    }

    /** Collects the lines of an engine in this JVM. */
    static final class Recorder {
        private final List<String> lines = new ArrayList<>();

        void log(String value) {
            lines.add("log " + value);
        }

        void results(int export, List<String> values) {
            lines.add(("call " + export + " " + String.join(" ", values)).strip());
        }

        void failed(int export, String end) {
            lines.add("call " + export + " " + end);
        }

        void instantiationFailed(String end) {
            lines.add("instantiate " + end);
        }

        void global(int export, String value) {
            lines.add("global " + export + " " + value);
        }

        void memory(int export, long length, long checksum) {
            lines.add("memory " + export + " " + length + " " + Long.toHexString(checksum));
        }

        Observation finish() {
            return new Observation(List.copyOf(lines), null);
        }
    }
}
