package dev.habu.spec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.WasmCompiler;
import dev.habu.compiler.text.WatParser;
import dev.habu.wasm.Instance;
import dev.habu.wasm.Memory;
import dev.habu.wasm.Module;
import dev.habu.wasm.wasi.Wasi;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a WASI program cannot do: reach anything outside of the folders that it was given. */
final class WasiCapabilityTest {
    private static final int SUCCESS = 0;
    private static final int NOTSOCK = 57;
    private static final int NOTCAPABLE = 76;
    private static final int CREATE = 1;

    /** Each exported function does one thing with the path of {@code length} bytes at 64 below folder 3 and returns the error number. */
    private static final String PROGRAM = """
            (module
              (import "wasi_snapshot_preview1" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "path_filestat_get" (func $stat (param i32 i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "path_create_directory" (func $mkdir (param i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "path_unlink_file" (func $unlink (param i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "path_remove_directory" (func $rmdir (param i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "path_rename" (func $rename (param i32 i32 i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "path_link" (func $link (param i32 i32 i32 i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "path_symlink" (func $symlink (param i32 i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "path_readlink" (func $readlink (param i32 i32 i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "path_filestat_set_times" (func $times (param i32 i32 i32 i32 i64 i64 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "sock_accept" (func $accept (param i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 16) "mine")
              (func (export "open") (param i32 i32) (result i32)
                (call $open (i32.const 3) (i32.const 1) (i32.const 64) (local.get 0) (local.get 1) (i64.const 2) (i64.const 2) (i32.const 0) (i32.const 32)))
              (func (export "stat") (param i32) (result i32)
                (call $stat (i32.const 3) (i32.const 1) (i32.const 64) (local.get 0) (i32.const 512)))
              (func (export "mkdir") (param i32) (result i32)
                (call $mkdir (i32.const 3) (i32.const 64) (local.get 0)))
              (func (export "unlink") (param i32) (result i32)
                (call $unlink (i32.const 3) (i32.const 64) (local.get 0)))
              (func (export "rmdir") (param i32) (result i32)
                (call $rmdir (i32.const 3) (i32.const 64) (local.get 0)))
              (func (export "rename from") (param i32) (result i32)
                (call $rename (i32.const 3) (i32.const 64) (local.get 0) (i32.const 3) (i32.const 16) (i32.const 4)))
              (func (export "rename to") (param i32) (result i32)
                (call $rename (i32.const 3) (i32.const 16) (i32.const 4) (i32.const 3) (i32.const 64) (local.get 0)))
              (func (export "link from") (param i32) (result i32)
                (call $link (i32.const 3) (i32.const 0) (i32.const 64) (local.get 0) (i32.const 3) (i32.const 16) (i32.const 4)))
              (func (export "link to") (param i32) (result i32)
                (call $link (i32.const 3) (i32.const 0) (i32.const 16) (i32.const 4) (i32.const 3) (i32.const 64) (local.get 0)))
              (func (export "symlink at") (param i32) (result i32)
                (call $symlink (i32.const 16) (i32.const 4) (i32.const 3) (i32.const 64) (local.get 0)))
              (func (export "readlink") (param i32) (result i32)
                (call $readlink (i32.const 3) (i32.const 64) (local.get 0) (i32.const 512) (i32.const 100) (i32.const 32)))
              (func (export "times") (param i32) (result i32)
                (call $times (i32.const 3) (i32.const 1) (i32.const 64) (local.get 0) (i64.const 0) (i64.const 0) (i32.const 5)))
              (func (export "accept") (result i32) (call $accept (i32.const 0) (i32.const 0) (i32.const 32)))
              (func (export "_start")
                (loop $more
                  (i32.store (i32.const 0) (i32.const 1024))
                  (i32.store (i32.const 4) (i32.const 1000))
                  (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
                  (i32.store (i32.const 4) (i32.load (i32.const 8)))
                  (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 12)))
                  (br_if $more (i32.load (i32.const 8))))))
            """;

    private static Module module;

    @TempDir
    private Path folder;

    private Path inside;

    @BeforeAll
    static void compile() {
        module = WasmCompiler.compile(WatParser.parse(PROGRAM, "program.wat"), new CompileOptions("capabilities"))
                .load();
    }

