package dev.habu.worker.command;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.python.Pyodide;
import dev.habu.python.PyodideVersion;
import dev.habu.python.Python;
import dev.habu.worker.UserException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code habu run FILE.py [ARGS]}: as {@code python FILE.py ARGS}. */
@Command(
        name = "run",
        description = {
            "Runs a Python program. It sees the modules beside it and no other file of this machine.",
            "A program that comes through a pipe, or from the standard input for -, sees the modules of the current folder."
        },
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Option(
            names = "--pyodide",
            paramLabel = "VERSION",
            description = "The Pyodide to run on, such as 0.28; else the newest.")
    private String pyodide;

    @Parameters(index = "0", paramLabel = "FILE.py", description = "The program; - for the standard input.")
    private Path file;

    @Parameters(index = "1..*", paramLabel = "ARGS", description = "Its arguments, as they are.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() {
        boolean standardInput = file.toString().equals(STANDARD_INPUT);
        if (Files.isDirectory(file)) {
            throw new UserException(file + " is a folder, not a Python program");
        }
        if (!standardInput && !Files.isReadable(file)) {
            throw new UserException(
                    Files.exists(file) ? file + " is not readable" : "there is no Python program " + file);
        }
        Python.Builder python =
                Python.builder().stdin(System.in).stdout(System.out).stderr(System.err);
        if (pyodide != null) {
            python.pyodide(
                    Pyodide.open(PyodideVersion.of(pyodide), CacheFolder.standard(), Progress.onStandardError()));
        }
        // What comes through a pipe, a terminal or a device (<(...), /dev/stdin) can be read once, and the interpreter
        // has devices of
        // its own in /dev: Python is started as "python -", and what comes is its standard input.
        Path program = file.toAbsolutePath().normalize();
        boolean stream = standardInput || !Files.isRegularFile(file) || program.startsWith("/dev");
        Path modules = stream ? Path.of("").toAbsolutePath() : program.getParent();
        try {
            if (!stream) {
                python.file(program.toString(), Files.readAllBytes(program));
            } else if (!standardInput) {
                python.stdin(new ByteArrayInputStream(Files.readAllBytes(file)));
            }
            Files.walkFileTree(modules, new Modules(modules, python));
        } catch (IOException e) {
            throw new UserException("cannot read the program's files: " + e);
        }
        return python.runMain(stream ? STANDARD_INPUT : program.toString(), arguments.toArray(String[]::new));
    }

    /** Gives the interpreter what the program can import: the modules in its folder and the packages below. */
    private static final class Modules extends SimpleFileVisitor<Path> {
        private final Path root;
        private final Python.Builder python;

        Modules(Path root, Python.Builder python) {
            this.root = root;
            this.python = python;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean isPackage = Files.exists(folder.resolve("__init__.py"));
            return folder.equals(root) || isPackage ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path module, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile() && module.toString().endsWith(".py")) {
                python.file(module.toString(), Files.readAllBytes(module));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path module, IOException e) {
            return FileVisitResult.CONTINUE; // The program may not need it; if it does, the import says so.
        }
    }
}
