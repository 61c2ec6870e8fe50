package dev.habu.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.habu.spec.differential.DifferentialFuzzer;
import dev.habu.spec.differential.DifferentialFuzzer.Kind;
import dev.habu.spec.differential.DifferentialFuzzer.Outcome;
import dev.habu.spec.differential.Oracles;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Random modules do the same on habu, Chicory and V8; {@code ./fuzz} does this with other numbers and more of them. */
final class DifferentialTest {
    /** In CI; elsewhere a tenth. Always the same modules. */
    private static final int MODULES = System.getenv("CI") != null ? 5_000 : 500;

    @Test
    void enginesAgree() throws IOException {
        Outcome outcome = new Outcome();
        try (DifferentialFuzzer fuzzer = new DifferentialFuzzer(oracles())) {
            fuzzer.run(Kind.BINARYEN, 1, MODULES / 5, outcome);
            fuzzer.run(Kind.OWN, 1, MODULES - MODULES / 5, outcome);
        }
        StringBuilder found = new StringBuilder();
        outcome.faults()
                .forEach(each -> found.append(each.kind())
                        .append(' ')
                        .append(each.seed())
                        .append(": ")
                        .append(each.problem())
                        .append('\n'));
        assertEquals("", found.toString());
        assertTrue(outcome.compared() > MODULES * 9 / 10, outcome::toString);
        System.out.println(outcome);
    }

    private static Oracles oracles() throws IOException {
        try {
            return Oracles.install();
        } catch (IOException e) {
            if (System.getenv("CI") == null) {
                abort(e.getMessage());
            }
            throw e;
        }
    }
}
