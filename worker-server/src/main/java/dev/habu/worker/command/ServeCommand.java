package dev.habu.worker.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code habu serve DIR}: serves a worker in production. */
@Command(
        name = "serve",
        description = "Serves a worker in production: clients see no error texts, nothing is reloaded.",
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    @Mixin
    private WorkerOptions options;

    @Override
    public Integer call() throws InterruptedException {
        return new Serving(options, false).run();
    }
}
