package dev.habu.worker.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code habu dev DIR}: serves a worker to the person who writes it. */
@Command(
        name = "dev",
        description = "Serves a worker for development: errors are shown in the browser, changed files are reloaded.",
        mixinStandardHelpOptions = true)
public final class DevCommand implements Callable<Integer> {
    @Mixin
    private WorkerOptions options;

    @Override
    public Integer call() throws InterruptedException {
        return new Serving(options, true).run();
    }
}
