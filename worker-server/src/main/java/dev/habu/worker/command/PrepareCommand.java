package dev.habu.worker.command;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.python.Pyodide;
import dev.habu.python.PyodideVersion;
import dev.habu.worker.bundle.HabuModules;
import dev.habu.worker.config.PythonLine;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code habu prepare}: fetches and compiles Pyodide if that has not been done, and prints the compiled jar's path, the only
 * line on standard output. The launcher puts the jar on the class path of the commands that follow.
 */
@Command(
        name = "prepare",
        description = "Fetches and compiles Pyodide.",
        hidden = true,
        mixinStandardHelpOptions = true)
public final class PrepareCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        PythonLine line = new PythonLine(PyodideVersion.LATEST, "the newest");
        System.out.println(Pyodide.prepare(
                line.version(), CacheFolder.standard(), Progress.onStandardError(), HabuModules.of(line)));
        return 0;
    }
}
