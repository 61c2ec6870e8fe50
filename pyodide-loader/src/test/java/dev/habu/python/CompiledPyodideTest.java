package dev.habu.python;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.CompiledModule;
import dev.habu.compiler.Progress;
import dev.habu.compiler.WasmCompiler;
import dev.habu.compiler.emission.MethodSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What compiling the real Pyodide must give, whatever it is compiled for. */
class CompiledPyodideTest {
    private static byte[] wasm;
    private static CompiledModule compiled;

    @BeforeAll
    static void compile() {
        wasm = PyodideDistribution.open(PyodideVersion.LATEST, CacheFolder.standard(), Progress.silent())
                .read(PyodideVersion.WASM);
        compiled = WasmCompiler.compile(wasm, new CompileOptions("test.pyodide"));
    }

    @Test
    void hotSpotCompilesEveryMethod() {
        List<MethodSize> tooLarge = compiled.methods().stream()
                .filter(method -> method.size() > CompileOptions.HOTSPOT_LIMIT)
                .toList();
        assertEquals(List.of(), tooLarge);
        assertTrue(compiled.methods().size() > 16_958, "all functions are there");
    }

    @Test
    void methodsCarryTheNamesOfFunctions() {
        assertTrue(compiled.methods().stream().anyMatch(m -> m.method().equals("_PyEval_EvalFrameDefault")));
    }

    @Test
    void theJarIsTheSameEachTimeAndSmall(@TempDir Path folder) throws IOException {
        Path first = folder.resolve("first.jar");
        Path second = folder.resolve("second.jar");
        compiled.writeJar(first);
        WasmCompiler.compile(wasm, new CompileOptions("test.pyodide", 1, (done, total) -> {}))
                .writeJar(second);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        assertTrue(Files.size(first) <= 8_000_000, Files.size(first) + " bytes");
    }
}
