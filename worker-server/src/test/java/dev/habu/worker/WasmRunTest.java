package dev.habu.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code habu wasm run} as a user sees it. */
final class WasmRunTest {
    private static final String HELLO = """
            (module
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "args_sizes_get" (func $sizes (param i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "args_get" (func $args (param i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ (param i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (func (export "_start")
                ;; writes the bytes of all arguments but the first, exits with 40 and the number of variables
                (drop (call $args (i32.const 256) (i32.const 512)))
                (drop (call $sizes (i32.const 0) (i32.const 4)))
                (i32.store (i32.const 8) (i32.load (i32.const 260)))
                (i32.store (i32.const 12)
                  (i32.sub (i32.add (i32.const 512) (i32.load (i32.const 4))) (i32.load (i32.const 260))))
                (drop (call $write (i32.const 1) (i32.const 8) (i32.const 1) (i32.const 0)))
                (drop (call $environ (i32.const 0) (i32.const 4)))
                (call $exit (i32.add (i32.const 40) (i32.load (i32.const 0))))))
            """;

    @TempDir
    private Path folder;

    @Test
    void argumentsVariablesAndTheExitCodeArePassedOn() throws IOException {
        String file = file("hello.wat", HELLO);
        CommandRun run = CommandRun.of("wasm", "run", file, "--env", "A=1", "--env", "B=x=y", "--", "--dash", "b");
        assertEquals("", run.err());
        assertEquals("--dash\0b\0", run.out());
        assertEquals(42, run.exitCode());
    }

    @Test
    void aFunctionCanBeCalled() throws IOException {
        String file = file("add.wat", """
                (module
                  (func (export "add") (param i32 i64) (result i64 f64)
                    (i64.add (i64.extend_i32_s (local.get 0)) (local.get 1))
                    (f64.const 0.5)))
                """);
        CommandRun run = CommandRun.of("wasm", "run", file, "--invoke", "add", "--", "4294967295", "-6");
        assertEquals("", run.err());
        assertEquals("-7\n0.5\n", run.out());
        assertFails(file + ": the module exports no function \"sub\"", file, "--invoke", "sub");
        assertFails(
                file + ": \"add\" has type [i32 i64] -> [i64 f64] and was given 1 arguments",
                file,
                "--invoke",
                "add",
                "1");
        assertFails(file + ": \"x\" is no i32 for \"add\"", file, "--invoke", "add", "x", "1");
    }

    @Test
    void aTrapNamesTheFunctionAndItsPlace() throws IOException {
        String file = file("trap.wat", """
                (module
                  (memory (export "memory") 1)
                  (func $inner (param i32) (drop (i32.load (local.get 0))))
                  (func $outer (export "_start") (call $inner (i32.const -8))))
                """);
        CommandRun run = CommandRun.of("wasm", "run", file);
        assertEquals(134, run.exitCode());
        String[] lines = run.err().split("\n");
        assertTrue(lines[0].startsWith("habu: " + file + ": out of bounds memory access: "), run.err());
        assertTrue(lines[1].startsWith("  in inner"), run.err());
        assertTrue(lines[2].matches("  in outer at 0x\\p{XDigit}+"), run.err());
    }

    @Test
    void endlessRecursionIsATrap() throws IOException {
        String file =
                file("deep.wat", "(module (memory (export \"memory\") 1) (func $f (export \"_start\") (call $f)))");
        CommandRun run = CommandRun.of("wasm", "run", file);
        assertEquals(134, run.exitCode());
        assertTrue(run.err().startsWith("habu: " + file + ": call stack exhausted\n"), run.err());
    }

    @Test
    void whatCannotRunIsOneMessage() throws IOException {
        assertFails("there is no WebAssembly module nowhere.wasm", "nowhere.wasm");
        assertFails(folder + " is a folder, not a WebAssembly module", folder.toString());
        String malformed = file("bad.wat", "(module (func $x (i32.konst 1)))");
        assertFails(malformed + ":1:19: unknown operator i32.konst", malformed);
        String library = file("library.wat", "(module (memory (export \"memory\") 1))");
        assertFails(library + ": the module exports no function \"_start\"", library);
        String needy = file("needy.wat", "(module (import \"env\" \"f\" (func)))");
        assertFails(needy + ": unknown import: \"env\" \"f\" of type [] -> []", needy);
        assertFails(
                "--dir " + folder + "/x::/: there is no folder " + folder + "/x", library, "--dir", folder + "/x::/");
        assertFails("--env A is not of the form NAME=VALUE", library, "--env", "A");
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static void assertFails(String message, String... args) {
        String[] line = new String[args.length + 2];
        line[0] = "wasm";
        line[1] = "run";
        System.arraycopy(args, 0, line, 2, args.length);
        CommandRun run = CommandRun.of(line);
        assertEquals("habu: " + message + "\n", run.err());
        assertEquals("", run.out());
        assertEquals(1, run.exitCode());
    }
}
