package dev.habu.spec;

import java.util.List;

/**
 * What one file of a suite gave.
 *
 * @param name the file's name
 * @param passed how many of its assertions held
 * @param failures one message for each assertion that did not hold and each other step that failed, beginning with its place
 */
public record CaseResult(String name, int passed, List<String> failures) {
    public CaseResult {
        failures = List.copyOf(failures);
    }
}
