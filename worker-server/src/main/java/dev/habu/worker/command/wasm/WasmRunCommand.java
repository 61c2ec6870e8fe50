package dev.habu.worker.command.wasm;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.CompileException;
import dev.habu.compiler.ModuleCache;
import dev.habu.compiler.Progress;
import dev.habu.compiler.TextFormatException;
import dev.habu.wasm.Instance;
import dev.habu.wasm.LinkException;
import dev.habu.wasm.Module;
import dev.habu.wasm.Trap;
import dev.habu.wasm.WasmException;
import dev.habu.wasm.wasi.Wasi;
import dev.habu.wasm.wasi.WasiExit;
import dev.habu.worker.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code habu wasm run FILE}: runs a WASI program, or one function of a module. */
@Command(
        name = "run",
        description = "Runs a WASI (preview 1) program, or calls one exported function of a module."
                + " It sees the folders, variables and arguments that are given here and nothing else of this machine.",
        mixinStandardHelpOptions = true)
public final class WasmRunCommand implements Callable<Integer> {
    /** What a shell sees of a program that aborted. */
    private static final int EXIT_TRAP = 134;

    /** Bytes of stack for the program: eight times what the JVM gives a thread. */
    private static final long STACK = 64L << 20;

    private static final int FRAMES = 20;

    @Parameters(index = "0", paramLabel = "FILE", description = "The module, binary or text.")
    private Path file;

    @Option(
            names = "--dir",
            paramLabel = "HOST::GUEST",
            description = "A folder that the program may read and write, and what it calls it.")
    private List<String> folders = List.of();

    @Option(names = "--env", paramLabel = "K=V", description = "An environment variable.")
    private List<String> variables = List.of();

    @Option(
            names = "--invoke",
            paramLabel = "NAME",
            description = "Calls this exported function with ARGS as numbers and prints its results.")
    private String function;

    @Parameters(
            index = "1..*",
            paramLabel = "ARGS",
            description = "The program's arguments; after -- they may begin with a dash.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() {
        try (Wasi wasi = process()) {
            Module module = new ModuleCache(CacheFolder.standard())
                    .get(WasmFile.read(file), file.getFileName().toString(), Progress.onTerminalOnly());
            return onLargeStack(() -> run(module, wasi));
        } catch (TextFormatException e) {
            throw new UserException(e.getMessage());
        } catch (CompileException | LinkException | IllegalArgumentException e) {
            throw new UserException(file + ": " + e.getMessage());
        } catch (WasmException e) {
            throw new UserException(
                    file + ": the program ended with an exception of " + e.tag().type());
        } catch (Trap e) {
            System.err.println("habu: " + file + ": " + e.getMessage());
            printFrames(e);
            return EXIT_TRAP;
        }
    }

    private int run(Module module, Wasi wasi) {
        if (function == null) {
            return wasi.run(module);
        }
        try {
            Instance instance = module.instantiate(wasi);
            if (instance.export("memory") != null) {
                wasi.initialise(instance);
            }
            new Invocation(function, arguments).run(instance, System.out);
            return 0;
        } catch (WasiExit e) {
            return e.code();
        }
    }

    private Wasi process() {
        Wasi.Builder process = Wasi.builder()
                .stdin(System.in)
                .stdout(new ProgramOutput(System.out))
                .stderr(new ProgramOutput(System.err))
                .terminal(Progress.atTerminal())
                .arguments(file.toString())
                .arguments(arguments.toArray(String[]::new));
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            if (equals < 1) {
                throw new UserException("--env " + variable + " is not of the form NAME=VALUE");
            }
            process.environment(variable.substring(0, equals), variable.substring(equals + 1));
        }
        for (String folder : folders) {
            int colons = folder.indexOf("::");
            String host = colons < 0 ? folder : folder.substring(0, colons);
            try {
                process.folder(Path.of(host), colons < 0 ? folder : folder.substring(colons + 2));
            } catch (IOException e) {
                throw new UserException("--dir " + folder + ": there is no folder " + host);
            }
        }
        return process.build();
    }

    private static int onLargeStack(Callable<Integer> work) {
        FutureTask<Integer> task = new FutureTask<>(work);
        Thread thread = new Thread(null, task, "wasm", STACK);
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Where it happened: the names of the functions and, where it is known, the offset of the instruction in the function. */
    private static void printFrames(Trap trap) {
        int printed = 0;
        for (StackTraceElement frame : trap.getStackTrace()) {
            String source = frame.getFileName();
            if (source != null && source.endsWith(".wasm") && printed++ < FRAMES) {
                int offset = frame.getLineNumber();
                System.err.println(
                        "  in " + frame.getMethodName() + (offset < 0 ? "" : " at 0x" + Integer.toHexString(offset)));
            }
        }
    }
}
