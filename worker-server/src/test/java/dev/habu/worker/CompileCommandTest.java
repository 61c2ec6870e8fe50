package dev.habu.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code habu compile}, and Java programs that use what it makes with nothing but wasm-runtime. */
final class CompileCommandTest {
    private static final String MODULE = """
            (module
              (import "env" "scale" (func $scale (param i32 f64) (result f64)))
              (import "env" "note" (func $note (param i64)))
              (memory (export "memory") 1)
              (global (export "count") (mut i32) (i32.const 3))
              (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
              (func (export "scaled") (param f64) (result f64) (call $scale (i32.const 2) (local.get 0)))
              (func (export "two") (param i64) (result i64 f32) (call $note (local.get 0)) (local.get 0) (f32.const 0.5))
              (func (export "class") (result i32) (i32.const 1))
              (func (export "a-b") (result i32) (i32.const 2))
              (func (export "a.b") (result i32) (i32.const 3))
              (func (export "1\\00\\n") (result i32) (i32.const 4))
              (func (export "wait") (result i32) (i32.const 5))
              (func (export "v") (param v128) (result v128) (local.get 0))
              (func $deep (export "deep") (call $deep))
              (func (export "trap") (unreachable)))
            """;

    private static final String PROGRAM = """
            import demo.Calc;
            import dev.habu.wasm.Imports;
            import dev.habu.wasm.Trap;
            import dev.habu.wasm.V128;

            public class Program {
                public static class Host {
                    public double scale(int factor, double value) {
                        return factor * value;
                    }

                    public void note(long value) {
                        System.out.println("noted " + value);
                    }
                }

                public static void main(String[] args) {
                    Calc calc = Calc.instantiate(Imports.builder().methods("env", new Host()).build());
                    System.out.println(calc.add(40, 2));
                    System.out.println(calc.scaled(1.5));
                    Object[] both = calc.two(7);
                    System.out.println(both[0] + " " + both[1]);
                    System.out.println(calc.class_() + " " + calc.a_b() + " " + calc.a_b_2() + " " + calc._1__() + " " + calc.wait_());
                    System.out.println(calc.memory().pages() + " " + calc.count().get());
                    System.out.println(calc.v(new V128(1, 2)).equals(new V128(1, 2)));
                    try {
                        calc.deep();
                    } catch (Trap e) {
                        System.out.println(e.getMessage());
                    }
                    try {
                        calc.trap();
                    } catch (Trap e) {
                        System.out.println(e.getMessage());
                    }
                    System.out.println(calc.add(1, 1) + " " + calc.instance().function("add").apply(2, 2)[0]);
                }
            }
            """;

    private static final String OUTPUT = """
            42
            3.0
            noted 7
            7 0.5
            1 2 3 4 5
            1 3
            true
            call stack exhausted
            unreachable
            2 4
            """;

    @TempDir
    private Path folder;

    private Path source;
    private Path jar;

    @BeforeEach
    void write() throws IOException {
        source = Files.writeString(folder.resolve("calc.wat"), MODULE);
        jar = folder.resolve("calc.jar");
    }

    @Test
    void aJavaProgramUsesTheJarFromTheClassPath() throws Exception {
        compile("--package", "demo");
        String path = jar + File.pathSeparator + runtime();
        javac("-cp", path);
        assertEquals(OUTPUT, java("-cp", path + File.pathSeparator + folder, "Program"));
    }

    @Test
    void aJavaProgramUsesTheJarFromTheModulePath() throws Exception {
        compile("--package", "demo");
        String path = jar + File.pathSeparator + runtime();
        javac("--module-path", path, "--add-modules", "demo");
        assertEquals(
                OUTPUT,
                java("--module-path", path, "--add-modules", "ALL-MODULE-PATH", "-cp", folder.toString(), "Program"));
    }

    @Test
    void theJarIsTheSameEachTimeAndAModule() throws IOException {
        compile("--package", "demo", "--class", "Other");
        byte[] first = Files.readAllBytes(jar);
        compile("--package", "demo", "--class", "Other");
        assertArrayEquals(first, Files.readAllBytes(jar));
        try (JarFile file = new JarFile(jar.toFile())) {
            assertEquals("demo", file.getManifest().getMainAttributes().getValue("Automatic-Module-Name"));
            assertTrue(file.getEntry("demo/Other.class") != null);
        }
    }

