package dev.habu.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.habu.spec.wasi.WasiSuite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The WASI preview 1 suite: every program passes. */
final class WasiSuiteTest {
    private static final Path SUITE = Path.of(System.getProperty("habu.shared", "../../shared"), "wasi-testsuite");

    @TestFactory
    Stream<DynamicTest> programs() throws IOException {
        assumeTrue(WasiSuite.isIn(SUITE), "the folder " + SUITE + " is missing");
        return WasiSuite.names(SUITE).stream()
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> assertEquals(
                                "", String.join("\n", WasiSuite.run(SUITE, name).failures()))));
    }
}
