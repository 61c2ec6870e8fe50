package dev.habu.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The table of {@code spec-tests/skips.md}: what may be skipped, and why. */
final class Skips {
    private static final Pattern ROW = Pattern.compile("\\|\\s*`([^`]+)`\\s*\\|\\s*(\\S.*?)\\s*\\|");

    private final Map<String, String> reasons = new LinkedHashMap<>();

    private Skips(Stream<String> lines) {
        lines.forEach(line -> {
            var row = ROW.matcher(line);
            if (row.matches() && reasons.put(row.group(1), row.group(2)) != null) {
                throw new IllegalArgumentException("skips.md lists `" + row.group(1) + "` twice");
            }
        });
    }

    static Skips read() {
        try (Stream<String> lines = Files.lines(House.ROOT.resolve("spec-tests/skips.md"))) {
            return new Skips(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why the test of this name may be skipped; empty if it must run. */
    Optional<String> reason(String test) {
        return Optional.ofNullable(reasons.get(test));
    }

    Iterable<String> names() {
        return reasons.keySet();
    }
}
