package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.habu.compiler.listing.FunctionDump;
import dev.habu.compiler.text.WatParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The bytecode of small functions is as it was when somebody last approved it: {@code src/test/golden} has a module for each feature and, beside it,
 * what its function {@code f} becomes. {@code -Dhabu.golden=write} writes the files anew, and git shows what has changed.
 */
class GoldenCodeTest {
    private static final Path FOLDER = Path.of("src/test/golden");
    private static final boolean WRITE = "write".equals(System.getProperty("habu.golden"));

    @TestFactory
    Stream<DynamicTest> functions() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".wat")).sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
        }
    }

    private static void check(Path file) throws IOException {
        byte[] wasm = WatParser.parse(Files.readAllBytes(file), file.toString());
        CompiledModule compiled = WasmCompiler.compile(wasm, new CompileOptions("golden", 1, (done, total) -> {}));
        String code = FunctionDump.of(wasm, compiled, "f");
        Path approved = Path.of(file.toString().replaceFirst("\\.wat$", ".txt"));
        if (WRITE) {
            Files.writeString(approved, code);
        }
        assertEquals(Files.exists(approved) ? Files.readString(approved) : "", code, approved::toString);
    }
}
