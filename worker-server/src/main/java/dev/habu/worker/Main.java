package dev.habu.worker;

import dev.habu.compiler.CacheException;
import dev.habu.js.ParseAhead;
import dev.habu.python.PyodideException;
import dev.habu.worker.command.CheckCommand;
import dev.habu.worker.command.DevCommand;
import dev.habu.worker.command.ExplainCommand;
import dev.habu.worker.command.PrepareCommand;
import dev.habu.worker.command.RunCommand;
import dev.habu.worker.command.ServeCommand;
import dev.habu.worker.command.SyncCommand;
import dev.habu.worker.command.TrainCommand;
import dev.habu.worker.command.d1.D1Command;
import dev.habu.worker.command.wasm.CompileCommand;
import dev.habu.worker.command.wasm.WasmCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code habu} command. Each of its subcommands is a class in {@code dev.habu.worker.command}. */
@Command(
        name = "habu",
        description = "Runs Python Workers, Python programs and WebAssembly on the JVM.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main implements Runnable {
    /** Exit code of a command that failed. */
    public static final int EXIT_FAILURE = CommandLine.ExitCode.SOFTWARE;

    /** Subcommands in the order of the help text; made when needed, since looking at each costs start-up time. */
    private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("dev", DevCommand::new);
        COMMANDS.put("serve", ServeCommand::new);
        COMMANDS.put("check", CheckCommand::new);
        COMMANDS.put("sync", SyncCommand::new);
        COMMANDS.put("explain", ExplainCommand::new);
        COMMANDS.put("run", RunCommand::new);
        COMMANDS.put("wasm", WasmCommand::new);
        COMMANDS.put("d1", D1Command::new);
        COMMANDS.put("compile", CompileCommand::new);
        COMMANDS.put("prepare", PrepareCommand::new);
        COMMANDS.put("train", TrainCommand::new);
    }

    @Spec
    private CommandSpec spec;

    /** The commands that always start an interpreter. */
    private static final Set<String> PYTHON = Set.of("dev", "serve", "check", "run", "train");

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        if (args.length > 0 && PYTHON.contains(args[0])) {
            ParseAhead.start(); // beside the reading of the command line, whose library takes 0.1 s
        }
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
        System.exit(run(args));
    }

    /** A standard stream that speaks UTF-8 whatever the locale, as Python does, and holds nothing back. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Runs the command; returns its exit code. */
    static int run(String... args) {
        CommandLine line = new CommandLine(new Main());
        if (args.length > 0 && COMMANDS.containsKey(args[0])) {
            line.addSubcommand(args[0], COMMANDS.get(args[0]).get());
        } else {
            COMMANDS.forEach((name, command) -> line.addSubcommand(name, command.get()));
        }
        CommandLine run = line.getSubcommands().get("run");
        if (run != null) {
            run.setStopAtPositional(true); // What comes after the program's name is the program's.
        }
        line.setExecutionExceptionHandler((problem, _, _) -> report(problem));
        return line.execute(args);
    }

    private static int report(Exception problem) {
        boolean known = problem instanceof UserException
                || problem instanceof PyodideException
                || problem instanceof CacheException;
        System.err.println("habu: " + (known ? problem.getMessage() : "internal error: " + problem));
        if (!known && System.getenv("HABU_DEBUG") != null) {
            problem.printStackTrace();
        }
        return EXIT_FAILURE;
    }

    /** Without a subcommand. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
