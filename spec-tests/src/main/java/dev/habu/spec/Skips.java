package dev.habu.spec;

import java.util.Arrays;
import java.util.List;
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

    /** The assertions of a script that may be skipped, as {@code script:line:}, which is how their failures begin. */
    List<String> assertions(String script) {
        return reasons.keySet().stream()
                .filter(name -> name.startsWith(script + ":"))
                .flatMap(name ->
                        Arrays.stream(name.substring(script.length() + 1).split(",", -1)))
                .map(line -> script + ":" + line + ":")
                .toList();
    }

    Iterable<String> names() {
        return reasons.keySet();
    }
}
