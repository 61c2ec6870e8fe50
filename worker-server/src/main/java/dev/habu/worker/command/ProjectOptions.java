package dev.habu.worker.command;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.worker.bundle.PythonOptions;
import dev.habu.worker.bundle.Worker;
import dev.habu.worker.config.PythonLine;
import dev.habu.worker.config.WranglerConfig;
import dev.habu.worker.config.WranglerOptions;
import dev.habu.worker.config.WranglerReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of all that work on a worker: where it is and how it is configured. */
class ProjectOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(paramLabel = "DIR", description = "The folder with the worker's wrangler.toml, .json or .jsonc.")
    Path folder;

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME",
            description = "The environment, an [env.NAME] of the wrangler file, to use.")
    private String environment;

    @Option(
            names = "--var",
            paramLabel = "KEY:VALUE",
            description = "A variable, in place of that of the files; may be repeated.")
    private List<String> vars = List.of();

    @Option(
            names = "--packages",
            paramLabel = "DIR",
            defaultValue = "${env:HABU_PACKAGES}",
            description = "A folder with wheels that are used before all others; also HABU_PACKAGES.")
    Path packages;

    @Option(
            names = "--pyodide",
            paramLabel = "VERSION",
            description = "The Pyodide to run on, such as 314 or 0.28, whatever the compatibility flags say.")
    private String pyodide;

    /** The configuration alone. */
    WranglerConfig config() {
        return WranglerReader.read(folder, new WranglerOptions(environment, variables()));
    }

    /** The Pyodide that a worker runs on. */
    PythonLine line(WranglerConfig config) {
        return PythonLine.of(config.flags(), pyodide);
    }

    /**
     * Reads the worker and tells what is odd about its configuration.
     *
     * @throws dev.habu.worker.UserException if it cannot be used
     */
    Worker open(CacheFolder cache, Progress progress) {
        WranglerOptions options = new WranglerOptions(environment, variables());
        Worker worker = Worker.open(folder, options, new PythonOptions(pyodide, packages), cache, progress);
        worker.config().warnings().forEach(ProjectOptions::warn);
        if (worker.packages().stream().anyMatch(line -> line.startsWith("pydantic 1."))) {
            warn(
                    "pydantic is version 1 with this compatibility date: a model has dict() and parse_obj(), not model_dump() and"
                            + " model_validate(); --pyodide 314 runs the worker with pydantic 2");
        }
        return worker;
    }

    private static void warn(String warning) {
        System.err.println("habu: warning: " + warning);
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String var : vars) {
            int colon = var.indexOf(':');
            if (colon < 1) {
                throw new ParameterException(
                        command.commandLine(),
                        "Invalid value for option '--var': expected KEY:VALUE, but got '" + var + "'");
            }
            variables.put(var.substring(0, colon), var.substring(colon + 1));
        }
        return variables;
    }
}
