package dev.habu.spec;

import java.util.Map;
import java.util.Optional;

/** The table of {@code spec-tests/skips.md}: what may be skipped, and why. */
record Skips(Map<String, String> reasons) {
    static Skips read() {
        return new Skips(Table.read("spec-tests/skips.md"));
    }

    /** Why the test of this name may be skipped; empty if it must run. */
    Optional<String> reason(String test) {
        return Optional.ofNullable(reasons.get(test));
    }

    Iterable<String> names() {
        return reasons.keySet();
    }
}
