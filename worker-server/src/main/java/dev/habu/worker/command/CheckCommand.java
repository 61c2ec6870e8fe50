package dev.habu.worker.command;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.python.Pyodide;
import dev.habu.worker.Main;
import dev.habu.worker.binding.Bindings;
import dev.habu.worker.bundle.Worker;
import dev.habu.worker.isolate.Isolate;
import dev.habu.worker.storage.StateFolder;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code habu check DIR}: says whether a worker would start. */
@Command(
        name = "check",
        description = "Says whether a worker's configuration is right and its entry module can be imported.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ProjectOptions project;

    @Override
    public Integer call() {
        CacheFolder cache = CacheFolder.standard();
        Progress progress = Progress.onStandardError();
        Worker worker = project.open(cache, progress);
        Pyodide pyodide = worker.openPyodide(cache, progress);
        try (StateFolder state = new StateFolder(worker.config().projectFolder());
                Isolate isolate = Isolate.start(
                        pyodide,
                        worker.withByteCode(pyodide, cache, progress),
                        Bindings.of(worker.config(), state),
                        null)) {
            Optional<String> problem = isolate.loadProblem();
            if (problem.isPresent()) {
                System.err.print(problem.get());
                return Main.EXIT_FAILURE;
            }
        }
        System.out.println(project.folder + ": " + worker.config().name() + " is ready to serve");
        return 0;
    }
}