    @BeforeEach
    void lay() throws IOException {
        inside = Files.createDirectories(folder.resolve("inside/dir")).getParent();
        Files.writeString(inside.resolve("mine"), "mine");
        Files.writeString(folder.resolve("outside"), "secret");
        Files.createDirectory(folder.resolve("outer"));
        Files.createSymbolicLink(inside.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(inside.resolve("absolute"), folder.resolve("outside"));
        Files.createSymbolicLink(inside.resolve("file"), Path.of("../outside"));
        Files.createSymbolicLink(inside.resolve("chain"), Path.of("dir/../file"));
        Files.createSymbolicLink(inside.resolve("new"), Path.of("../made"));
        Files.createSymbolicLink(inside.resolve("good"), Path.of("dir/../mine"));
    }

    @Test
    void nothingOutsideCanBeOpened() throws IOException {
        for (String path : List.of(
                "../outside",
                "dir/../../outside",
                folder.resolve("outside").toString(),
                "up/outside",
                "dir/../up/outside",
                "absolute",
                "file",
                "chain",
                "..",
                "up",
                "dir/../..")) {
            assertEquals(NOTCAPABLE, call("open", path, 0), path);
            assertEquals(NOTCAPABLE, call("open", path, CREATE), path);
            assertEquals(NOTCAPABLE, call("stat", path), path);
            assertEquals(NOTCAPABLE, call("times", path), path);
        }
        assertEquals(NOTCAPABLE, call("open", "new", CREATE));
        assertFalse(Files.exists(folder.resolve("made")));
        assertEquals("secret", Files.readString(folder.resolve("outside")));
        assertEquals(SUCCESS, call("open", "good", 0));
        assertEquals(SUCCESS, call("open", "dir/../mine", 0));
    }

    @Test
    void nothingOutsideCanBeChanged() throws IOException {
        Map<String, Long> before = tree();
        for (String path : List.of("../x", "up/x", "up/outside", "up/outer", "/x", "../outer", "up/../inside/mine")) {
            for (String function : List.of(
                    "mkdir",
                    "unlink",
                    "rmdir",
                    "rename from",
                    "rename to",
                    "link from",
                    "link to",
                    "symlink at",
                    "readlink")) {
                assertEquals(NOTCAPABLE, call(function, path), function + " " + path);
            }
        }
        assertEquals(before, tree());
    }

    @Test
    void thereAreNoSockets() throws IOException {
        try (Wasi wasi = Wasi.builder().build()) {
            assertArrayEquals(
                    new Object[] {NOTSOCK}, instance(wasi).function("accept").apply());
        }
    }

    @Test
    void inputAndOutputStream() throws Exception {
        PipedOutputStream toProgram = new PipedOutputStream();
        PipedInputStream fromProgram = new PipedInputStream();
        try (InputStream in = new PipedInputStream(toProgram);
                OutputStream out = new PipedOutputStream(fromProgram);
                Wasi wasi = Wasi.builder().stdin(in).stdout(out).build()) {
            Thread program = Thread.ofPlatform().start(() -> wasi.run(module));
            for (String word : List.of("one", "two", "three")) {
                toProgram.write(word.getBytes(StandardCharsets.UTF_8));
                toProgram.flush();
                assertEquals(word, new String(fromProgram.readNBytes(word.length()), StandardCharsets.UTF_8));
            }
            toProgram.close();
            program.join();
        }
    }

    private int call(String function, String path, Object... more) throws IOException {
        try (Wasi wasi = Wasi.builder().folder(inside, "/").build()) {
            Instance instance = instance(wasi);
            byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(bytes, 0, ((Memory) instance.export("memory")).bytes, 64, bytes.length);
            Object[] arguments = more.length == 0 ? new Object[] {bytes.length} : new Object[] {bytes.length, more[0]};
            return (Integer) instance.function(function).apply(arguments)[0];
        }
    }

    private static Instance instance(Wasi wasi) {
        Instance instance = module.instantiate(wasi);
        wasi.initialise(instance);
        return instance;
    }

    /** Each file's name and size. */
    private Map<String, Long> tree() throws IOException {
        Map<String, Long> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                tree.put(folder.relativize(file).toString(), Files.isRegularFile(file) ? Files.size(file) : -1);
            }
        }
        return tree;
    }
}
