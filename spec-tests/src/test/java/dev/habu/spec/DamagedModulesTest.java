package dev.habu.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.habu.spec.fuzz.MutationFuzzer;
import dev.habu.spec.wast.WastSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Damaged modules are refused with a reason or become classes that the JVM accepts; {@code ./fuzz} does the same with more of them. */
final class DamagedModulesTest {
    private static final Path SUITE = Path.of(System.getProperty("habu.shared", "../../shared"), "wasm-testsuite");
    private static final int MODULES = 5_000;

    @Test
    void nothingButRefusalOrValidClasses() throws IOException {
        assumeTrue(Files.isDirectory(SUITE), "the folder " + SUITE + " is missing");
        MutationFuzzer.Outcome outcome = new MutationFuzzer(WastSuite.modules(SUITE), 1).run(MODULES);
        StringBuilder found = new StringBuilder();
        outcome.findings()
                .forEach(finding -> found.append(finding.problem())
                        .append(": ")
                        .append(HexFormat.of().formatHex(finding.module()))
                        .append('\n'));
        assertEquals("", found.toString());
        assertTrue(outcome.compiled() > 100 && outcome.refused() > 1_000, outcome::toString);
    }
}
