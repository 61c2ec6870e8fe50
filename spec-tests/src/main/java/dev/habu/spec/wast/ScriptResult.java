package dev.habu.spec.wast;

import java.util.List;

/**
 * What a script gave.
 *
 * @param script its name
 * @param passed how many assertions held
 * @param failures one message for each assertion that did not hold and each other command that failed, beginning with its place
 */
public record ScriptResult(String script, int passed, List<String> failures) {
    public ScriptResult {
        failures = List.copyOf(failures);
    }
}