    @Test
    void longPackageNamesFitTheManifest() throws IOException {
        String name = "a".repeat(100) + ".b";
        compile("--package", name);
        try (JarFile file = new JarFile(jar.toFile())) {
            assertEquals(name, file.getManifest().getMainAttributes().getValue("Automatic-Module-Name"));
        }
    }

    @Test
    void reportAndDumpAreForPeople() {
        CommandRun run = CommandRun.of("compile", source.toString(), "--report", "--dump", "add");
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().startsWith("11 functions in 11 methods of "), run::out);
        assertTrue(run.out().contains("(;0x0001;) local.get 0\n"), run::out);
        assertTrue(run.out().contains("    iadd\n    ireturn\n"), run::out);
    }

    @Test
    void whatIsWrongIsOneMessage() throws IOException {
        assertFails("there is no WebAssembly module nowhere.wasm", "nowhere.wasm");
        assertFails(source + ": \"a b\" cannot be a name in Java", source.toString(), "--package", "a b");
        assertFails(source + ": \"x-y\" cannot be a name in Java", source.toString(), "--class", "x-y");
        assertFails(
                source + ": the class name Machine is taken by a generated class",
                source.toString(),
                "--class",
                "Machine");
        assertFails(source + " defines no function \"nope\"", source.toString(), "--dump", "nope");
        assertFails("there is no folder " + folder + "/none", source.toString(), "-o", folder + "/none/x.jar");
        Path invalid = Files.writeString(folder.resolve("bad.wat"), "(module (func (result i32) (i64.const 1)))");
        CommandRun run = CommandRun.of("compile", invalid.toString());
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("habu: " + invalid + ": type mismatch"), run::err);
        Path noWasm = Files.write(folder.resolve("no.wasm"), new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8});
        assertTrue(CommandRun.of("compile", noWasm.toString()).err().contains("magic header not detected"));
    }

    @Test
    void textAndBinaryAreTranslatedIntoEachOther() throws IOException {
        Path wasm = folder.resolve("calc.wasm");
        assertEquals(0, CommandRun.of("wasm", "wat2wasm", source.toString()).exitCode());
        CommandRun printed = CommandRun.of("wasm", "print", wasm.toString());
        assertTrue(printed.out().startsWith("(module\n  (type "), printed::out);
        Path again = Files.writeString(folder.resolve("again.wat"), printed.out());
        Path second = folder.resolve("second.wasm");
        assertEquals(
                0,
                CommandRun.of("wasm", "wat2wasm", again.toString(), "-o", second.toString())
                        .exitCode());
        assertArrayEquals(Files.readAllBytes(wasm), Files.readAllBytes(second));
        CommandRun notBinary = CommandRun.of("wasm", "print", source.toString());
        assertEquals(
                "habu: " + source + ": not a binary WebAssembly module of version 1 (at offset 0x0)\n",
                notBinary.err());
    }

    private void compile(String... options) {
        List<String> line = new ArrayList<>(List.of("compile", source.toString(), "-o", jar.toString()));
        line.addAll(List.of(options));
        CommandRun run = CommandRun.of(line.toArray(String[]::new));
        assertEquals(0, run.exitCode(), run::err);
    }

    private static void assertFails(String message, String... args) {
        String[] line = new String[args.length + 1];
        line[0] = "compile";
        System.arraycopy(args, 0, line, 1, args.length);
        CommandRun run = CommandRun.of(line);
        assertEquals("habu: " + message, run.err().lines().toList().getLast());
        assertEquals(1, run.exitCode());
    }

    /** A jar of wasm-runtime's classes, which the build may still have in a folder. */
    private String runtime() throws Exception {
        Path classes = Path.of(dev.habu.wasm.Module.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (!Files.isDirectory(classes)) {
            return classes.toString();
        }
        Path runtime = folder.resolve("wasm-runtime.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(runtime));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return runtime.toString();
    }

    private void javac(String... options) throws IOException {
        Path program = Files.writeString(folder.resolve("Program.java"), PROGRAM);
        List<String> line = new ArrayList<>(List.of(options));
        line.addAll(List.of("-d", folder.toString(), program.toString()));
        assertEquals(
                0, ToolProvider.getSystemJavaCompiler().run(null, System.out, System.err, line.toArray(String[]::new)));
    }

    private static String java(String... options) throws Exception {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(options));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
