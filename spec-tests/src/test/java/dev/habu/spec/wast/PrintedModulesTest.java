package dev.habu.spec.wast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.habu.compiler.text.TextCursor;
import dev.habu.compiler.text.WatParser;
import dev.habu.compiler.text.WatPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** All modules of the suite's scripts are printed and parsed again: those that came from text give the same bytes. */
final class PrintedModulesTest {
    private static final Path SUITE = Path.of(System.getProperty("habu.shared", "../../shared"), "wasm-testsuite");

    private static int modules;

    @TestFactory
    Stream<DynamicTest> scripts() throws IOException {
        assumeTrue(Files.isDirectory(SUITE), "the folder " + SUITE + " is missing");
        return WastSuite.names(SUITE).stream()
                .filter(WastSuite::isReadable)
                .map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
    }

    @AfterAll
    static void thereWereModules() {
        assertTrue(modules > 2_000 || !Files.isDirectory(SUITE), () -> "only " + modules + " modules");
    }

    private static void check(String name) throws IOException {
        TextCursor text = TextCursor.of(Files.readAllBytes(SUITE.resolve(name)), name);
        while (!text.atEnd()) {
            TextCursor command = text.copy();
            text.skip();
            if (command.atOpen("module")) {
                String place = command.place();
                TextCursor form = command.copy();
                form.open("module");
                form.accept("definition");
                form.optionalId();
                if (!form.accept("instance")) {
                    comesBack(ScriptModule.read(command).binary(), form.accept("binary"), place);
                }
            }
        }
    }

    private static void comesBack(byte[] wasm, boolean foreign, String place) {
        String printed = WatPrinter.print(wasm);
        byte[] again = WatParser.parse(printed, place + " (printed)");
        boolean annotated = printed.contains("(; custom section ") || place.startsWith("custom/");
        if (foreign || annotated) { // Its numbers may be longer than they must be, its custom sections are left out.
            byte[] third = WatParser.parse(WatPrinter.print(again), place + " (printed twice)");
            assertArrayEquals(again, third, () -> place + "\n" + printed);
        } else {
            assertArrayEquals(wasm, again, () -> place + "\n" + printed);
        }
        modules++;
    }
}
